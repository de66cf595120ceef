// @ts-check
import { getJson } from "../base/http.js";

const PAUSE_MS = 350;

/**
 * Draws the badge anew while the form is filled in; the server draws it. Without scripts a button does the same.
 * @param {HTMLElement} root holds the form and the pictures
 */
export default function badgePreview(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const sides = /** @type {HTMLElement} */ (root.querySelector("[data-part=sides]"));
  let timer = 0;
  let wanted = "";

  async function show() {
    const url = new URL(root.dataset.preview ?? "", location.href);
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrf_token") url.searchParams.append(name, value);
    wanted = url.href;
    sides.setAttribute("aria-busy", "true");
    const answer = await getJson(url.href);
    if (wanted !== url.href) return;
    sides.replaceChildren(...answer.sides.map((/** @type {string} */ source, /** @type {number} */ place) => picture(source, place)));
    sides.removeAttribute("aria-busy");
  }

  /** @param {string} source @param {number} place */
  function picture(source, place) {
    const shown = new Image();
    shown.src = source;
    shown.alt = (place ? sides.dataset.back : sides.dataset.front) ?? "";
    return shown;
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(() => sides.removeAttribute("aria-busy")), PAUSE_MS);
  });
}
