// @ts-check
/**
 * What a desk asks of the server: with the token of this device and nothing else, no cookie, and with an end to waiting.
 * Each answer also tells how far the device's clock is from the server's.
 */
import { NoAnswer, Refusal } from "../base/http.js";

/** Longer than any answer takes; shorter than a person waits for one (ms). */
const PATIENCE_MS = 8000;
/** The whole list of a large meeting over a bad network takes longer (ms). */
export const LONG_MS = 30_000;
/** Until the server has told its time in an answer, the header Date must do. A time without milliseconds is late: on average half a second. */
const DATE_LATE_MS = 500;

/** @typedef {{ status: number, body: any, etag: string | null }} Reply */

/**
 * @param {object} ways
 * @param {() => string} ways.token of this device; empty: none
 * @param {ReturnType<typeof import("./clock.js").createClock>} ways.clock
 * @param {string} ways.language
 * @param {typeof fetch} [ways.send]
 */
export function createApi({ token, clock, language, send = (...request) => fetch(...request) }) {
  /**
   * @param {string} address
   * @param {RequestInit} init
   * @param {number} patience
   * @returns {Promise<Reply>} NoAnswer or Refusal else
   */
  async function ask(address, init, patience) {
    const headers = new Headers({ ...init.headers, Accept: "application/json", "Accept-Language": language });
    if (token()) headers.set("Authorization", `Bearer ${token()}`);
    const sent = clock.now();
    try {
      const signal = AbortSignal.timeout(patience);
      const answer = await send(address, { ...init, headers, signal, credentials: "omit", cache: "no-store", redirect: "error" });
      const received = clock.now();
      const reply = await opened(answer);
      told(sent, received, reply.body?.now, answer.headers.get("Date"));
      return reply;
    } catch (error) {
      if (error instanceof Refusal || error instanceof NoAnswer) throw error;
      throw new NoAnswer(String(error));
    }
  }

  /** @param {number} sent @param {number} received @param {string | undefined} now @param {string | null} date */
  function told(sent, received, now, date) {
    if (now && now.includes(".")) clock.measured(sent, received, Date.parse(now));
    else if (now) clock.measured(sent, received, Date.parse(now) + DATE_LATE_MS, DATE_LATE_MS);
    else if (date && clock.offset === null) clock.measured(sent, received, Date.parse(date) + DATE_LATE_MS, DATE_LATE_MS);
  }

  return {
    /**
     * @param {string} address
     * @param {{ etag?: string, patience?: number }} [how] etag: of what is held already; then the status may be 304
     */
    get: (address, { etag, patience = PATIENCE_MS } = {}) =>
      ask(address, { headers: etag ? { "If-None-Match": etag } : {} }, patience),
    /** @param {string} address @param {unknown} body */
    post: (address, body) =>
      ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }, PATIENCE_MS),
  };
}

/** @param {Response} answer @returns {Promise<Reply>} */
async function opened(answer) {
  const etag = answer.headers.get("ETag");
  if (answer.status === 304) return { status: 304, body: null, etag };
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  if (!isJson && answer.status !== 401) throw new NoAnswer("something between us and the server answered in its place");
  const body = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Refusal(answer.status, body);
  return { status: answer.status, body, etag };
}
