// @ts-check
/**
 * Shows the band of the badge as it is being chosen: its word, colour and pattern.
 * @param {HTMLElement} root holds the form and the preview
 */
export default function band(root) {
  const preview = /** @type {HTMLElement} */ (root.querySelector("[data-part=preview]"));
  const shown = /** @type {HTMLElement} */ (preview.firstElementChild);
  const word = /** @type {HTMLElement} */ (shown.querySelector("[data-part=band]"));
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));

  function show() {
    const sent = new FormData(form);
    const said = (/** @type {string} */ name) => String(sent.get(name) ?? "").trim();
    const here = said(`label_${document.documentElement.lang}`);
    word.textContent = here || said("label_en") || said("label_fr") || (preview.dataset.usual ?? "");
    shown.className = `badge-band badge-${said("colour")} badge-pattern-${said("pattern").replace("_", "-")}`;
  }

  form.addEventListener("input", show);
  show();
}
