// @ts-check
/** What is always to be seen: whether the server answers, how many scans wait, how old the list is. */
import { the } from "./page.js";

/** @typedef {import("./sync.js").Contact} Contact */

/** A list older than that is said to be old (ms). */
const OLD_MS = 10 * 60_000;

/**
 * @param {object} ways
 * @param {import("./verdict.js").Say} ways.say
 * @param {ReturnType<typeof import("./announcer.js").createAnnouncer>} ways.announcer
 * @param {() => void} ways.onHurry somebody does not want to wait for the next attempt
 */
export function createState({ say, announcer, onHurry }) {
  const line = the("#link");
  const hurry = the("#hurry");
  /** @type {Contact | null} */
  let contact = null;
  let waiting = 0;
  let parked = 0;

  /** @param {string} selector @param {string} text */
  function write(selector, text) {
    const element = the(selector);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === "";
  }

  function draw() {
    write("#link", say(`link.${contact ?? "first"}`));
    line.toggleAttribute("data-away", contact === "away" || contact === "out");
    write("#waiting", say("link.waiting", { count: String(waiting) }));
    the("#waiting").toggleAttribute("data-some", waiting > 0);
    hurry.hidden = contact === "there" || waiting === 0;
    document.body.dataset.contact = contact ?? "";
  }

  hurry.addEventListener("click", onHurry);
  draw();

  return {
    get contact() {
      return contact;
    },
    get waiting() {
      return waiting;
    },
    get parked() {
      return parked;
    },
    /** @param {Contact} now */
    show(now) {
      if (contact !== null && now !== contact && now !== "out") announcer.say(say(`link.${now}_said`));
      contact = now;
      draw();
    },
    /** One more, which the store has just taken. */
    more() {
      waiting++;
      draw();
    },
    /** @param {{ waiting: number, parked: number }} counts */
    count(counts) {
      ({ waiting, parked } = counts);
      write("#parked", parked ? say("link.parked", { count: String(parked) }) : "");
      the("#save").hidden = waiting + parked === 0;
      draw();
    },
    /**
     * @param {string} made the wall time when the list was made; empty: there is none
     * @param {number} age in milliseconds
     */
    list(made, age) {
      const minutes = String(Math.floor(age / 60_000));
      const isOld = age >= OLD_MS;
      write("#list-age", say(made ? (isOld ? "list.old" : "list.made") : "list.none", { time: made, minutes }));
      the("#list-age").toggleAttribute("data-old", isOld || !made);
    },
  };
}
