// @ts-check
/** Whether the server is there, and how many scans it has not recorded yet. */
import { Refusal } from "../base/http.js";
import { the } from "./page.js";

/** @typedef {"there" | "away" | "out"} State the server answers, does not answer, or wants us to sign in again */

/** @param {unknown} error of a request @returns {State} */
export function stateAfter(error) {
  return error instanceof Refusal && !error.isPassing ? "out" : "away";
}

/**
 * @param {import("./verdict.js").Say} say
 * @param {() => void} onHurry somebody does not want to wait for the next attempt, or the network is back
 */
export function createLink(say, onHurry) {
  const line = the("#link");
  const hurry = the("#hurry");
  const signIn = the("#sign-in");
  /** @type {State} */
  let state = "there";
  let waiting = 0;

  function draw() {
    const key = state === "away" && waiting ? "link.waiting" : `link.${state}`;
    const text = say(key, { count: String(waiting) });
    if (line.textContent !== text) line.textContent = text; // it is read aloud when it changes
    line.toggleAttribute("data-away", state !== "there");
    hurry.hidden = state === "there" || waiting === 0;
    signIn.hidden = state !== "out";
  }

  hurry.addEventListener("click", onHurry);
  addEventListener("online", onHurry);

  return {
    /** @param {State} now */
    show(now) {
      // Figures may still be had where scans are not taken any more.
      if (now === "there" && state === "out" && waiting) return;
      state = now;
      draw();
    },

    /** @param {number} scans not recorded yet */
    count(scans) {
      waiting = scans;
      draw();
    },
  };
}
