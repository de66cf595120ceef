// @ts-check
/**
 * One box for all rows: `[data-select-all]` follows and leads every `[data-select-row]`.
 * `[data-select-count]` holds the number; `[data-select-needed]` shows only while something is chosen.
 * @param {HTMLElement} root
 */
export default function selectAll(root) {
  const all = /** @type {HTMLInputElement | null} */ (root.querySelector("[data-select-all]"));
  const rows = () => /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("[data-select-row]")]);

  function show() {
    const chosen = rows().filter((row) => row.checked).length;
    if (all) {
      all.checked = chosen > 0 && chosen === rows().length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
    for (const count of root.querySelectorAll("[data-select-count]")) count.textContent = String(chosen);
    for (const part of root.querySelectorAll("[data-select-needed]")) part.toggleAttribute("hidden", chosen === 0);
  }

  root.addEventListener("change", (event) => {
    if (all && event.target === all) for (const row of rows()) row.checked = all.checked;
    show();
  });
  window.addEventListener("pageshow", show);
  show();
}
