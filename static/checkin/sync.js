// @ts-check
/**
 * Brings the scans that wait to the server: oldest first, fifty at a time, by one tab of the browser at a time.
 *
 * A scan leaves the queue only when the server has named it. Sending it twice records it once, so a lost answer costs nothing.
 * A scan that the server will not take is parked with its reason and does not hold up the others. One over which the server
 * stumbles is found by halving what is sent, left out, and parked when the server has taken others: one that takes none is ill.
 *
 * @typedef {import("./store.js").Scan} Scan
 * @typedef {import("./roster.js").Person} Person
 * @typedef {object} Answer
 * @property {string} id of the scan
 * @property {"stored" | "duplicate" | "refused"} stored
 * @property {string | null} verdict
 * @property {boolean} again this very scan had arrived before
 * @property {Person | null} person
 * @property {{ at: string, desk: string } | null} seen
 * @property {string | null} problem why it is refused
 *
 * @typedef {"there" | "away" | "out"} Contact the server answers, does not, or does not know this device any more
 */
import { Refusal } from "../base/http.js";

/** As many as the server takes at once. */
export const BATCH = 50;
/** Pauses between attempts that nobody answers (ms); the last one repeats. */
export const PAUSES = [2000, 4000, 8000, 15_000, 30_000, 60_000];
/** Answers about the form of a request: sending the same again is useless. */
const FINAL = new Set([400, 413, 415, 422]);
const UNKNOWN_DEVICE = 401;
/** The server itself failed. What stands before it answers 502 to 504 in its place. */
const STUMBLED = 500;
/** So often it may, before one of the scans is suspected. */
const PATIENCE = 3;

/** @param {unknown} error of a request @returns {Contact} */
export function contactAfter(error) {
  return error instanceof Refusal && error.status === UNKNOWN_DEVICE ? "out" : "away";
}

/** Whether the same request will never be taken. @param {unknown} error */
export function isFinal(error) {
  return error instanceof Refusal && FINAL.has(error.status);
}

/** @param {unknown} error */
function isStumble(error) {
  return error instanceof Refusal && error.status === STUMBLED;
}

/**
 * @param {object} ways
 * @param {Pick<import("./store.js").Store, "head" | "settle" | "count">} ways.store
 * @param {(scans: Scan[]) => Promise<Answer[]>} ways.send
 * @param {(work: () => Promise<void>) => Promise<void>} ways.alone does the work unless another tab does it already
 * @param {(answers: readonly Answer[]) => void} ways.onAnswers
 * @param {(contact: Contact, error?: unknown) => void} ways.onContact
 * @param {(counts: { waiting: number, parked: number }) => void} ways.onCount
 * @param {(again: () => void, pause: number) => unknown} [ways.later]
 * @param {() => number} [ways.random]
 */
export function createDrainer({ store, send, alone, onAnswers, onContact, onCount, later = setTimeout, random = Math.random }) {
  /** @type {Promise<void> | null} */
  let draining = null;
  let isAskedAgain = false;
  let failures = 0;
  let turn = 0; // a planned attempt stays away if there was another one meanwhile
  let stumbles = 0;
  /** @type {Set<string>} scans over which the server stumbled when they came alone */
  const suspects = new Set();

  async function count() {
    onCount(await store.count());
  }

  /** @param {Scan[]} batch @param {Answer[]} answers */
  async function take(batch, answers) {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const named = batch.filter(({ id }) => byId.has(id));
    if (!named.length) throw new Error("an answer to other scans");
    const refused = named.filter(({ id }) => byId.get(id)?.stored === "refused");
    await store.settle(
      named.filter((scan) => !refused.includes(scan)),
      refused.map((scan) => ({ scan, problem: byId.get(scan.id)?.problem ?? "" })),
    );
    onAnswers(named.map(({ id }) => /** @type {Answer} */ (byId.get(id))));
  }

  /** Nothing will make the server take this one. @param {Scan} scan @param {Error} error */
  async function park(scan, error) {
    await store.settle([], [{ scan, problem: error.message }]);
    onAnswers([{ id: scan.id, stored: "refused", verdict: null, again: false, person: null, seen: null, problem: error.message }]);
  }

  /** The oldest that wait and are not suspected. @param {number} size */
  async function next(size) {
    return (await store.head(size + suspects.size)).filter(({ id }) => !suspects.has(id)).slice(0, size);
  }

  async function empty() {
    let size = BATCH;
    let hasTaken = false;
    /** @type {unknown} */
    let trouble = null;
    for (let batch = await next(size); batch.length; batch = await next(size)) {
      try {
        await take(batch, await send(batch));
        failures = 0;
        hasTaken = true;
        onContact("there");
      } catch (error) {
        const [first] = batch;
        if (!first) throw error;
        if (isFinal(error)) {
          if (batch.length === 1) await park(first, /** @type {Error} */ (error));
          size = 1; // one of them is wrong: one by one it is found
        } else if (isStumble(error) && ++stumbles >= PATIENCE) {
          size = batch.length > 1 ? Math.ceil(batch.length / 2) : BATCH;
          if (batch.length === 1) suspects.add(first.id);
          if (batch.length === 1 && trouble) throw error; // two of them in a row: not all at once, the server may be ill
          if (batch.length === 1) trouble = error;
        } else throw error;
      }
      await count();
    }
    await clear(hasTaken, trouble);
    stumbles = 0;
  }

  /** Those left out: parked if the server takes others and still not them. @param {boolean} hasTaken @param {unknown} trouble */
  async function clear(hasTaken, trouble) {
    const waiting = (await store.head(BATCH + suspects.size)).filter(({ id }) => suspects.has(id));
    suspects.clear();
    if (waiting.length && !hasTaken) throw trouble ?? new Error("nothing else waits");
    for (const scan of waiting) {
      try {
        await take([scan], await send([scan]));
      } catch (error) {
        if (!isFinal(error) && !isStumble(error)) throw error;
        await park(scan, /** @type {Error} */ (error));
      }
    }
  }

  async function attempt() {
    const began = ++turn;
    try {
      await alone(empty);
    } catch (error) {
      failures++;
      onContact(contactAfter(error), error);
      const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0;
      // Many desks lose the server at the same moment; they do not come back at the same moment.
      later(() => turn === began && drain(), pause * (0.5 + random() / 2));
    }
    await count();
  }

  /** Try now. What is asked for during an attempt is done after it. @returns {Promise<void>} */
  function drain() {
    if (draining) {
      isAskedAgain = true;
      return draining;
    }
    draining = attempt().finally(() => {
      draining = null;
      if (isAskedAgain && !failures) {
        isAskedAgain = false;
        drain();
      }
      isAskedAgain = false;
    });
    return draining;
  }

  return { drain, count };
}

/**
 * One tab at a time. Where a browser has no locks, the server takes each scan only once anyway.
 * @param {string} name
 * @returns {(work: () => Promise<void>) => Promise<void>}
 */
export function oneTab(name) {
  return async (work) => {
    if (!navigator.locks) return work();
    await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  };
}
