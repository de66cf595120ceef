// @ts-check
/** The work at the door: a badge is judged, kept and shown, in this order; what the server says of it later corrects it. */
import { FOREIGN, MISTYPED, grouped, read } from "../badges/code.js";
import { Refusal } from "../base/http.js";
import { counts, decide } from "./deciding.js";
import { gone, isElsewhere } from "./elsewhere.js";
import { uuid } from "./device.js";
import { person } from "./roster.js";
import { doorOf } from "./store.js";
import { answered, refused, unanswered } from "./verdict.js";

/**
 * @typedef {import("./store.js").Scan} Scan
 * @typedef {import("./store.js").Seen} Seen
 * @typedef {import("./sync.js").Answer} Answer
 * @typedef {import("./roster.js").Person} Person
 * @typedef {import("./roster.js").Session} Session
 * @typedef {import("./verdict.js").Card} Card
 * @typedef {import("./deciding.js").Decision} Decision
 * @typedef {import("./log.js").Line & {
 *   scan: Scan, chosen: Person | null, uid: string, before: Seen | null, verdict: string, isRecorded: boolean, since: number
 * }} Entry
 *   `chosen` is whom the card names whatever the server says; `before` is what was seen of them before this scan; `verdict` is
 *   empty where there is none, and when it was taken back; `since` is when the badge came into view
 */

/** Scans that the page remembers. */
const KEPT = 50;
/** So long the server may take to know a badge that this list lacks, before the desk decides by itself (ms). */
const PATIENCE_MS = 2500;
/** Ways to a scan in which somebody pressed a button. */
const BY_HAND = new Set(["name", "provisional"]);

export class Shift {
  /** @type {Entry[]} newest first */
  entries = [];
  /** @type {Map<string, Seen>} */
  seen = new Map();
  /** @type {Promise<unknown>} one badge after the other */
  line = Promise.resolve();
  /** Badges that are being judged at this moment. */
  busy = 0;

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** Another session, or the first one: whom did this device see there? */
  async enter() {
    const { doors, enrolment, store } = this.desk;
    const door = doors.session && enrolment && doorOf({ meeting: enrolment.meeting.slug, session: doors.session.code });
    this.seen = door ? await store.seen(door) : new Map();
    await this.forgetGone();
  }

  /** Whom this device has since let into another room has left this one. */
  async forgetGone() {
    const { doors, enrolment, store, list } = this.desk;
    const here = doors.session;
    if (!here || here.checkpoint || !enrolment) return;
    for (const other of list.roster?.sessions.filter((one) => isElsewhere(here, one)) ?? []) {
      const there = await store.seen(doorOf({ meeting: enrolment.meeting.slug, session: other.code }));
      for (const uid of gone(this.seen, there)) this.seen.delete(uid);
    }
  }

  /** @param {"camera" | "wedge" | "typed"} method @param {string} text @param {number} [since] */
  scanCode(method, text, since = performance.now()) {
    const code = read(text);
    const what = code !== FOREIGN && code !== MISTYPED ? grouped(code) : text.slice(0, 24);
    return this.inLine(async (session) => {
      const { list, settings, clock, language } = this.desk;
      const known = { roster: list.roster, session, seen: this.seen, direction: settings.direction(session), at: clock.time() };
      const decision = await decide(text, known);
      const who = decision.entry && list.roster ? person(decision.entry, list.roster, language) : null;
      await this.record(session, { method, code: text }, decision, who, { what, since });
    });
  }

  /** @param {import("./search.js").Found} found */
  scanPerson(found) {
    return this.inLine((session) => this.byHand(session, { method: "name", person: found.uid }, null, found, found.name));
  }

  /**
   * @param {{ name: string, delegation: string }} typed @param {string} code of the badge in hand; empty: there is none
   * @param {string} [id] the number of a registration made here that waits for approval
   */
  admit(typed, code, id = uuid()) {
    const who = { name: typed.name, native_name: "", represents: typed.delegation, office: "", category: "" };
    const seen = code ? { typed, code } : { typed };
    // Whoever is let in at a checkpoint goes to the session that is on.
    return this.inLine((session) => this.byHand((session.checkpoint && this.desk.doors.running) || session, { method: "provisional", id, ...seen }, "provisional", who, typed.name));
  }

