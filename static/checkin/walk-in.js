// @ts-check
/**
 * What the server says of somebody registered at the desk, and what follows from it.
 *
 * @typedef {Record<"given_name" | "family_name" | "native_name" | "represents" | "office" | "category" | "code" | "symbol" | "meeting" | "days", string>} BadgeCard
 * @typedef {Record<"given_name" | "family_name" | "native_name" | "native_language" | "office" | "position" | "represents" | "organization" | "category" | "colour" | "pattern" | "code" | "symbol" | "meeting" | "days" | "logo", string>} Slip
 *   the texts of a badge for a page that draws it by itself; empty ones are not printed
 * @typedef {object} Told
 * @property {string} person uid
 * @property {string} state
 * @property {string} state_word
 * @property {Record<"title" | "given_name" | "family_name" | "native_name", string>} name
 * @property {string} paper of the desk's printer
 * @property {BadgeCard | null} badge
 * @property {Slip | null} slip
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

/** What stands on a badge, for who does not see it. @param {Told} told */
export function spokenBadge(told) {
  const { name, represents, category } = named(told);
  return [name, represents, category, told.slip?.code].filter(Boolean).join(", ");
}
