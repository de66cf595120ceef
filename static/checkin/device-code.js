// @ts-check
/** Says when a device has taken the one-time code on this screen, or when it is too old. */
import { getJson } from "../base/http.js";

const EVERY_MS = 2000;

/** @param {HTMLElement} root with data-status, where to ask; holds [data-used], [data-used-name] and [data-over] */
export default function start(root) {
  const used = /** @type {HTMLElement} */ (root.querySelector("[data-used]"));
  const name = /** @type {HTMLElement} */ (root.querySelector("[data-used-name]"));
  const over = /** @type {HTMLElement} */ (root.querySelector("[data-over]"));
  const symbol = /** @type {HTMLElement} */ (root.querySelector("[data-symbol]"));

  async function ask() {
    try {
      const found = await getJson(root.dataset.status ?? "");
      name.textContent = found.name ?? "";
      used.hidden = !found.used;
      over.hidden = found.used || Date.parse(found.until) > Date.now();
    } catch {
      // Asked again below: the code works whether or not this screen hears of it.
    }
    symbol.hidden = !used.hidden || !over.hidden;
    if (!symbol.hidden) setTimeout(ask, EVERY_MS);
  }

  setTimeout(ask, EVERY_MS);
}
