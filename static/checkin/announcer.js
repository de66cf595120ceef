// @ts-check
/** The page's only live region: two that speak at once are understood by nobody. */

/** A live region that is emptied and filled in one go may say nothing (ms). */
const BREATH_MS = 60;

/** @param {HTMLElement} region */
export function createAnnouncer(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let breath;

  return {
    /** @param {string} text @param {{ urgent?: boolean }} [how] urgent: do not wait for the end of a sentence */
    say(text, { urgent = false } = {}) {
      clearTimeout(breath);
      region.textContent = "";
      region.setAttribute("aria-live", urgent ? "assertive" : "polite");
      breath = setTimeout(() => (region.textContent = text), BREATH_MS);
    },
  };
}
