// @ts-check
/**
 * A button that opens the print dialogue. It is hidden where scripts do not run: the browser's own menu prints too.
 * @param {HTMLElement} button
 */
export default function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