  /**
   * @param {Session} session
   * @param {Pick<import("./store.js").NewScan, "method" | "code" | "person" | "typed"> & { id?: string }} sighting
   * @param {string | null} verdict @param {Person} who @param {string} what
   */
  async byHand(session, sighting, verdict, who, what) {
    await this.record(session, sighting, { verdict, entry: null, seen: null }, who, { what, since: performance.now() });
    this.desk.panel.focus();
  }

  /** @param {(session: Session) => Promise<void>} work */
  inLine(work) {
    const { session } = this.desk.doors;
    if (!session) return this.desk.panel.show(unanswered("no_list", null, this.desk.say));
    this.busy++;
    this.line = this.line.then(() => work(session)).finally(() => this.busy--);
    return this.line;
  }

  /**
   * @param {Session} session
   * @param {Pick<import("./store.js").NewScan, "method" | "code" | "person" | "typed"> & { id?: string }} sighting
   * @param {Decision} decision
   * @param {Person | null} who
   * @param {{ what: string, since: number }} about
   */
  async record(session, sighting, decision, who, { what, since }) {
    const { clock, settings, store, list, enrolment, client } = this.desk;
    if (!enrolment) return;
    const isAsked = decision.verdict === null || (decision.verdict === "not_on_list" && this.desk.state.contact === "there");
    const uid = decision.entry?.uid ?? "";
    const at = new Date(clock.now()).toISOString();
    const direction = settings.direction(session);
    const seen = { direction, at: new Date(clock.time()).toISOString(), desk: enrolment.name };
    const scan = {
      id: uuid(), meeting: enrolment.meeting.slug, session: session.code, ...(session.checkpoint ? { checkpoint: session.checkpoint } : {}), at, offset_ms: clock.offset, direction,
      ...sighting, shown: isAsked ? null : decision.verdict, roster: list.roster?.made_at ?? null, client,
    };
    const before = this.seen.get(uid) ?? null;
    const card = isAsked ? unanswered("checking", who, this.desk.say) : this.cardOf(decision.verdict ?? "", decision.seen, who, session);
    /** @type {Entry} */
    const entry = {
      id: scan.id, time: this.desk.time(seen.at), iso: seen.at, what, scan: { ...scan, seq: 0 }, chosen: who, uid, before,
      verdict: isAsked ? "" : (decision.verdict ?? ""), isRecorded: false, card, since,
    };
    try {
      entry.scan = await store.enqueue(scan, uid, counts(decision.verdict) ? seen : undefined);
    } catch {
      return this.add({ ...entry, verdict: "", card: refused(this.desk.say("not_kept.note"), who, this.desk.say) });
    }
    if (uid && counts(decision.verdict)) this.seen.set(uid, seen);
    this.desk.state.more();
    this.add(entry);
    if (isAsked) setTimeout(() => this.lateFor(entry), PATIENCE_MS);
    this.desk.sendSoon();
  }

  /** @param {Entry} entry */
  add(entry) {
    this.entries = [entry, ...this.entries].slice(0, KEPT);
    this.present(entry);
    if (!BY_HAND.has(entry.scan.method)) this.desk.panel.reveal();
    this.redraw();
  }

  /**
   * Show the newest scan, and let it be heard.
   * @param {Entry} entry @param {boolean} [isCorrected] a verdict was shown before, and another desk knew better
   */
  present(entry, isCorrected = false) {
    const { panel, tones } = this.desk;
    panel.show(entry.card, { aloud: entry.card.state !== "checking" });
    tones.play(entry.card.kind);
    document.dispatchEvent(new CustomEvent("desk:shown", { detail: { card: entry.card, scan: entry.scan } }));
    if (entry.card.state !== "checking" && !isCorrected) performance.measure("badge to verdict", { start: entry.since });
  }

  /**
   * @param {string} verdict @param {{ at: string, desk: string } | null} seen @param {Person | null} who
   * @param {Pick<Session, "opens_at" | "ends_at"> | undefined} session
   */
  cardOf(verdict, seen, who, session) {
    const { say, time, moment, list } = this.desk;
    const more = { opens: moment(session?.opens_at ?? ""), ends: moment(session?.ends_at ?? ""), list: time(list.roster?.made_at ?? "") };
    return answered({ verdict, person: who, seen }, who, say, time, more);
  }

