// @ts-check
/**
 * My badge: shows what is kept on this phone, with or without a network, and asks the server now and then whether it
 * is still valid. The link that brings a badge carries its token in the fragment, which no server and no cache sees.
 * @typedef {import("./phone-store.js").Kept} Kept
 * @typedef {import("./phone-store.js").Badge} Badge
 */
import { getJson, Refusal } from "../base/http.js";
import { all, forget, keep } from "./phone-store.js";

const LINK = /^#keep=(.+)$/;
const GONE = [404, 410];

/** @param {HTMLElement} root */
export default async function phone(root) {
  const { card = "", worker = "" } = root.dataset;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));

  /** @param {string} [word] @param {string} [detail] */
  function say(word, detail = "") {
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-word]"))) {
      one.hidden = one.dataset.word !== word;
    }
    part("detail").textContent = detail;
    part("message").hidden = !word;
  }

  async function draw() {
    const kept = await all();
    part("badges").replaceChildren(...kept.map((one) => (one.badge ? shown(one, one.badge) : withdrawn(one))));
    part("none").hidden = kept.length > 0;
  }

  /** @param {string} name */
  const copy = (name) => {
    const template = /** @type {HTMLTemplateElement} */ (root.querySelector(`template[data-for="${name}"]`));
    const made = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
    const fill = (/** @type {string} */ field, /** @type {string} */ text) => {
      const element = /** @type {HTMLElement} */ (made.querySelector(`[data-part="${field}"]`));
      element.textContent = text;
      /** @type {HTMLElement} */ (element.closest("[data-if]") ?? element).hidden = !text;
      return element;
    };
    return { made, fill };
  };

  /** @param {Kept} kept @param {Badge} badge */
  function shown(kept, badge) {
    const { made, fill } = copy("badge");
    for (const field of /** @type {const} */ (["days", "given_name", "family_name", "native_name", "represents", "office", "code"])) {
      fill(field, badge[field]);
    }
    fill("meeting", badge.meeting).lang = badge.meeting_lang ?? "";
    const band = /** @type {HTMLElement} */ (fill("category", badge.category).parentElement);
    band.classList.add(`badge-${badge.colour}`, `badge-pattern-${badge.pattern}`);
    const symbol = /** @type {HTMLImageElement} */ (made.querySelector("img"));
    symbol.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(badge.symbol)}`;
    symbol.alt = badge.code;
    const checked = fill("checked", new Date(kept.checked).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }));
    checked.setAttribute("datetime", new Date(kept.checked).toISOString());
    const stops = /** @type {HTMLElement} */ (made.querySelector("[data-stops]"));
    stops.replaceChildren(...badge.sessions.map(stop));
    /** @type {HTMLElement} */ (stops.closest("section")).hidden = badge.sessions.length === 0;
    return removable(made, kept);
  }

  /** @param {import("./phone-store.js").Stop} one */
  function stop(one) {
    const { made, fill } = copy("stop");
    fill("title", one.title).lang = one.lang;
    fill("when", one.when);
    fill("where", one.where);
    return made;
  }

  /** @param {Kept} kept */
  function withdrawn(kept) {
    const { made, fill } = copy("withdrawn");
    fill("meeting", kept.meeting);
    fill("why", kept.why);
    return removable(made, kept);
  }

  /** @param {HTMLElement} made @param {Kept} kept */
  function removable(made, kept) {
    made.querySelector("[data-remove]")?.addEventListener("click", async () => {
      await forget(kept.id);
      await draw();
      say("removed");
    });
    return made;
  }

  /** Take the badge that the link of the address brings; the token then leaves the address. */
  async function take() {
    const token = location.hash.match(LINK)?.[1];
    if (!token) return;
    try {
      const badge = await getJson(card, { bearer: token });
      await keep({ id: badge.id, checked: Date.now(), token, badge, meeting: badge.meeting, why: "" });
      navigator.storage?.persist?.(); // Firefox asks the reader first: not waited for
      history.replaceState(null, "", location.pathname);
      say("kept");
    } catch (error) {
      if (!(error instanceof Refusal)) return say("later");
      if (!error.isPassing) history.replaceState(null, "", location.pathname);
      say("refused", error.message);
    }
    await draw();
  }

  /** Ask about every badge; one that is no longer valid loses all but the name of its meeting. */
  async function ask() {
    for (const kept of await all()) {
      if (!kept.badge) continue;
      if (kept.badge.erase_at && Date.now() > Date.parse(kept.badge.erase_at)) {
        await forget(kept.id);
        continue;
      }
      try {
        const badge = await getJson(card, { bearer: kept.token });
        await keep({ ...kept, badge, checked: Date.now() });
      } catch (error) {
        if (!(error instanceof Refusal) || !GONE.includes(error.status)) continue; // no network: as it was
        await keep({ ...kept, badge: null, token: "", why: error.detail, checked: Date.now() });
      }
    }
    await draw();
  }

  const awake = stayAwake(root);
  document.addEventListener("visibilitychange", () => document.hidden || (ask(), awake()));
  addEventListener("online", ask);
  addEventListener("hashchange", take);

  await draw();
  navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => {}); // the page works without it, online
  await take();
  await ask();
  awake();
}

/** The screen does not go dark while a badge is shown. @param {HTMLElement} root */
function stayAwake(root) {
  return () => root.querySelector("img") && navigator.wakeLock?.request("screen").catch(() => {});
}
