// @ts-check
/** The front desk: an app that opens without a network, enrolled by a code, for the doors of one meeting. */
import { Refusal } from "../base/http.js";
import { createAnnouncer } from "./announcer.js";
import { createApi } from "./api.js";
import { places } from "./checkpoints.js";
import { createClock } from "./clock.js";
import { createCounts } from "./counts.js";
import { createMemory } from "./device.js";
import { createDoors } from "./doors.js";
import { createEnrolPanel } from "./enrol-panel.js";
import { codeIn, createEnroller, isInvitation } from "./enrol.js";
import { createList } from "./list.js";
import { createLogo } from "./logo.js";
import { createLog } from "./log.js";
import { createMemoryStore } from "./memory-store.js";
import { the } from "./page.js";
import { createPanel } from "./panel.js";
import { createPrints } from "./prints.js";
import { createProvisional } from "./provisional.js";
import { best } from "./roster.js";
import { contents, download } from "./saving.js";
import { createSearch } from "./search.js";
import { createSettings } from "./settings.js";
import { Shift } from "./shift.js";
import { createState } from "./state.js";
import { openStore } from "./store.js";
import { contactAfter, createDrainer, oneTab } from "./sync.js";
import { createTabs } from "./tabs.js";
import { createTones } from "./tones.js";
import { forgetOffline, keepOffline } from "./updates.js";
import { unanswered } from "./verdict.js";
import { createViewfinder } from "./viewfinder.js";
import { keepAwake } from "./wake.js";
import { listen } from "./wedge.js";
import { wordsOf } from "./words.js";

/**
 * @typedef {"enrolling" | "working" | "ended" | "wiped"} Mode what is to be seen: a box for the code of the organizer; the door; a
 *   desk that was withdrawn while scans still wait; nothing any more
 */

const TICK_MS = 4000;
const MINUTE_MS = 60_000;

export class Desk {
  language = document.documentElement.lang;
  say = wordsOf(/** @type {HTMLTemplateElement} */ (the("#words")));
  memory = createMemory(() => localStorage);
  announcer = createAnnouncer(the("#announcer"));
  tones = createTones();
  undoButton = the("#undo");
  admitButton = the("#admit");
  log = createLog(the("#log"), /** @type {HTMLTemplateElement} */ (the("#log-row")));
  /** @type {import("./enrol.js").Enrolment | null} */
  enrolment = null;
  /** @type {Mode} */
  mode = "enrolling";
  isExpired = false;
  shift = new Shift(this);
  announce = (/** @type {string} */ text) => this.announcer.say(text);

  /**
   * @param {DOMStringMap} page addresses and the version of these scripts
   * @param {import("./store.js").Store} store
   * @param {import("./clock.js").Measure | null} measure
   */
  constructor(page, store, measure) {
    this.store = store;
    this.client = page.client ?? "";
    this.addresses = { scans: page.scans ?? "", undos: page.undos ?? "", counts: page.counts ?? "", people: page.people ?? "", reports: page.reports ?? "", api: page.api ?? "", worker: page.worker ?? "" };
    this.clock = createClock(Date.now, measure);
    this.api = createApi({ token: () => this.enrolment?.token ?? "", clock: this.clock, language: this.language });
    this.enroller = createEnroller({ store, api: this.api, address: page.enrolments ?? "", strangers: ({ title }) => this.say("parked.stranger", { meeting: best(title, this.language) }) });
    this.list = createList({ store, api: this.api, address: page.roster ?? "", onChange: () => this.onList() });
    this.logo = createLogo({ store, api: this.api, address: `${this.addresses.api}logo` });
    this.prints = createPrints({ store, clock: this.clock, alone: oneTab("desk-prints"), send: (prints) => this.api.post(`${this.addresses.api}prints`, { prints }) });
    this.state = createState({ say: this.say, announcer: this.announcer, onHurry: () => this.hurry() });
    this.settings = createSettings(document.body, this.memory, { onDirection: () => this.turn(), onSound: (on) => this.tones.turn(on) });
    this.panel = createPanel(the("#verdict"), this.announcer, () => unanswered(this.isKiosk ? "ready_kiosk" : this.direction === "out" ? "ready_out" : "ready", null, this.say));
    this.doors = createDoors(the("#door"), { memory: this.memory, language: this.language, now: () => this.clock.time(), when: ({ starts_at }) => this.moment(starts_at), onChange: () => this.enter() });
    this.tabs = createTabs((news) => this.onNews(news));
    this.drainer = createDrainer({
      store,
      send: (scans) => this.send(scans),
      alone: oneTab("desk-queue"),
      onAnswers: (answers) => this.onAnswers(answers),
      onContact: (contact, error) => this.onContact(contact, error),
      onCount: (counts) => this.state.count(counts),
    });
    this.counts = createCounts(the("#counts"), { ask: () => this.askCounts(), onAnswer: () => this.onContact("there"), onTrouble: (error) => this.onContact(contactAfter(error), error) });
    this.enrolPanel = createEnrolPanel(the("#enrol"), { say: this.say, announce: this.announce, enrol: (code, name) => this.enrol(code, name) });
    this.viewfinder = createViewfinder(the("#viewfinder"), { say: this.say, memory: this.memory, announce: this.announce, onScan: (text, since) => this.onText("camera", text, since) });
    this.provisional = createProvisional(/** @type {HTMLDialogElement} */ (the("#provisional")), {
      delegations: () => (this.list.roster?.delegations ?? []).map((texts) => best(texts, this.language)),
      onAdmit: (typed, code) => this.shift.admit(typed, code),
    });
    createSearch(the("#search"), { say: this.say, announce: this.announce, ask: (query) => this.find(query), onChoice: (found) => this.shift.scanPerson(found), onBadge: (found) => document.dispatchEvent(new CustomEvent("desk:badge", { detail: found })) });
  }

