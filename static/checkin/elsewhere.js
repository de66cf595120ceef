// @ts-check
/** Whether who enters there has left here: the rule of tracker/checkin/doors.py. Rooms go by their names here. */

/** @typedef {import("./roster.js").Session} Session */

/** @param {Session} here @param {Session} other */
export function isElsewhere(here, other) {
  if (here.code === other.code) return false;
  if (here.room && other.room) return here.room !== other.room;
  return here.starts_at < other.ends_at && other.starts_at < here.ends_at;
}

/**
 * @param {ReadonlyMap<string, import("./store.js").Seen>} here
 * @param {ReadonlyMap<string, import("./store.js").Seen>} there
 * @returns {string[]} who was inside here and has entered there since
 */
export function gone(here, there) {
  const isGone = (/** @type {import("./store.js").Seen | undefined} */ later, /** @type {string} */ at) => later?.direction === "in" && later.at > at;
  return [...here].filter(([uid, { at }]) => isGone(there.get(uid), at)).map(([uid]) => uid);
}
