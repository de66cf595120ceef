// @ts-check
/**
 * The answer, in large: shape, word and colour, and the person. It is also said aloud, once.
 * @typedef {import("./verdict.js").Card} Card
 */
import { spoken } from "./verdict.js";

/** So long a verdict stands if no other scan comes (ms); then the desk is plainly ready for the next. */
const REST_MS = 12000;

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./announcer.js").createAnnouncer>} announcer
 * @param {() => Card} ready what stands there between scans
 */
export function createPanel(root, announcer, ready) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;

  /** @param {string} name @param {string} text */
  function fill(name, text) {
    const element = part(name);
    element.textContent = text;
    (element.closest("p") ?? element).hidden = text === "";
  }

  /** @param {Card} card */
  function draw({ state, kind, word, note, person }) {
    root.dataset.kind = state.startsWith("ready") ? "ready" : kind;
    root.dataset.state = state;
    part("mark").setAttribute("href", `#mark-${root.dataset.kind}`);
    fill("word", word);
    fill("name", person?.name ?? "");
    fill("native", person?.native_name ?? "");
    fill("office", person?.office ?? "");
    fill("represents", person?.represents ?? "");
    fill("category", person?.category ?? "");
    fill("note", note);
  }

  return {
    /** @param {Card} card @param {{ aloud?: boolean }} [how] */
    show(card, { aloud = true } = {}) {
      clearTimeout(rest);
      draw(card);
      if (aloud) announcer.say(spoken(card), { urgent: card.kind === "stop" });
      if (card.kind !== "wait") rest = setTimeout(() => draw(ready()), REST_MS);
    },
    /** Back to ready. */
    rest() {
      clearTimeout(rest);
      draw(ready());
    },
    /** Back to ready, if nothing else is shown. */
    settle() {
      if (root.dataset.kind === "ready") draw(ready());
    },
    /** Where whoever pressed a button that is gone now reads on. */
    focus() {
      root.focus({ preventScroll: true });
    },
    /** The panel must be seen: on a telephone the keyboard or a list may hide it. */
    reveal() {
      root.scrollIntoView({ block: "nearest" });
    },
  };
}
