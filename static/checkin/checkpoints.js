// @ts-check
/** Places besides the doors of the sessions where badges are read, as doors that are always open to everybody. */

/** No code of a session begins so. */
const MARK = "@";

/**
 * @param {Pick<import("./roster.js").Roster, "checkpoints" | "categories">} roster
 * @param {import("./verdict.js").Say} say
 * @param {string} language
 * @returns {import("./roster.js").Session[]}
 */
export function places({ checkpoints, categories }, say, language) {
  return (checkpoints ?? []).map((kind) => ({
    code: MARK + kind, id: kind, title: { [language]: say(`checkpoint.${kind}`) }, kind, checkpoint: kind,
    opens_at: "1970-01-01T00:00:00Z", starts_at: "1970-01-01T00:00:00Z", ends_at: "9999-12-31T00:00:00Z",
    categories: Object.keys(categories), room: "", capacity: null, two_way: false,
  }));
}

/**
 * Whether somebody was read there before: for a day, on that day.
 * @param {import("./store.js").Seen | null} before
 * @param {import("./roster.js").Session} place
 * @param {number} at
 * @param {string} zone of the meeting
 * @returns {import("./store.js").Seen | null}
 */
export function still(before, { checkpoint }, at, zone) {
  if (!before || checkpoint !== "day") return before;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  return day.format(new Date(before.at)) === day.format(at) ? before : null;
}
