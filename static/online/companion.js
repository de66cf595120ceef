// @ts-check
/**
 * The page beside the platform: once its person has joined, it says every minute that it is open, and says goodbye
 * when it is closed. A page that is loaded again goes on with the same visit.
 */
import { postJson } from "../base/http.js";
import { createHeart } from "./heart.js";

const BROWSER = "screen-browser";

/** @param {HTMLElement} root */
export default function companion(root) {
  const { beats = "", leave = "" } = root.dataset;
  const key = `screen-visit ${location.pathname}`;
  let visit = remembered(sessionStorage, key) || root.dataset.visit || "";
  const part = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (root.querySelector(`[data-part="${name}"]`));
  const show = (/** @type {string} */ name, /** @type {boolean} */ on) => part(name)?.toggleAttribute("hidden", !on);
  const form = /** @type {HTMLFormElement} */ (part("join"));
  const proof = /** @type {HTMLFormElement | null} */ (part("proof"));
  const field = (/** @type {HTMLFormElement} */ of, /** @type {string} */ name) => /** @type {HTMLInputElement} */ (of.elements.namedItem(name));

  const heart = createHeart({
    send: () => postJson(beats, { visit }),
    onAnswer(answer) {
      show("trouble", false);
      show("elsewhere", answer.elsewhere);
      if (answer.over) end("over");
    },
    onTrouble(isFinal) {
      if (isFinal) end("stopped");
      else show("trouble", true);
    },
  });

  /** @param {string} word */
  function end(word) {
    for (const name of ["joined", "trouble", "elsewhere", "join", "proof", "explained"]) show(name, false);
    show(word, true);
    forget(sessionStorage, key);
    visit = "";
  }

  function join() {
    keep(sessionStorage, key, visit);
    for (const name of ["joined", "again", "proof"]) show(name, true);
    for (const name of ["first", "explained"]) show(name, false);
    if (proof) field(proof, "visit").value = visit;
    heart.start();
    stayAwake(visit);
  }

  field(form, "visit").value = visit;
  field(form, "browser").value = browser();
  // The answer opens in another tab; the first sign must find the visit there.
  form.addEventListener("submit", () => setTimeout(join, 1500));
  proof?.addEventListener("submit", (event) => {
    event.preventDefault();
    sendCode(proof);
  });
  addEventListener("pagehide", () => {
    if (!visit || part("joined")?.hidden) return;
    const goodbye = new FormData();
    goodbye.set("visit", visit);
    goodbye.set("csrf_token", document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "");
    navigator.sendBeacon(leave, goodbye);
  });
  const wake = () => visit && !part("joined")?.hidden && heart.start();
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => !document.hidden && wake());
  if (remembered(sessionStorage, key)) join();
}

/** @param {HTMLFormElement} form */
async function sendCode(form) {
  const code = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
  const id = /** @type {HTMLInputElement} */ (form.elements.namedItem("id"));
  const visit = /** @type {HTMLInputElement} */ (form.elements.namedItem("visit"));
  if (!code.value.trim()) return code.focus();
  let word = "lost";
  try {
    word = (await postJson(form.action, { id: id.value, visit: visit.value, code: code.value })).proof;
    id.value = random();
    if (word === "right") code.value = "";
  } catch {
    // The same attempt may be sent again.
  }
  for (const answer of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-answer]"))) {
    answer.hidden = answer.dataset.answer !== word;
  }
}

/** A number that tells this browser from others, and nothing about it. */
function browser() {
  const known = remembered(localStorage, BROWSER) || random();
  keep(localStorage, BROWSER, known);
  return known;
}

/** A UUID, also where the page is not served by https. */
function random() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

/** A page that holds a lock is not put to sleep by the browser while it lies behind the platform. @param {string} name */
function stayAwake(name) {
  navigator.locks?.request(`screen ${name}`, { ifAvailable: true }, () => new Promise(() => {}));
}

// A browser may keep nothing, or be told to.
/** @param {Storage} storage @param {string} key */
function remembered(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {Storage} storage @param {string} key @param {string} value */
function keep(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // As above.
  }
}

/** @param {Storage} storage @param {string} key */
function forget(storage, key) {
  try {
    storage.removeItem(key);
  } catch {
    // As above.
  }
}
