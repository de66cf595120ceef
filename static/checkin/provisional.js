// @ts-check
/** Somebody stands at the door who is not on this device's list, and the server cannot be asked: let in under a typed name. */

/**
 * @param {HTMLDialogElement} dialog
 * @param {object} ways
 * @param {() => readonly string[]} ways.delegations names to choose from
 * @param {(typed: { name: string, delegation: string }, code: string) => void} ways.onAdmit
 */
export function createProvisional(dialog, { delegations, onAdmit }) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const name = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
  const delegation = /** @type {HTMLInputElement} */ (form.elements.namedItem("delegation"));
  const names = /** @type {HTMLDataListElement} */ (dialog.querySelector("datalist"));
  let code = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = { name: name.value.trim(), delegation: delegation.value.trim() };
    if (!typed.name) return name.focus();
    dialog.close();
    onAdmit(typed, code);
  });
  dialog.querySelector("[data-part=cancel]")?.addEventListener("click", () => dialog.close());

  return {
    /** @param {string} scanned the code of the badge in hand, if there is one */
    open(scanned) {
      code = scanned;
      form.reset();
      names.replaceChildren(...delegations().map((one) => new Option(one)));
      dialog.showModal();
      name.focus();
    },
  };
}
