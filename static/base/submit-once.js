// @ts-check
/** After this long a second try is meant: the first may have been a download or a lost connection. */
const HOLD_MS = 5000;

/**
 * Lets a form go once, however often its button is pressed.
 * Buttons are not disabled, because a disabled button loses its name and value and its focus.
 * @param {HTMLElement} element a form
 */
export default function submitOnce(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  let held = false;

  /** @param {boolean} on */
  function hold(on) {
    held = on;
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      if (on) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  form.addEventListener("submit", (event) => {
    if (held) return event.preventDefault();
    hold(true);
    setTimeout(hold, HOLD_MS, false);
  });
  // A page that comes back from the browser's memory must be usable again.
  window.addEventListener("pageshow", (event) => event.persisted && hold(false));
}
