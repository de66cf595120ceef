// @ts-check
/**
 * What the server says of somebody registered at the desk, and what follows from it.
 *
 * @typedef {Record<"given_name" | "family_name" | "native_name" | "represents" | "office" | "category" | "code" | "symbol" | "meeting" | "days", string>} BadgeCard
 * @typedef {object} Told
 * @property {string} person uid
 * @property {string} state
 * @property {string} state_word
 * @property {Record<"title" | "given_name" | "family_name" | "native_name", string>} name
 * @property {string} paper of the desk's printer
 * @property {BadgeCard | null} badge
 */

const ADMITTED = new Set(["approved", "confirmed"]);

/** @param {Pick<Told, "state" | "badge">} told @returns {"admitted" | "pending" | "waiting"} */
export function outcome({ state, badge }) {
  if (ADMITTED.has(state)) return "admitted";
  return badge ? "pending" : "waiting";
}

/** As somebody found by name. @param {Told} told @returns {import("./search.js").Found} */
export function named({ person, state, name, badge }) {
  const parts = [name.title, name.given_name, name.family_name.toUpperCase()];
  return {
    uid: person, state, name: parts.filter(Boolean).join(" "), native_name: name.native_name,
    represents: badge?.represents ?? "", office: badge?.office ?? "", category: badge?.category ?? "",
  };
}

/** Characters of a name and of its longest word, by the size of its letters. */
const ROOM = [[16, 9], [27, 12], [48, 18]];

/** @param {string} name @returns {number} in which size it fits a badge, from 1 (the largest) to 4 */
export function size(name) {
  const longest = Math.max(0, ...name.split(/[\s-]+/).map((word) => [...word].length));
  const fits = ROOM.findIndex(([all, word]) => [...name].length <= (all ?? 0) && longest <= (word ?? 0));
  return fits < 0 ? ROOM.length + 1 : fits + 1;
}
