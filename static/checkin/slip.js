// @ts-check
/**
 * A badge on the paper of the desk's printer. What is printed is the server's drawing, which looks like every other badge of
 * the meeting. If that does not come in time, or lacks a letter, the page draws a slip by itself, with the meeting's colour,
 * pattern, logo, languages and fields. The page does it, for it alone has the token of this device.
 */
import { fitted } from "./fit.js";
import { PATIENCE_MS } from "./logo.js";
import { the } from "./page.js";
import { spokenBadge } from "./walk-in.js";

/** @typedef {import("./walk-in.js").Told} Told @typedef {import("./walk-in.js").Slip} Slip */

/** @param {import("./desk.js").Desk} desk */
export function createPrinter(desk) {
  /** One badge after the other; scans go on meanwhile. */
  let line = Promise.resolve();
  /** What was drawn for an answer: printed again, it is at hand. @type {WeakMap<Told, string>} */
  const drawings = new WeakMap();

  /** @param {Told} told */
  async function work(told) {
    const { slip, paper } = told;
    if (!slip) return;
    const asking = desk.logo.upTo(slip.logo);
    const drawing = drawings.get(told) ?? (await drawn(told));
    if (drawing) drawings.set(told, drawing);
    else await asking;
    const sheet = drawing ? picture(drawing, told) : slipOf(slip, paper, await desk.logo.of(slip.logo));
    await Promise.all([...sheet.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
    if (!drawing) fit(sheet);
    await desk.prints.note(slip.code, paper).catch(reportError); // a badge that is not on record is printed all the same
    print();
    desk.prints.tell();
  }

  /** @param {Told} told @returns {Promise<string>} SVG; empty if it is not to be had */
  async function drawn({ person }) {
    try {
      return (await desk.api.get(`${desk.addresses.api}badges/${person}/drawing`, { patience: PATIENCE_MS })).body.drawing ?? "";
    } catch {
      return "";
    }
  }

  addEventListener("afterprint", () => clear());

  return {
    /** Nobody waits for it. @param {Told} told */
    print(told) {
      line = line.then(() => work(told)).catch(reportError);
      return line;
    },
  };
}

function clear() {
  document.querySelector("body > .slip")?.remove();
}

/** @param {HTMLElement} sheet @param {string} paper */
function put(sheet, paper) {
  sheet.dataset.paper = paper;
  clear();
  document.body.append(sheet);
  return sheet;
}

/** @param {string} drawing @param {Told} told */
function picture(drawing, told) {
  const sheet = document.createElement("section");
  const image = new Image();
  sheet.className = "slip slip-drawn";
  image.src = address(drawing);
  image.alt = spokenBadge(told);
  sheet.append(image);
  return put(sheet, told.paper);
}

/** @param {Slip} slip @param {string} paper @param {string} logo */
function slipOf(slip, paper, logo) {
  const template = /** @type {HTMLTemplateElement} */ (the("#slip"));
  const sheet = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  sheet.classList.add(`badge-${slip.colour}`, `badge-pattern-${slip.pattern.replaceAll("_", "-")}`);
  const texts = { ...slip, logo, symbol: address(slip.symbol) };
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-part]"))) {
    const text = texts[/** @type {keyof Slip} */ (element.dataset.part)] ?? "";
    if (element instanceof HTMLImageElement && text) element.src = text;
    else element.textContent = text;
    element.hidden = text === "";
  }
  const native = /** @type {HTMLElement} */ (sheet.querySelector("[data-part=native_name]"));
  if (slip.native_language) native.lang = slip.native_language;
  return put(sheet, paper);
}

/** @param {string} svg */
const address = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Make the letters as large as the paper allows. @param {HTMLElement} sheet */
function fit(sheet) {
  const who = /** @type {HTMLElement} */ (sheet.querySelector(".slip-who"));
  const going = /** @type {HTMLElement[]} */ ([...who.querySelectorAll("[data-may-go]:not([hidden])")]);
  going.sort((one, other) => Number(one.dataset.mayGo) - Number(other.dataset.mayGo));
  const isRoomy = () => who.scrollHeight <= who.clientHeight && who.scrollWidth <= who.clientWidth && sheet.scrollHeight <= sheet.clientHeight;

  /** @param {import("./fit.js").Setting} setting */
  function set({ scale, isBroken, left }) {
    sheet.style.setProperty("--scale", String(scale));
    sheet.toggleAttribute("data-broken", isBroken);
    going.forEach((element, at) => (element.hidden = at < left));
  }

  set(fitted((setting) => (set(setting), isRoomy()), going.length));
}
