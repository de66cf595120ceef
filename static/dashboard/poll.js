// @ts-check
/** Keeps a part of the page as the server has it: asks every few seconds while somebody looks, and says when it cannot. */
import { EVERY_MS, STALE_MS, ask, next } from "./asking.js";

/**
 * @param {HTMLElement} part data-source: its address, data-tag: what it shows, data-zone: of the times of day. Around it,
 *   [data-live-summary] says [data-summary] of the part aloud, [data-live-stale] shows its data-words where nothing is heard.
 */
export default function poll(part) {
  const { source = "", zone } = part.dataset;
  const summary = /** @type {HTMLElement | null} */ (document.querySelector("[data-live-summary]"));
  const stale = /** @type {HTMLElement | null} */ (document.querySelector("[data-live-stale]"));
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  let tag = part.dataset.tag ?? "";
  let heard = Date.now();
  let pause = EVERY_MS;
  let isAsking = false;
  let isOver = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} html */
  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const focused = document.activeElement?.id ?? "";
    const scrolled = new Map([...part.querySelectorAll("[role=region]")].map((region, place) => [place, region.scrollLeft]));
    for (const open of part.querySelectorAll("details[open][id]")) fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
    part.replaceChildren(...fresh.childNodes);
    [...part.querySelectorAll("[role=region]")].forEach((region, place) => (region.scrollLeft = scrolled.get(place) ?? 0));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    part.dispatchEvent(new Event("fragment", { bubbles: true }));
  }

  function speak() {
    const said = part.querySelector("[data-summary]")?.textContent ?? "";
    if (summary && summary.textContent !== said) summary.textContent = said;
  }

  /** @param {boolean} isOut */
  function doubt(isOut) {
    if (!stale) return;
    const isOld = Date.now() - heard > STALE_MS;
    stale.hidden = !isOut && !isOld;
    const words = (isOut ? stale.dataset.signedOut : stale.dataset.words?.replace("{time}", clock.format(heard))) ?? "";
    if (!stale.hidden && stale.textContent !== words) stale.textContent = words;
    part.toggleAttribute("data-old", !stale.hidden);
  }

  async function look() {
    if (isAsking || document.hidden) return;
    isAsking = true;
    const answer = await ask(source, tag);
    isAsking = false;
    const answered = answer.kind === "new" || answer.kind === "same";
    if (answered) heard = Date.now();
    if (answer.kind === "new") {
      tag = answer.tag;
      show(answer.html);
      speak();
    }
    if (answer.kind === "closed" && part.dataset.closed === "reload") return location.reload();
    isOver = answer.kind === "closed";
    doubt(isOver);
    pause = next(pause, answered);
    plan(pause * (0.75 + Math.random() / 2));
  }

  /** @param {number} wait */
  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  }

  for (const moment of ["online", "focus"]) addEventListener(moment, () => plan(0));
  document.addEventListener("visibilitychange", () => !document.hidden && plan(0));
  setInterval(() => document.hidden || isOver || doubt(false), 5000);
  speak();
  plan(EVERY_MS);
}
