// @ts-check
/** The answer that stands for "not attending". */
const ABSENT = "absent";

/**
 * Whether a session is open to a category; before one is chosen, every session is shown.
 * @param {string} admitted category codes, separated by spaces
 * @param {string} category one of them, or ""
 * @returns {boolean}
 */
export function isOpenTo(admitted, category) {
  return category === "" || admitted.split(" ").includes(category);
}

/**
 * Hides the sessions that the chosen delegation may not enter, and answers "not attending" there.
 * The server checks the same. Without a field "represents" the category stands in data-category.
 * @param {HTMLElement} root the part of the form that holds both
 */
export default function sessions(root) {
  const represents = /** @type {HTMLSelectElement | null} */ (root.querySelector("select[name=represents]"));
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-admits]")]);
  const note = root.querySelector("[data-sessions-hidden]");

  function show() {
    const category = (represents ? represents.selectedOptions[0]?.dataset.category : root.dataset.category) ?? "";
    for (const part of parts) {
      part.hidden = !isOpenTo(part.dataset.admits ?? "", category);
      const absent = /** @type {HTMLInputElement | null} */ (part.querySelector(`input[value=${ABSENT}]`));
      if (part.hidden && absent) absent.checked = true;
    }
    note?.toggleAttribute("hidden", parts.every((part) => !part.hidden));
  }

  represents?.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}
