// @ts-check
/** The figures of the session: asked for every few seconds while somebody looks, and after every scan. */
import { getJson } from "../base/http.js";
import { stateAfter } from "./link.js";

const EVERY_MS = 5000;
const SOON_MS = 400;

/** @typedef {Record<"inside" | "came" | "expected" | "refused" | "capacity", number | null>} Counts */

/**
 * @param {HTMLElement} root holds [data-figure="inside"] and so on
 * @param {string} address
 * @param {(state: import("./link.js").State) => void} onContact
 */
export function createCounts(root, address, onContact) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isAsking = false;

  /** @param {Counts} counts */
  function show(counts) {
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-figure]"))) {
      const count = counts[/** @type {keyof Counts} */ (figure.dataset.figure)];
      if (count !== null && figure.textContent !== String(count)) figure.textContent = String(count);
    }
    root.toggleAttribute("data-old", false);
  }

  async function ask() {
    if (document.hidden || isAsking) return plan(EVERY_MS);
    isAsking = true;
    try {
      show((await getJson(address)).counts);
      onContact("there");
    } catch (error) {
      root.toggleAttribute("data-old", true);
      onContact(stateAfter(error));
    }
    isAsking = false;
    plan(EVERY_MS);
  }

  /** @param {number} pause */
  function plan(pause) {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  document.addEventListener("visibilitychange", () => !document.hidden && plan(0));
  plan(EVERY_MS);
  return { show, soon: () => plan(SOON_MS) };
}
