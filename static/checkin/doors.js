// @ts-check
/** For which session this desk scans, and which way. */
import { best, isOpen, running } from "./roster.js";

/** @typedef {import("./roster.js").Session} Session */

/**
 * @param {HTMLElement} root holds the choice of the session
 * @param {object} ways
 * @param {ReturnType<typeof import("./device.js").createMemory>} ways.memory
 * @param {string} ways.language
 * @param {() => number} ways.now by the server's clock
 * @param {(session: Session) => string} ways.when its day and time at the meeting
 * @param {() => void} ways.onChange
 */
export function createDoors(root, { memory, language, now, when, onChange }) {
  const picker = /** @type {HTMLSelectElement} */ (root.querySelector("#session"));
  const title = /** @type {HTMLElement} */ (root.querySelector("[data-session-title]"));
  const time = /** @type {HTMLElement} */ (root.querySelector("[data-session-time]"));
  /** @type {readonly Session[]} */
  let sessions = [];
  /** @type {readonly Session[]} */
  let places = [];
  /** @type {Session | null} */
  let session = null;

  /** @param {Session | null} chosen */
  function turn(chosen) {
    const isOther = chosen?.code !== session?.code;
    session = chosen;
    picker.value = chosen?.code ?? "";
    title.textContent = best(chosen?.title, language);
    time.textContent = chosen && !chosen.checkpoint ? when(chosen) : "";
    document.body.toggleAttribute("data-checkpoint", Boolean(chosen?.checkpoint));
    root.dispatchEvent(new CustomEvent("door", { detail: chosen }));
    if (isOther) onChange();
  }

  picker.addEventListener("change", () => {
    memory.set("session", picker.value);
    turn([...sessions, ...places].find(({ code }) => code === picker.value) ?? null);
    picker.closest("details")?.removeAttribute("open");
  });

  return {
    get session() {
      return session;
    },
    /** The session that a desk most likely scans for. */
    get running() {
      return running(sessions, now());
    },
    /** The session that is on now, if it is another one. */
    get other() {
      const on = running(sessions, now());
      return on && isOpen(on, now()) && session && !session.checkpoint && on.code !== session.code ? on : null;
    },
    /** @param {string} code */
    choose(code) {
      memory.set("session", code);
      turn(sessions.find((one) => one.code === code) ?? session);
    },
    /**
     * The sessions and checkpoints of the list; a desk of one door has only that.
     * @param {readonly Session[]} all @param {string | null} door @param {readonly Session[]} checkpoints
     */
    offer(all, door, checkpoints = []) {
      sessions = door && all.some(({ code }) => code === door) ? all.filter(({ code }) => code === door) : all;
      picker.replaceChildren(...sessions.map((one) => new Option(`${when(one)} – ${best(one.title, language)}`, one.code)));
      places = door ? [] : checkpoints;
      picker.append(...places.map(({ title: named, code }) => new Option(best(named, language), code)));
      /** @type {HTMLElement} */ (root.querySelector("[data-pick-session]")).hidden = sessions.length + places.length < 2;
      const kept = [...sessions, ...places].find(({ code }) => code === (session?.code ?? memory.get("session")));
      const isOver = kept && Date.parse(kept.ends_at) < now();
      turn((session || !isOver ? kept : null) ?? running(sessions, now()));
    },
  };
}
