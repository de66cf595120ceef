// @ts-check
/** The signs of an open page: one a minute; after a failure sooner, then ever later, so that a short loss leaves no gap. */
import { Refusal } from "../base/http.js";

export const BEAT_MS = 60_000;
const RETRY_MS = 5000;
/** A visit that the server does not know, or a person who may no longer join, will not be known by asking again. */
const FINAL = [403, 404, 409, 410, 422];

/** @typedef {{ elsewhere: boolean, over: boolean }} Answer */

/**
 * @param {object} ways
 * @param {() => Promise<Answer>} ways.send
 * @param {(answer: Answer) => void} ways.onAnswer
 * @param {(isFinal: boolean) => void} ways.onTrouble
 * @param {(act: () => void, ms: number) => () => void} [ways.later] gives the way to call it off
 * @param {() => number} [ways.random]
 */
export function createHeart({ send, onAnswer, onTrouble, later = timer, random = Math.random }) {
  let failures = 0;
  let isSending = false;
  let isStopped = true;
  let callOff = () => {};

  async function beat() {
    if (isSending || isStopped) return;
    isSending = true;
    callOff();
    const pause = await pauseAfter();
    isSending = false;
    if (!isStopped) callOff = later(beat, pause);
  }

  async function pauseAfter() {
    try {
      const answer = await send();
      failures = 0;
      onAnswer(answer);
      if (answer.over) isStopped = true;
      return BEAT_MS;
    } catch (error) {
      const isFinal = error instanceof Refusal && FINAL.includes(error.status);
      if (isFinal) isStopped = true;
      onTrouble(isFinal);
      return Math.min(BEAT_MS, RETRY_MS * 2 ** failures++) * (0.75 + random() / 2);
    }
  }

  return {
    /** From now on; also a sign at once where the page was woken. */
    start() {
      isStopped = false;
      return beat();
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
}

/** @param {() => void} act @param {number} ms */
function timer(act, ms) {
  const id = setTimeout(act, ms);
  return () => clearTimeout(id);
}
