// @ts-check
/**
 * What the desk shows of a scan: a kind (its shape and colour), one word, a note that says what to do, and the person.
 *
 * @typedef {import("./roster.js").Person} Person
 * @typedef {{ verdict: string, person: Person | null, seen: { at: string, desk: string } | null }} Told
 * @typedef {"go" | "mind" | "stop" | "bye" | "wait"} Kind
 * @typedef {{ state: string, kind: Kind, word: string, note: string, person: Person | null }} Card
 * @typedef {(key: string, values?: Record<string, string>) => string} Say the words of the page; an unknown key gives ""
 * @typedef {(iso: string) => string} Time the wall time at the meeting
 */

/** @type {Readonly<Record<string, Kind>>} */
const KINDS = {
  welcome: "go",
  already_in: "mind",
  welcome_online: "mind",
  provisional: "mind",
  not_on_list: "mind",
  not_in: "mind",
  goodbye: "bye",
  checking: "wait",
  unanswered: "wait",
  undone: "bye",
};

/** @param {string} state a verdict, or where the scan is @returns {Kind} everything unknown stops */
export function kindOf(state) {
  return KINDS[state] ?? "stop";
}

/**
 * A verdict, of this device or of the server.
 * @param {Told} told
 * @param {Person | null} chosen the person found by name, whom the answer to a refusal does not name
 * @param {Say} say
 * @param {Time} time
 * @param {Record<string, string>} [more] values of the notes: opens, ends, list (times)
 * @returns {Card}
 */
export function answered(told, chosen, say, time, more = {}) {
  const state = say(`${told.verdict}.word`) ? told.verdict : "not_understood";
  const person = told.person ?? chosen;
  const seen = { time: time(told.seen?.at ?? ""), desk: told.seen?.desk ?? "" };
  return card(state, person, say, noteKey(state, told), { ...more, category: person?.category ?? "", ...seen });
}

/** @param {string} state @param {Told} told */
function noteKey(state, told) {
  if (state !== "already_in" || !told.seen) return "note";
  return told.seen.desk ? "seen_at" : "seen";
}

/**
 * A scan that has no verdict: on its way ("checking", "unanswered"), taken back ("undone").
 * @param {string} state @param {Person | null} person @param {Say} say
 * @returns {Card}
 */
export function unanswered(state, person, say) {
  return card(state, person, say);
}

/**
 * A scan that the server will not take, or that this device could not keep.
 * @param {string} reason in the reader's language @param {Person | null} person @param {Say} say
 * @returns {Card}
 */
export function refused(reason, person, say) {
  const made = card("refused", person, say);
  return { ...made, note: reason || made.note };
}

/**
 * @param {string} state @param {Person | null} person @param {Say} say
 * @param {string} [note] which of its notes @param {Record<string, string>} [values]
 * @returns {Card}
 */
function card(state, person, say, note = "note", values = {}) {
  return { state, kind: kindOf(state), word: say(`${state}.word`), note: say(`${state}.${note}`, values), person };
}

/**
 * The card as one sentence after another, to be heard.
 * @param {Card} shown
 */
export function spoken({ word, note, person }) {
  const parts = [word, person?.name, person?.office, person?.represents, note].filter(Boolean);
  return parts.map((part) => (/[.!?…]$/.test(part ?? "") ? part : `${part}.`)).join(" ");
}
