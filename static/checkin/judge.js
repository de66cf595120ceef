// @ts-check
/**
 * What the desk is told about a badge: the rule of tracker/checkin/verdicts.py again, for a desk without a network.
 * tests/checkin/verdicts.json holds the cases that both must answer alike.
 *
 * @typedef {object} Door a session as its door sees it; instants in milliseconds since 1970
 * @property {string | number} meeting
 * @property {number} opens_at
 * @property {number} ends_at
 * @property {readonly string[]} categories who may enter
 * @typedef {object} Holder a badge and its holder
 * @property {string | number} meeting
 * @property {string} category
 * @property {boolean} approved
 * @property {boolean} revoked
 * @property {boolean} online registered for the screen, or not at all
 * @property {boolean} inside the last thing seen of them here was coming in
 * @property {boolean | null} exception admitted by name, or not; null: as the category is
 */

/**
 * @param {Holder | null} holder null where no such badge was ever issued
 * @param {Door} door
 * @param {"in" | "out"} direction
 * @param {number} at
 * @returns {string} the verdict
 */
export function judge(holder, door, direction, at) {
  if (!holder) return "unknown_code";
  return refusal(holder, door) ?? tooEarlyOrLate(door, direction, at) ?? passage(holder, direction);
}

/** @param {Holder} holder @param {Door} door */
function refusal(holder, door) {
  if (holder.meeting !== door.meeting) return "other_meeting";
  if (holder.revoked) return "revoked";
  if (!holder.approved) return "not_approved";
  if (!(holder.exception ?? door.categories.includes(holder.category))) return "not_this_category";
  return null;
}

/** Nobody is kept from leaving after the end. @param {Door} door @param {"in" | "out"} direction @param {number} at */
function tooEarlyOrLate(door, direction, at) {
  if (at < door.opens_at) return "not_yet_open";
  if (at > door.ends_at && direction === "in") return "session_over";
  return null;
}

/** @param {Holder} holder @param {"in" | "out"} direction */
function passage(holder, direction) {
  if (direction === "out") return holder.inside ? "goodbye" : "not_in";
  if (holder.inside) return "already_in";
  return holder.online ? "welcome_online" : "welcome";
}
