// @ts-check
import { readerTime } from "./zones.js";

/**
 * Adds the reader's own time below every [data-local] whose times differ in the reader's zone.
 * @param {HTMLElement} element holds data-zone (the meeting's) and data-label ("{time} your time")
 */
export default function localTimes(element) {
  const { zone = "UTC", label = "{time}" } = element.dataset;
  const reader = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // English in its usual form writes days as 12/8; the pages write 8 December.
  // The pages write Latin digits in every language, Arabic among them.
  const { lang } = document.documentElement;
  const language = { en: "en-GB", ar: "ar-u-nu-latn" }[lang] ?? lang;
  for (const place of element.querySelectorAll("[data-local]")) {
    const instants = [...place.querySelectorAll("time")].map((time) => new Date(time.dateTime));
    const text = readerTime(instants, zone, reader, language, instants.length === 1);
    if (!text) continue;
    const note = document.createElement("span");
    note.className = "local-time";
    note.textContent = label.replace("{time}", text);
    place.append(note);
  }
}
