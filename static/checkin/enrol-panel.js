// @ts-check
/** "Scan the code that the organizer shows": the camera of this page reads it, the address that it opens brings it, or it is typed. */
import { Refusal } from "../base/http.js";
import { codeIn } from "./enrol.js";

/**
 * @param {HTMLElement} root
 * @param {object} ways
 * @param {(code: string, name: string) => Promise<unknown>} ways.enrol
 * @param {import("./verdict.js").Say} ways.say
 * @param {(text: string) => void} ways.announce
 */
export function createEnrolPanel(root, { enrol, say, announce }) {
  const message = /** @type {HTMLElement} */ (root.querySelector("[data-part=message]"));
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
  const name = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
  let isAsking = false;

  /** @param {string} text */
  function tell(text) {
    message.textContent = text;
    message.hidden = text === "";
    if (text) announce(text);
  }

  /** @param {string} text what was scanned, typed or opened */
  async function take(text) {
    const code = codeIn(text);
    if (!code) return tell(say("enrol.no_code"));
    if (isAsking) return;
    isAsking = true;
    tell(say("enrol.asking"));
    try {
      await enrol(code, name.value.trim());
      tell("");
      box.value = "";
    } catch (error) {
      tell(error instanceof Refusal && error.message ? error.message : say("enrol.failed"));
    }
    isAsking = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(box.value);
  });

  return { take, tell };
}
