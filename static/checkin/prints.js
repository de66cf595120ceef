// @ts-check
/**
 * Which badges this desk has printed, for the print log of the meeting: kept until the server has taken them. Told twice, they
 * are on record once.
 *
 * @typedef {object} Print
 * @property {string} id made here
 * @property {string} code of the badge
 * @property {string} paper
 * @property {string} at ISO 8601 in UTC, by the device's own clock
 * @property {number | null} offset_ms the server's clock less the device's, as last measured
 */
import { uuid } from "./device.js";
import { BATCH, isFinal } from "./sync.js";

const PREFIX = "print:";
/** @param {Pick<Print, "id">} print */
const key = ({ id }) => PREFIX + id;

/**
 * @param {object} ways
 * @param {Pick<import("./store.js").Store, "put" | "list" | "remove">} ways.store
 * @param {{ now: () => number, offset: number | null }} ways.clock
 * @param {(prints: Print[]) => Promise<unknown>} ways.send
 * @param {(work: () => Promise<void>) => Promise<void>} ways.alone does the work unless another tab does it already
 */
export function createPrints({ store, clock, send, alone }) {
  async function drain() {
    for (let batch = await first(); batch.length; batch = await first()) {
      try {
        await send(batch);
      } catch (error) {
        if (!isFinal(error)) throw error; // else nothing will ever make the server take it
      }
      await store.remove(batch.map(key));
    }
  }

  /** @returns {Promise<Print[]>} */
  const first = async () => (await store.list(PREFIX)).slice(0, BATCH);

  return {
    /** A badge goes to the printer. @param {string} code @param {string} paper */
    async note(code, paper) {
      /** @type {Print} */
      const print = { id: uuid(), code, paper, at: new Date(clock.now()).toISOString(), offset_ms: clock.offset };
      await store.put(key(print), print);
    },
    /** Tell the server what it does not know yet; if it does not answer, another time. */
    tell: () => alone(drain).catch(() => {}),
  };
}
