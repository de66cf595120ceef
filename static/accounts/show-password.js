// @ts-check
/**
 * Puts a button under the password field of an element that shows what was typed. Its words come from `data-show` and
 * `data-hide`. Before the form goes the field is hidden again, for browsers keep only passwords of password fields.
 * @param {HTMLElement} element holds the password field
 */
export default function showPassword(element) {
  const input = element.querySelector("input[type=password]");
  if (!(input instanceof HTMLInputElement)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.setAttribute("aria-controls", input.id);

  /** @param {boolean} shown */
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = (shown ? element.dataset.hide : element.dataset.show) ?? "";
  };

  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  input.spellcheck = false;
  input.autocapitalize = "none";
  show(false);
  input.after(button);
}
