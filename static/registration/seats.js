// @ts-check
/** The seats left beside each way to attend, kept up to date while somebody fills in the form. The server checks the same. */
import { getJson } from "../base/http.js";

const EVERY_MS = 10000;

/** @typedef {{ text: string, isClosed: boolean }} Note */
/** @typedef {Record<string, Record<string, Note>>} Notes by the field's name and the choice's value */

/**
 * Whether a choice can be made. One that is made already stays as it is, so that the server can say what became of it.
 * @param {Note | undefined} note
 * @param {boolean} isChosen
 * @returns {boolean}
 */
export function canBeChosen(note, isChosen) {
  return isChosen || !note?.isClosed;
}

/**
 * @param {string} address
 * @param {string} represents the value of the list, or ""
 * @returns {string}
 */
export function addressFor(address, represents) {
  return represents ? `${address}?${new URLSearchParams({ represents })}` : address;
}

/** @param {HTMLElement} root the part of the form with the choices; data-seats is the address of the notes */
export default function seats(root) {
  const represents = /** @type {HTMLSelectElement | null} */ (root.querySelector("select[name=represents]"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Notes} notes */
  function show(notes) {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-note]"))) {
      const input = place.closest(".choice")?.querySelector("input");
      if (!input) continue;
      const note = notes[input.name]?.[input.value];
      if (place.textContent !== (note?.text ?? "")) place.textContent = note?.text ?? "";
      input.disabled = !canBeChosen(note, input.checked);
    }
  }

  async function ask() {
    const wanted = represents?.value ?? "";
    if (!document.hidden) {
      try {
        const { seats: notes } = await getJson(addressFor(root.dataset.seats ?? "", wanted));
        if (wanted === (represents?.value ?? "")) show(notes);
      } catch {
        // The figures stay as they were; the server looks again when the form is sent.
      }
    }
    plan(EVERY_MS);
  }

  /** @param {number} pause */
  function plan(pause) {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  represents?.addEventListener("change", () => plan(0));
  document.addEventListener("visibilitychange", () => !document.hidden && plan(0));
  plan(EVERY_MS);
}
