// @ts-check
/**
 * Closes a `<details>` menu by Escape, by a press elsewhere and when focus leaves it.
 * @param {HTMLElement} element a details element
 */
export default function menu(element) {
  const details = /** @type {HTMLDetailsElement} */ (element);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
  });
}
