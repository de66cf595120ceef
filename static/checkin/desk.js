// @ts-check
/** The front desk: whatever sees a badge makes a scan, the server answers it, the panel shows the answer. */
import { FOREIGN, MISTYPED, grouped, read } from "../badges/code.js";
import { Refusal, postJson } from "../base/http.js";
import { createCounts } from "./counts.js";
import { createMemory, deviceId, uuid } from "./device.js";
import { createLink, stateAfter } from "./link.js";
import { createLog } from "./log.js";
import { the } from "./page.js";
import { createPanel } from "./panel.js";
import { createQueue } from "./queue.js";
import { createSearch } from "./search.js";
import { createSettings } from "./settings.js";
import { createTones } from "./tones.js";
import { answered, counts, refused, unanswered } from "./verdict.js";
import { createViewfinder } from "./viewfinder.js";
import { listen } from "./wedge.js";
import { wordsOf } from "./words.js";

/**
 * @typedef {import("./queue.js").Scan} Scan
 * @typedef {import("./queue.js").Answer} Answer
 * @typedef {import("./queue.js").Person} Person
 * @typedef {import("./verdict.js").Card} Card
 * @typedef {import("./log.js").Line & { scan: Scan, chosen: Person | null, verdict: string }} Entry
 *   `chosen` was found by name; `verdict` is empty until the server has answered, and again when it was taken back
 */

/** Answers that no second attempt will change: the scan itself is wrong, or its session is gone. */
const FINAL = new Set([404, 405, 409, 413, 422]);
/** Scans that the page remembers. */
const KEPT = 50;

class Desk {
  /** @type {Entry[]} newest first */
  entries = [];
  memory = createMemory(() => localStorage);
  device = deviceId(this.memory);
  say = wordsOf(/** @type {HTMLTemplateElement} */ (the("#words")));
  tones = createTones();
  undoButton = the("#undo");
  log = createLog(the("#log"), /** @type {HTMLTemplateElement} */ (the("#log-row")));
  panel = createPanel(the("#verdict"), () => unanswered(this.settings.direction === "out" ? "ready_out" : "ready", null, this.say));

  /** @param {DOMStringMap} page holds scans, undos, counts, people (addresses), zone (IANA) */
  constructor({ scans = "", undos = "", counts: figures = "", people = "", zone = "UTC" }) {
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    this.clock = new Intl.DateTimeFormat(document.documentElement.lang, /** @type {Intl.DateTimeFormatOptions} */ (clock));
    this.undos = undos;
    this.settings = createSettings(document.body, this.memory, {
      onDirection: () => this.turn(),
      onSound: (on) => this.tones.turn(on),
    });
    this.queue = this.createQueue(scans);
    this.link = createLink(this.say, () => this.queue.hurry());
    this.counts = createCounts(the("#counts"), figures, (state) => this.link.show(state));
    this.viewfinder = createViewfinder(the("#viewfinder"), {
      say: this.say,
      memory: this.memory,
      onScan: (text) => this.scanCode("camera", text),
    });
    createSearch(the("#search"), { address: people, say: this.say, onChoice: (person) => this.scanPerson(person) });
    listen((text) => this.scanCode("wedge", text));
  }

  /** @param {string} address */
  createQueue(address) {
    return createQueue({
      send: async (scans) => (await postJson(address, { device: this.device, desk: this.settings.desk, scans })).answers,
      isFinal: (error) => error instanceof Refusal && FINAL.has(error.status),
      onAnswer: (scan, answer) => this.onAnswer(scan, answer),
      onRefused: (scan, error) => this.settle(scan, ({ chosen }) => refused(/** @type {Error} */ (error).message, chosen, this.say)),
      onTrouble: (waiting, error) => this.onTrouble(waiting, error),
      onChange: (waiting) => this.link.count(waiting),
    });
  }

