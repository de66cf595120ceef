// @ts-check
/** The figures of the session: asked for every few seconds while somebody looks, and after every scan. Also the desk's pulse:
 * whether the server answers is known by them where nothing is to be sent. */

const EVERY_MS = 5000;
const SOON_MS = 400;
/** Without an answer the pauses grow to that. */
const SELDOM_MS = 20_000;

/** @typedef {Record<"inside" | "came" | "expected" | "provisional" | "refused" | "capacity", number | null>} Counts */

/**
 * @param {HTMLElement} root holds [data-figure="inside"] and so on
 * @param {object} ways
 * @param {() => Promise<Counts> | null} ways.ask null where there is nothing to ask about
 * @param {() => void} ways.onAnswer
 * @param {(error: unknown) => void} ways.onTrouble
 */
export function createCounts(root, { ask, onAnswer, onTrouble }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isAsking = false;
  let pause = EVERY_MS;

  /** @param {Counts} counts */
  function show(counts) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-figure]"))) {
      const count = counts[/** @type {keyof Counts} */ (figure.dataset.figure)] ?? null;
      /** @type {HTMLElement} */ (figure.closest("div")).hidden = count === null || (count === 0 && figure.dataset.figure === "provisional");
      if (count !== null && figure.textContent !== String(count)) figure.textContent = String(count);
    }
    root.toggleAttribute("data-old", false);
    document.dispatchEvent(new CustomEvent("desk:counts", { detail: counts }));
  }

  async function look() {
    const answer = document.hidden || isAsking ? null : ask();
    if (!answer) return plan(EVERY_MS);
    isAsking = true;
    try {
      show(await answer);
      pause = EVERY_MS;
      onAnswer();
    } catch (error) {
      root.toggleAttribute("data-old", true);
      pause = Math.min(2 * pause, SELDOM_MS);
      onTrouble(error);
    }
    isAsking = false;
    plan(pause * (0.75 + Math.random() / 2));
  }

  /** @param {number} wait */
  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  }

  for (const moment of ["online", "focus"]) addEventListener(moment, () => plan(0));
  document.addEventListener("visibilitychange", () => !document.hidden && plan(0));
  plan(EVERY_MS);
  return { show, soon: () => plan(SOON_MS), now: () => plan(0) };
}
