// @ts-check
/** Not everybody asks in the same second. */
const SPREAD_MS = 8000;
/** The longest pause of a browser's timer is 24 days. */
const LONGEST_MS = 3_600_000;

/**
 * Loads the page again when it has something new to say: when the doors open, or the address is known.
 * @param {HTMLElement} element has data-wait: seconds from the moment in which the page was made
 */
export default function waiting(element) {
  const due = Date.now() + Number(element.dataset.wait) * 1000 + Math.random() * SPREAD_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function plan() {
    clearTimeout(timer);
    const left = due - Date.now();
    if (left <= 0) return location.reload();
    timer = setTimeout(plan, Math.min(left, LONGEST_MS));
  }

  document.addEventListener("visibilitychange", () => !document.hidden && plan());
  plan();
}
