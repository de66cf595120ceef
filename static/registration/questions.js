// @ts-check

/**
 * Whether a category is among those of a field; before one is chosen, all fields are shown.
 * @param {string} asked category codes, separated by spaces
 * @param {string} category one of them, or ""
 * @returns {boolean}
 */
export function isAsked(asked, category) {
  return category === "" || asked.split(" ").includes(category);
}

/**
 * Hides the fields that the chosen delegation is not asked for, and the questions whose condition is not met; says
 * "(optional)" where the delegation need not answer. What is hidden is still sent: the server overlooks it.
 * Without a field "represents" the category stands in data-category.
 * @param {HTMLElement} root the part of the form that holds all of it
 */
export default function questions(root) {
  const represents = /** @type {HTMLSelectElement | null} */ (root.querySelector("select[name=represents]"));
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-asked]")]);

  /** @param {string} name */
  function isHidden(name) {
    return root.querySelector(`[name="${name}"]`)?.closest("[data-asked]")?.hasAttribute("hidden") ?? true;
  }

  /** @param {HTMLElement} part */
  function isMet(part) {
    const { if: name, answer } = part.dataset;
    if (!name) return true;
    const given = [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(`[name="${name}"]`))];
    const value = given.find((input) => input.type !== "radio" || input.checked)?.value;
    return value === answer && !isHidden(name);
  }

  /**
   * @param {HTMLElement} part
   * @param {string} category
   */
  function mark(part, category) {
    const optional = /** @type {HTMLElement | null} */ (part.querySelector(".field-optional"));
    const needed = (part.dataset.needed ?? "").split(" ");
    if (optional) optional.hidden = category !== "" && needed.includes(category);
  }

  function show() {
    const category = (represents ? represents.selectedOptions[0]?.dataset.category : root.dataset.category) ?? "";
    for (let again = parts.length, changed = true; changed && again > 0; again -= 1) {
      changed = false; // a question may depend on one that stands below it
      for (const part of parts) {
        const hidden = !isAsked(part.dataset.asked ?? "", category) || !isMet(part);
        changed ||= hidden !== part.hidden;
        part.hidden = hidden;
        mark(part, category);
      }
    }
  }

  root.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}
