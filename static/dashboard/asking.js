// @ts-check
/** Asking again and again for a part of a page: what came, when to ask next. Knows no page. */

export const EVERY_MS = 4000;
/** Without an answer the pauses grow to that. */
export const SELDOM_MS = 30_000;
/** For so long silence is nothing to speak of. */
export const STALE_MS = 15_000;
export const PATIENCE_MS = 8000;

/** @typedef {{ kind: "new", tag: string, html: string } | { kind: "same" } | { kind: "closed", status: number } | { kind: "none" }} Answer */

/**
 * @param {string} source
 * @param {string} tag of what is shown
 * @param {typeof fetch} [send]
 * @returns {Promise<Answer>} "closed": the server has answered and will not show it (any more)
 */
export async function ask(source, tag, send = fetch) {
  try {
    const headers = { Accept: "text/html", "If-None-Match": `"${tag}"` };
    const answer = await send(source, { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 304) return { kind: "same" };
    if (answer.type === "opaqueredirect") return { kind: "closed", status: 401 };
    if ([401, 403, 404, 410].includes(answer.status)) return { kind: "closed", status: answer.status };
    const found = answer.headers.get("ETag")?.match(/"(.*)"/)?.[1];
    return answer.ok && found ? { kind: "new", tag: found, html: await answer.text() } : { kind: "none" };
  } catch {
    return { kind: "none" };
  }
}

/**
 * @param {number} pause the one before
 * @param {boolean} answered
 * @returns {number} the next pause in milliseconds, without the chance that keeps fifty screens from asking at once
 */
export function next(pause, answered) {
  return answered ? EVERY_MS : Math.min(2 * pause, SELDOM_MS);
}
