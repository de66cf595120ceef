// @ts-check
/**
 * How the room fills, in words, from the newest figures that this device has.
 *
 * @typedef {object} Filling
 * @property {string} room "free", "nearly" or "full"
 * @property {number} taken
 * @property {number} capacity
 * @property {number} at when the figures came, milliseconds since 1970
 */

/** Figures older than that are said with their time (ms). */
export const FRESH_MS = 30_000;

/**
 * @param {Record<string, any> | null} counts of the server
 * @param {number} at
 * @returns {Filling | null} null where nobody knows the seats
 */
export function filling(counts, at) {
  if (!counts?.room || counts.capacity === null) return null;
  return { room: counts.room, taken: (counts.inside ?? 0) + (counts.provisional ?? 0), capacity: counts.capacity, at };
}

/**
 * @param {Filling | null} known
 * @param {number} now
 * @param {import("./verdict.js").Say} say
 * @param {(iso: string) => string} time
 * @returns {string} empty while there is room, or where nothing is known
 */
export function sentence(known, now, say, time) {
  if (!known || known.room === "free") return "";
  const free = String(Math.max(0, known.capacity - known.taken));
  const words = say(`room.${known.room}`, { free });
  if (now - known.at < FRESH_MS) return words;
  const minutes = String(Math.floor((now - known.at) / 60_000));
  return say("room.as_of", { words, time: time(new Date(known.at).toISOString()), minutes });
}

/** @param {string} text what was kept @returns {Filling | null} */
export function kept(text) {
  try {
    return JSON.parse(text) || null;
  } catch {
    return null;
  }
}
