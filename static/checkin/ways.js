// @ts-check
/** Which ways there are through a door. */

/**
 * People leave by a door of two ways only; at any other, whoever is scanned comes in.
 * @param {Pick<import("./roster.js").Session, "two_way"> | null} session
 * @param {boolean} isLeaving what the desk has chosen
 * @returns {import("./store.js").Direction}
 */
export function way(session, isLeaving) {
  return session?.two_way && isLeaving ? "out" : "in";
}
