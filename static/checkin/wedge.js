// @ts-check
/**
 * Tells a hand-held scanner that types from a person who types, whatever the keyboard layout of the computer.
 * Such a scanner presses the keys of an American keyboard, fast, and ends with Enter or Tab. `event.code` names the position
 * of a key, so that an Arabic, French or German layout does not garble the code.
 */

import { FOREIGN, MISTYPED, read } from "../badges/code.js";

/** Fewer keys are no code. */
const SHORTEST = 8;
/** As many keys as a badge code has. */
const CODE = 16;
/** A foreign code may be long; so many keys are enough to tell that it is one. */
const LONGEST = 255;
/** A scanner's keys follow each other faster (ms), … */
const GAP = 60;
/** … but for one in ten. */
const SLOW = 0.1;
/** After such a pause another word begins (ms). */
const PAUSE = 500;

/** @type {Record<string, string>} */
const OTHER = { Period: ".", NumpadDecimal: ".", Minus: "-", NumpadSubtract: "-", Slash: "/", NumpadDivide: "/" };
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);

/**
 * @param {string} code of a KeyboardEvent, e.g. "KeyA", "Digit7"
 * @returns {string | undefined} what an American keyboard has there
 */
export function character(code) {
  const match = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code);
  return match ? (match[1] ?? match[2]) : OTHER[code];
}

/**
 * Collects keys; a burst of them that ends is a scan. Somebody may have typed into a box just before: then the burst is what
 * makes a badge code.
 * @template T
 */
export function createBurst() {
  /** @type {{ character: string, gap: number, note: T }[]} */
  let keys = [];
  let last = -Infinity;

  /** What the keys so far hold, if it came as fast as from a scanner. @returns {{ text: string, note: T } | null} */
  function scanned() {
    for (const burst of [keys.slice(-CODE), keys]) {
      const [first] = burst;
      const text = burst.map(({ character }) => character).join("");
      const slow = burst.slice(1).filter(({ gap }) => gap > GAP).length;
      if (!first || text.length < SHORTEST || slow > text.length * SLOW) continue;
      if (burst.length === keys.length || isCode(text)) return { text, note: first.note };
    }
    return null;
  }

  return {
    clear() {
      keys = [];
    },
    /**
     * @param {string} code of a KeyboardEvent
     * @param {number} at milliseconds of any steady clock
     * @param {T} note anything about the moment before this key
     * @returns {{ text: string, note: T } | null} what was scanned, if this key ends a scan, and the note of its first key
     */
    key(code, at, note) {
      const gap = at - last;
      last = at;
      if (gap > PAUSE) keys = [];
      if (ENDS.has(code)) {
        const scan = scanned();
        keys = [];
        return scan;
      }
      const next = character(code);
      if (next !== undefined) keys = [...keys.slice(-LONGEST), { character: next, gap, note }]; // else Shift and the like
      return null;
    },
  };
}

/** @param {string} text */
function isCode(text) {
  const code = read(text);
  return code !== FOREIGN && code !== MISTYPED;
}

/**
 * Listens on the whole page. What a scan typed into a box by the way is taken out of it again.
 * @param {(text: string) => void} onScan
 */
export function listen(onScan) {
  /** @type {ReturnType<typeof createBurst<() => void>>} */
  const burst = createBurst();

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return burst.clear();
    const scan = burst.key(event.code, event.timeStamp, keeper(event.target));
    if (!scan) return;
    event.preventDefault();
    event.stopPropagation();
    scan.note();
    onScan(scan.text);
  }

  window.addEventListener("keydown", pressed, { capture: true });
}

/**
 * @param {EventTarget | null} target
 * @returns {() => void} gives a field the value that it has now
 */
function keeper(target) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return () => {};
  const { value } = target;
  return () => {
    if (target.value === value) return;
    target.value = value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
  };
}