  /** The server did not say in time what it knows of a badge that is not on the list. @param {Entry} entry */
  lateFor(entry) {
    if (entry.card.state !== "checking" || entry.isRecorded) return;
    const isCode = entry.scan.code !== undefined && this.desk.list.roster !== null;
    const { say } = this.desk;
    this.settle(entry.id, () => (isCode ? this.cardOf("not_on_list", null, null, undefined) : unanswered("unanswered", entry.chosen, say)));
  }

  /** @param {readonly Answer[]} answers of the server */
  take(answers) {
    for (const answer of answers) {
      const entry = this.entries.find(({ id }) => id === answer.id);
      if (entry) this.learn(entry, answer);
    }
    if (answers.some(({ verdict }) => verdict === "unknown_code" || verdict === "provisional")) return;
    const news = answers.some(({ id, person: who }) => who && this.entries.some((entry) => entry.id === id && !entry.uid && entry.scan.code));
    if (news) this.desk.refresh(); // somebody whom this list lacks
  }

  /** @param {Entry} entry @param {Answer} answer */
  learn(entry, answer) {
    const { say, roster } = { say: this.desk.say, roster: this.desk.list.roster };
    entry.isRecorded = answer.stored !== "refused";
    if (entry.isRecorded && answer.verdict === null) return; // a desk no longer: it hears nothing of anybody
    const verdict = answer.verdict ?? "";
    if (entry.uid && counts(entry.verdict) && !counts(verdict)) this.see(entry, entry.before);
    if (!entry.isRecorded) return this.settle(entry.id, ({ chosen }) => refused(answer.problem ?? "", chosen, say));
    const session = roster?.sessions.find(({ code }) => code === entry.scan.session);
    this.settle(entry.id, ({ chosen }) => this.cardOf(verdict, answer.seen, answer.person ?? chosen, session), verdict);
  }

  /** @param {Entry} entry @param {Seen | null} seen */
  see({ uid, scan }, seen) {
    const door = doorOf(scan);
    if (scan.session === this.desk.doors.session?.code) {
      if (seen) this.seen.set(uid, seen);
      else this.seen.delete(uid);
    }
    this.desk.store.see(door, uid, seen).catch(() => {});
  }

  /**
   * Give a scan another card; if it is the newest, everybody may see and hear it.
   * @param {string} id @param {(entry: Entry) => Card} change @param {string} [verdict]
   */
  settle(id, change, verdict = "") {
    const entry = this.entries.find((one) => one.id === id);
    if (!entry) return;
    const before = entry.card;
    entry.card = change(entry);
    entry.verdict = verdict;
    const isNews = entry.card.state !== before.state;
    if (entry === this.entries[0]) {
      if (isNews) this.present(entry, before.state !== "checking");
      else this.desk.panel.show(entry.card, { aloud: false });
    } else if (isNews && before.kind !== "wait") {
      entry.card = { ...entry.card, word: this.desk.say("changed", { now: entry.card.word, before: before.word }) };
    }
    this.redraw();
  }

  redraw() {
    const [last] = this.entries;
    this.desk.log.show(this.entries);
    this.desk.undoButton.hidden = !last || !last.isRecorded || !counts(last.verdict);
    this.desk.admitButton.hidden = last?.card.state !== "not_on_list";
  }

  async undo() {
    const [last] = this.entries;
    const { api, addresses, enrolment, say, panel, undoButton } = this.desk;
    if (!last || !enrolment) return;
    undoButton.setAttribute("aria-disabled", "true");
    try {
      await api.post(addresses.undos, { device: enrolment.device, scan: last.id });
      if (last.uid) this.see(last, last.before);
      this.settle(last.id, ({ card }) => unanswered("undone", card.person, say));
      this.desk.afterUndo();
    } catch (error) {
      panel.show({ ...last.card, note: error instanceof Refusal && error.message ? error.message : say("undo.failed") });
    }
    undoButton.removeAttribute("aria-disabled");
    panel.focus();
  }

  /** The code of the badge that was scanned last, if it is not on the list. */
  get unlisted() {
    const [last] = this.entries;
    return last?.card.state === "not_on_list" ? (last.scan.code ?? "") : "";
  }
}
