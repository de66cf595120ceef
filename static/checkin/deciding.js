// @ts-check
/**
 * What this device itself makes of a badge, from its list and from what it saw: at once, with or without a network.
 * The server, which knows of the other doors, has the last word.
 */
import { FOREIGN, MISTYPED, read } from "../badges/code.js";
import { still } from "./checkpoints.js";
import { judge } from "./judge.js";
import { door, find, holder } from "./roster.js";

/** What is written down as a coming or a going, and can be taken back by hand. */
const COUNTING = new Set(["welcome", "already_in", "welcome_online", "goodbye", "not_in"]);
/** Answers that let a person pass. */
const PASSING = new Set([...COUNTING, "provisional"]);

/**
 * @typedef {object} Decision
 * @property {string | null} verdict null: it takes the server to know
 * @property {import("./roster.js").Entry | null} entry
 * @property {import("./store.js").Seen | null} seen what this device saw of that person before
 */

/**
 * @param {string} text what was scanned or typed
 * @param {object} known
 * @param {import("./roster.js").Roster | null} known.roster
 * @param {import("./roster.js").Session} known.session
 * @param {ReadonlyMap<string, import("./store.js").Seen>} known.seen whom this device saw last at the session
 * @param {"in" | "out"} known.direction
 * @param {number} known.at by the server's clock, milliseconds since 1970
 * @returns {Promise<Decision>}
 */
export async function decide(text, { roster, session, seen, direction, at }) {
  const code = read(text);
  if (code === FOREIGN) return only("not_a_badge");
  if (code === MISTYPED) return only("mistyped_code");
  if (!roster || !globalThis.crypto?.subtle) return only(null); // no list yet, or an address without https
  const entry = await find(roster, code);
  if (!entry) return only("not_on_list");
  const before = still(seen.get(entry.uid) ?? null, session, at, roster.meeting.zone);
  const place = roster.sessions.findIndex(({ code: one }) => one === session.code);
  const verdict = judge(holder(entry, place, before?.direction === "in"), door(session), direction, at);
  return { verdict, entry, seen: verdict === "already_in" ? before : null };
}

/** @param {string | null} verdict @returns {Decision} */
const only = (verdict) => ({ verdict, entry: null, seen: null });

/** @param {string | null} verdict @returns {boolean} whether it is evidence of a coming or a going */
export const counts = (verdict) => COUNTING.has(verdict ?? "");

/** @param {string | null} verdict */
export const lets = (verdict) => PASSING.has(verdict ?? "");