  /** What the page does by itself from now on. */
  async start() {
    the("#code-form").addEventListener("submit", (event) => this.typed(event));
    this.undoButton.addEventListener("click", () => this.undoButton.hasAttribute("aria-disabled") || this.shift.undo());
    this.admitButton.addEventListener("click", () => this.provisional.open(this.shift.unlisted));
    the("#save").addEventListener("click", () => this.save());
    the("#clear").addEventListener("click", () => this.wipe());
    the("#other-session").querySelector("button")?.addEventListener("click", () => this.doors.other && this.doors.choose(this.doors.other.code));
    listen((text) => this.onText("wedge", text));
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.tones.wake(), { capture: true });
    addEventListener("beforeunload", (event) => !this.store.isLasting && this.state.waiting && event.preventDefault());
    addEventListener("online", () => this.hurry());
    addEventListener("hashchange", () => this.onAddress());
    document.addEventListener("visibilitychange", () => !document.hidden && this.hurry());
    setInterval(() => this.tick(), TICK_MS);
    setInterval(() => this.report(), MINUTE_MS);
    the("#not-lasting").hidden = this.store.isLasting;
    await this.begin();
    for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("disabled");
    document.body.dataset.ready = "";
  }

  async begin() {
    this.enrolment = await this.enroller.current();
    const hasEnded = Boolean(await this.store.get("ended"));
    if (this.enrolment && !hasEnded) await this.work();
    else if (this.enrolment) await this.end();
    else this.turnTo("enrolling");
    this.onAddress();
  }

  /** The address may bring the organizer's code; it is not to stay there. */
  onAddress() {
    const code = codeIn(location.hash);
    if (!isInvitation(location.hash)) return;
    history.replaceState(null, "", location.pathname + location.search);
    this.enrolPanel.take(code);
  }

  /** @param {string} code @param {string} name */
  async enrol(code, name) {
    this.enrolment = await this.enroller.enrol({ code }, name);
    this.isExpired = false;
    this.tabs.tell({ kind: "enrolment" });
    await this.work();
  }

  /** This browser is a desk: open the door. */
  async work() {
    const { enrolment } = this;
    if (!enrolment) return;
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: enrolment.meeting.zone };
    const day = { day: "numeric", month: "short", ...clock };
    this.clockFormat = new Intl.DateTimeFormat(this.language, /** @type {Intl.DateTimeFormatOptions} */ (clock));
    this.dayFormat = new Intl.DateTimeFormat(this.language, /** @type {Intl.DateTimeFormatOptions} */ (day));
    the("[data-meeting]").textContent = best(enrolment.meeting.title, this.language);
    the("[data-desk-name]").textContent = enrolment.name;
    await this.list.load();
    this.turnTo("working");
    this.turn();
    this.keep();
    keepAwake();
    await this.drainer.count();
    if (!this.list.roster) await this.refresh();
    this.hurry();
    this.logo.refresh();
  }

  /** Keep the page for the day without a network, and the data from being cleared away. */
  async keep() {
    navigator.storage?.persist?.().catch(() => {}); // not waited for: Firefox asks the reader
    if (this.updates) return;
    const offer = () => (the("#update").hidden = false);
    this.updates = await keepOffline({ address: this.addresses.worker, onOffer: offer, isBusy: () => this.shift.busy > 0 }).catch(() => null);
    the("#update").querySelector("button")?.addEventListener("click", () => this.updates?.use());
  }

  /** @param {Mode} mode */
  turnTo(mode) {
    this.mode = mode;
    document.body.dataset.mode = mode;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-when]"))) {
      part.hidden = !part.dataset.when?.split(" ").includes(mode);
    }
  }

  /** @param {"camera" | "wedge" | "typed"} method @param {string} text @param {number} [since] */
  onText(method, text, since) {
    if (isInvitation(text)) return this.enrolPanel.take(text);
    if (this.mode === "working") return this.shift.scanCode(method, text, since);
    return this.enrolPanel.tell(this.say("enrol.badge"));
  }

  /** @param {Event} event */
  typed(event) {
    event.preventDefault();
    const box = /** @type {HTMLInputElement} */ (the("#code"));
    const text = box.value.trim();
    box.value = "";
    if (text) this.onText("typed", text);
    else box.focus();
  }

  /** A tablet on a stand, before which strangers stand. */
  get isKiosk() {
    return document.body.hasAttribute("data-kiosk");
  }

  /** Which way people go through the door that this desk stands at. */
  get direction() {
    return this.settings.direction(this.doors.session);
  }

  /** The door says which ways there are, also when a newer list says otherwise of it. */
  follow() {
    this.settings.follow(this.doors.session);
    if (document.body.dataset.direction !== this.direction) this.turn();
  }

  /** The other way through the door. */
  turn() {
    document.body.dataset.direction = this.direction;
    this.viewfinder.forget();
    this.panel.settle();
  }

  /** Another door. */
  async enter() {
    this.follow();
    await this.shift.enter();
    this.viewfinder.forget();
    this.counts.now();
    this.showOther();
  }

  showOther() {
    const { other } = this.doors;
    the("#other-session").hidden = other === null;
    the("#other-session").querySelector("bdi")?.replaceChildren(best(other?.title, this.language));
  }

  onList() {
    const { roster } = this.list;
    if (roster) this.doors.offer(roster.sessions, this.enrolment?.door ?? null, places(roster, this.say, this.language));
    this.follow();
    this.showAge();
  }

  showAge() {
    const made = this.list.roster?.made_at ?? "";
    this.state.list(this.time(made), made ? this.clock.time() - Date.parse(made) : 0);
  }

  async tick() {
    if (this.mode === "wiped" || !this.enrolment) return;
    this.showAge();
    this.showOther();
    await this.drainer.count();
    if (this.state.waiting && this.state.contact !== "away") await this.drainer.drain();
    if (this.mode === "ended" && this.state.waiting + this.state.parked === 0) await this.wipe();
  }

  /** Somebody does not want to wait, or the network may be back. */
  hurry() {
    if (!this.enrolment || this.mode === "wiped") return;
    this.sendSoon();
    this.prints.tell();
    this.refresh();
    this.counts.now();
  }

  sendSoon() {
    this.drainer.drain();
    this.drainer.count();
  }

  /** Once a minute the organizer learns that this desk is there and how it does, and the desk whether its list is the newest. */
  async report() {
    if (this.mode !== "working" || document.hidden) return;
    try {
      const { body } = await this.api.post(this.addresses.reports, this.about());
      if (this.enrolment && body.expires_at !== this.enrolment.expires_at) {
        this.enrolment = { ...this.enrolment, expires_at: body.expires_at };
        await this.store.put("enrolment", this.enrolment);
      }
    } catch (error) {
      return this.onContact(contactAfter(error), error);
    }
    this.prints.tell();
    await this.refresh();
  }

  /** What the desk says of itself. */
  about() {
    const { device } = /** @type {import("./enrol.js").Enrolment} */ (this.enrolment);
    const sent_at = new Date(this.clock.now()).toISOString();
    return { device, sent_at, waiting: this.state.waiting, offset_ms: this.clock.offset, roster: this.list.roster?.made_at ?? null, client: this.client };
  }

  async refresh() {
    if (this.mode !== "working") return;
    try {
      await this.list.refresh();
      this.onContact("there");
    } catch (error) {
      this.onContact(contactAfter(error), error);
    }
    this.showAge();
  }

  /** @param {import("./store.js").Scan[]} scans @returns {Promise<import("./sync.js").Answer[]>} */
  async send(scans) {
    if (!this.enrolment) throw new Refusal(401, {});
    return (await this.api.post(this.addresses.scans, { ...this.about(), scans })).body.answers;
  }

  /** @returns {Promise<import("./counts.js").Counts> | null} */
  askCounts() {
    const { session } = this.doors;
    if (this.mode !== "working" || !session || session.checkpoint) return null;
    return this.api.get(`${this.addresses.counts}?session=${encodeURIComponent(session.code)}`).then(({ body }) => body.counts ?? body);
  }

  /** @param {string} query @returns {Promise<import("./search.js").Found[]>} */
  async find(query) {
    return (await this.api.get(`${this.addresses.people}?q=${encodeURIComponent(query)}`)).body.people;
  }

  /** @param {readonly import("./sync.js").Answer[]} answers */
  onAnswers(answers) {
    this.shift.take(answers);
    this.tabs.tell({ kind: "answers", answers: [...answers] });
    this.counts.soon();
  }

  /** @param {import("./sync.js").Contact} contact @param {unknown} [error] */
  onContact(contact, error) {
    const wasAway = this.state.contact === "away";
    if (contact !== "out") this.store.put("clock", this.clock.measure).catch(() => {});
    if (contact === "out") this.turnedAway(error);
    else if (this.mode === "working" && !this.isExpired) this.state.show(contact);
    if (contact === "there" && wasAway && this.state.waiting) this.drainer.drain();
    if (contact === "there" && wasAway) this.prints.tell();
  }

  /**
   * This browser is a desk no longer. One whose time is over goes on until somebody renews it; one that was withdrawn stops.
   * @param {unknown} error
   */
  turnedAway(error) {
    if (this.mode !== "working") return;
    const { reason, message } = /** @type {Refusal} */ (error);
    this.state.show("out");
    the("#enrol").hidden = false;
    if (!this.isExpired) this.enrolPanel.tell(message || this.say("enrol.ended"));
    if (reason === "expired") this.isExpired = true;
    else this.end();
  }

  /** What waits may still be handed in; then nothing stays here. */
  async end() {
    this.turnTo("ended");
    this.viewfinder.stop();
    await this.store.put("ended", true);
    await this.prints.tell();
    await this.drainer.drain();
    const { waiting, parked } = await this.store.count();
    if (waiting + parked === 0) await this.wipe();
  }

  /** Nothing is left on this device: not the list, not the page. */
  async wipe() {
    this.enrolment = null;
    this.turnTo("wiped");
    this.announce(this.say("wiped.note"));
    this.tabs.tell({ kind: "wiped" });
    this.memory.clear();
    await this.store.wipe();
    await forgetOffline();
    document.body.dataset.wiped = "";
  }

  async save() {
    const content = await contents(this.store, this.enrolment, new Date(this.clock.now()).toISOString());
    download(content, `scans-${content.meeting}-${content.device.slice(0, 8)}-${content.saved_at.slice(0, 16).replace(":", "")}.json`);
    the("#clear").hidden = this.mode !== "ended";
  }

  afterUndo() {
    this.viewfinder.forget();
    this.counts.now();
  }

  /** @param {import("./tabs.js").News} news of another tab */
  onNews(news) {
    if (news.kind === "answers") {
      this.shift.take(news.answers);
      this.drainer.count();
    } else if (news.kind === "wiped") {
      this.enrolment = null;
      this.turnTo("wiped");
    } else if (news.kind === "enrolment") location.reload();
  }

  /** The wall time at the meeting, "09:02". */
  time = (/** @type {string} */ iso) => (iso && this.clockFormat ? this.clockFormat.format(new Date(iso)) : "");

  /** Day and wall time at the meeting, "17 Nov, 09:02". */
  moment = (/** @type {string} */ iso) => (iso && this.dayFormat ? this.dayFormat.format(new Date(iso)) : "");
}

/** @param {HTMLElement} root */
export default async function desk(root) {
  const store = await openStore().catch(createMemoryStore);
  const made = new Desk(root.dataset, store, (await store.get("clock")) ?? null);
  await made.start();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-panel]"))) {
    import(new URL(`./${part.dataset.panel}.js`, import.meta.url).href).then(({ default: open }) => open(part, made)).catch(reportError);
  }
}
