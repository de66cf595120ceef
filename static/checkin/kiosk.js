// @ts-check
/**
 * A tablet on a stand that nobody tends: the camera and one sentence; no list, no log, no search. It is left by the code that was
 * chosen when it was switched on. Scans go the same way as at every desk.
 */
import { the } from "./page.js";

/** So long a stranger's answer stands there (ms). */
const FADE_MS = 5000;
const KEY = "kiosk";

/** @param {HTMLElement} root holds the two forms @param {import("./desk.js").Desk} desk */
export default function kiosk(root, desk) {
  const begin = /** @type {HTMLFormElement} */ (the("#kiosk-begin"));
  const leave = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const message = /** @type {HTMLElement} */ (root.querySelector("[data-part=message]"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading;

  /** @param {HTMLFormElement} form */
  const code = (form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));

  /** Ready for the next, and nothing is left of the one before, nor for a screen reader. */
  function rest() {
    desk.panel.rest();
    desk.announce("");
  }

  /** @param {boolean} on */
  function turn(on) {
    document.body.toggleAttribute("data-kiosk", on);
    root.hidden = !on;
    root.querySelector("details")?.removeAttribute("open");
    message.hidden = true;
    for (const form of [begin, leave]) form.reset();
    rest();
    const start = /** @type {HTMLButtonElement | null} */ (document.querySelector("#viewfinder [data-part=start]"));
    if (on && start && !start.hidden && !start.closest("[hidden]")) start.click();
  }

  begin.addEventListener("submit", (event) => {
    event.preventDefault();
    desk.memory.set(KEY, code(begin).value);
    begin.closest("details")?.removeAttribute("open");
    turn(true);
  });
  leave.addEventListener("submit", (event) => {
    event.preventDefault();
    const isRight = code(leave).value === desk.memory.get(KEY);
    if (isRight) {
      desk.memory.set(KEY, "");
      return turn(false);
    }
    leave.reset();
    message.hidden = false;
    return code(leave).focus();
  });
  document.addEventListener("desk:shown", () => {
    clearTimeout(fading);
    if (document.body.hasAttribute("data-kiosk")) fading = setTimeout(rest, FADE_MS);
  });

  function onAddress() {
    if (location.hash !== "#kiosk") return;
    history.replaceState(null, "", location.pathname + location.search);
    begin.closest("details")?.setAttribute("open", "");
    code(begin).focus();
  }

  addEventListener("hashchange", onAddress);
  onAddress();
  if (desk.memory.get(KEY)) turn(true);
}
