// @ts-check
/** JSON to and from this server, with an end to waiting. */

/** Longer than any answer takes; shorter than a person waits for one. */
export const PATIENCE_MS = 8000;

/** Nothing came back: no network, no server, or not in time. Whether the server acted is not known. */
export class NoAnswer extends Error {}

/** The server answered that it will not. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{ title?: string, detail?: string, next?: string, reason?: string }} words what the server says of it, in the reader's
   *   language; `reason` is for programs
   */
  constructor(status, words) {
    super([words.detail || words.title, words.next].filter(Boolean).join(" "));
    this.status = status;
    this.reason = words.reason ?? "";
    this.detail = words.detail ?? "";
  }

  /** Whether the same request may be answered better later: the server is unwell or asks for patience. */
  get isPassing() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** @returns {HTMLMetaElement | null} */
const token = () => document.querySelector('meta[name="csrf-token"]');

/**
 * @param {string} address
 * @param {{ signal?: AbortSignal, bearer?: string }} [options] bearer: a token of one's own instead of a cookie
 * @returns {Promise<any>} the body; NoAnswer or Refusal else
 */
export async function getJson(address, { signal, bearer } = {}) {
  const headers = { Accept: "application/json" };
  return ask(address, bearer ? withBearer(headers, bearer) : { headers }, signal);
}

/**
 * @param {string} address
 * @param {unknown} body
 * @returns {Promise<any>} the body of the answer; NoAnswer or Refusal else
 */
export async function postJson(address, body) {
  try {
    return await post(address, body);
  } catch (error) {
    // After signing in again in another tab, the page's token is an old one.
    if (!(error instanceof Refusal) || error.status !== 400 || !(await renewToken())) throw error;
    return post(address, body);
  }
}

/** @param {string} address @param {unknown} body */
function post(address, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token()?.content ?? "" };
  return ask(address, { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * A request of a device: its token instead of a cookie, and the page's language, which else the cookie says.
 * @param {Record<string, string>} headers @param {string} token
 * @returns {RequestInit}
 */
function withBearer(headers, token) {
  const language = document.documentElement.lang;
  return { headers: { ...headers, "Accept-Language": language, Authorization: `Bearer ${token}` }, credentials: "omit" };
}

/** @param {string} address @param {RequestInit} init @param {AbortSignal} [signal] */
async function ask(address, init, signal) {
  const late = AbortSignal.timeout(PATIENCE_MS);
  const signals = signal ? [signal, late] : [late];
  try {
    const answer = await fetch(address, { ...init, signal: any(signals), redirect: "error" });
    return await opened(answer);
  } catch (error) {
    if (error instanceof Refusal || signal?.aborted) throw error;
    throw new NoAnswer(String(error));
  }
}

/** @param {Response} answer */
async function opened(answer) {
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const body = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Refusal(answer.status, body);
  if (!isJson) throw new NoAnswer("something between us and the server answered in its place");
  return body;
}

/** AbortSignal.any, which Safari has only since 17.4. @param {AbortSignal[]} signals */
function any(signals) {
  if ("any" in AbortSignal) return AbortSignal.any(signals);
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort();
    signal.addEventListener("abort", () => either.abort());
  }
  return either.signal;
}

/** Take the token of a fresh copy of this page; false where there is none. */
async function renewToken() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE_MS) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector('meta[name="csrf-token"]')?.getAttribute("content");
  const held = token();
  if (!fresh || !held || fresh === held.content) return false;
  held.content = fresh;
  return true;
}