  /** What the page does by itself from now on. */
  start() {
    the("#code-form").addEventListener("submit", (event) => this.typed(event));
    this.undoButton.addEventListener("click", () => this.undoButton.hasAttribute("aria-disabled") || this.undo());
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.tones.wake(), { capture: true });
    addEventListener("beforeunload", (event) => this.queue.waiting && event.preventDefault());
    for (const part of document.querySelectorAll("[data-needs-script]")) part.removeAttribute("disabled");
    this.turn();
  }

  /** @param {Event} event */
  typed(event) {
    event.preventDefault();
    const box = /** @type {HTMLInputElement} */ (the("#code"));
    const text = box.value.trim();
    box.value = "";
    if (text) this.scanCode("typed", text);
    else box.focus();
  }

  /** @param {"camera" | "wedge" | "typed"} method @param {string} text */
  scanCode(method, text) {
    const code = read(text);
    const isCode = code !== FOREIGN && code !== MISTYPED;
    this.record({ method, code: text }, null, isCode ? grouped(code) : text.slice(0, 24));
  }

  /** @param {import("./search.js").Found} person */
  scanPerson(person) {
    this.record({ method: "name", person: person.uid }, person, person.name);
    this.panel.focus();
  }

  /**
   * @param {Pick<Scan, "method" | "code" | "person">} seen
   * @param {Person | null} chosen
   * @param {string} what stands in the list where no name is known
   */
  record(seen, chosen, what) {
    const at = new Date().toISOString();
    /** @type {Scan} */
    const scan = { id: uuid(), at, direction: this.settings.direction, ...seen };
    const card = unanswered("checking", chosen, this.say);
    this.entries = [{ id: scan.id, time: this.time(at), iso: at, what, scan, chosen, verdict: "", card }, ...this.entries].slice(0, KEPT);
    this.panel.show(card, { aloud: false });
    this.panel.reveal();
    this.redraw();
    if (!this.queue.add(scan)) this.settle(scan, () => refused(this.say("full.note"), chosen, this.say));
  }

  /** @param {Scan} scan @param {Answer} answer */
  onAnswer(scan, answer) {
    const time = (/** @type {string} */ iso) => this.time(iso);
    this.settle(scan, ({ chosen }) => answered(answer, chosen, this.say, time), answer.verdict);
    this.link.show("there");
    this.counts.soon();
  }

  /** @param {readonly Scan[]} waiting @param {unknown} error */
  onTrouble(waiting, error) {
    const state = stateAfter(error);
    const word = state === "out" ? "signed_out" : "unanswered";
    for (const scan of waiting) this.settle(scan, ({ chosen }) => unanswered(word, chosen, this.say));
    this.link.show(state);
  }

  /**
   * Give a scan another card; if it is the newest, everybody may see and hear it.
   * @param {Scan} scan @param {(entry: Entry) => Card} change @param {string} [verdict]
   */
  settle(scan, change, verdict = "") {
    const entry = this.entries.find(({ id }) => id === scan.id);
    if (!entry) return;
    const before = entry.card.state;
    entry.card = change(entry);
    entry.verdict = verdict;
    if (entry === this.entries[0] && entry.card.state !== before) {
      this.panel.show(entry.card);
      this.tones.play(entry.card.kind);
    }
    this.redraw();
  }

  redraw() {
    const [last] = this.entries;
    this.log.show(this.entries);
    this.undoButton.hidden = !last || !counts(last.verdict) || this.queue.waiting > 0;
  }

  async undo() {
    const [last] = this.entries;
    if (!last) return;
    this.undoButton.setAttribute("aria-disabled", "true");
    try {
      const answer = await postJson(this.undos, { scan: last.id, device: this.device });
      this.settle(last.scan, ({ card }) => unanswered("undone", card.person, this.say));
      this.viewfinder.forget();
      this.counts.show(answer.counts);
    } catch (error) {
      this.panel.show({ ...last.card, note: error instanceof Refusal ? error.message : this.say("undo.failed") });
    }
    this.undoButton.removeAttribute("aria-disabled");
    this.panel.focus();
  }

  /** The other way through the door. */
  turn() {
    document.body.dataset.direction = this.settings.direction;
    this.viewfinder.forget();
    this.panel.settle();
  }

  /** The wall time at the meeting, "09:02". @param {string} iso */
  time(iso) {
    return iso && this.clock.format(new Date(iso));
  }
}

/** @param {HTMLElement} root */
export default function desk(root) {
  new Desk(root.dataset).start();
}
