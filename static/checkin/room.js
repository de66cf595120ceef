// @ts-check
/** Says that the room is nearly full, or full: by words and a sign. The last figures stay on the device, with their age. */
import { filling, kept, sentence } from "./capacity.js";

const EVERY_MS = 15_000;

/** @param {HTMLElement} line @param {import("./desk.js").Desk} desk */
export default function room(line, desk) {
  let before = "";

  /** @returns {string} */
  const key = () => `room.${desk.enrolment?.meeting.slug ?? ""}.${desk.doors.session?.code ?? ""}`;

  function draw() {
    const known = kept(desk.memory.get(key()));
    const text = sentence(known, desk.clock.time(), desk.say, desk.time);
    line.hidden = text === "";
    if (text !== line.textContent) line.textContent = text;
    line.dataset.kind = known?.room === "full" ? "stop" : "mind";
    const state = text ? `${key()} ${known?.room}` : "";
    if (state && state !== before) desk.announce(text);
    before = state;
  }

  document.addEventListener("desk:counts", (event) => {
    const known = filling(/** @type {CustomEvent} */ (event).detail, desk.clock.time());
    desk.memory.set(key(), known ? JSON.stringify(known) : "");
    draw();
  });
  document.querySelector("#door")?.addEventListener("door", draw);
  setInterval(draw, EVERY_MS);
  draw();
}
