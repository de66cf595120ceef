// @ts-check
/**
 * What the desk shows of a scan: a kind (its shape and colour), one word, a note that says what to do, and the person.
 *
 * @typedef {import("./queue.js").Answer} Answer
 * @typedef {import("./queue.js").Person} Person
 * @typedef {"go" | "mind" | "stop" | "bye" | "wait"} Kind
 * @typedef {{ state: string, kind: Kind, word: string, note: string, person: Person | null }} Card
 * @typedef {(key: string, values?: Record<string, string>) => string} Say the words of the page; an unknown key gives ""
 */

/** @type {Readonly<Record<string, Kind>>} */
const KINDS = {
  welcome: "go",
  already_in: "mind",
  welcome_online: "mind",
  not_in: "mind",
  goodbye: "bye",
  checking: "wait",
  unanswered: "wait",
  signed_out: "wait",
  undone: "bye",
};

/** What is written down as a coming or a going, and can be taken back by hand. */
const COUNTING = new Set(["welcome", "already_in", "welcome_online", "goodbye", "not_in"]);

/** @param {string} state a verdict, or where the scan is @returns {Kind} everything unknown stops */
export function kindOf(state) {
  return KINDS[state] ?? "stop";
}

/** @param {string} verdict */
export function counts(verdict) {
  return COUNTING.has(verdict);
}

/**
 * @param {Answer} answer
 * @param {Person | null} chosen the person found by name, whom the answer to a refusal does not name
 * @param {Say} say
 * @param {(iso: string) => string} time the wall time at the meeting
 * @returns {Card}
 */
export function answered(answer, chosen, say, time) {
  const state = say(`${answer.verdict}.word`) ? answer.verdict : "not_understood";
  const person = answer.person ?? chosen;
  const values = { category: person?.category ?? "", time: time(answer.seen?.at ?? ""), desk: answer.seen?.desk ?? "" };
  return card(state, person, say, noteKey(state, answer), values);
}

/** @param {string} state @param {Answer} answer */
function noteKey(state, answer) {
  if (state !== "already_in" || !answer.seen) return "note";
  return answer.seen.desk ? "seen_at" : "seen";
}

/**
 * A scan that has no verdict: on its way ("checking", "unanswered", "signed_out"), taken back ("undone") or given up.
 * @param {string} state @param {Person | null} person @param {Say} say
 * @returns {Card}
 */
export function unanswered(state, person, say) {
  return card(state, person, say);
}

/**
 * A scan that the server will not take.
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
