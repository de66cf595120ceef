// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { character, createBurst } from "../../static/checkin/wedge.js";

const CODE = "BA8XVV32QHGJ9CSY";

/** @param {string} one */
const position = (one) => (one === "-" ? "Minus" : one === "/" ? "Slash" : /\d/.test(one) ? `Digit${one}` : `Key${one}`);

/**
 * Press the keys of a text, one every `gap` milliseconds, then Enter.
 * @param {string} text @param {(at: number) => number} gap before the key at that place @param {string} [end]
 */
function press(text, gap, end = "Enter") {
  const burst = createBurst();
  let at = 1000;
  [...text].forEach((one, place) => {
    at += gap(place);
    assert.equal(burst.key(position(one), at, place), null);
  });
  return burst.key(end, at + 5, text.length);
}

test("a burst that ends with Enter or Tab is a scan", () => {
  for (const end of ["Enter", "NumpadEnter", "Tab"]) assert.deepEqual(press(CODE, () => 8, end), { text: CODE, note: 0 });
});

test("a hiccup of the computer does not spoil a scan", () => {
  assert.equal(press(CODE, (place) => (place === 9 ? 180 : 8))?.text, CODE);
});

test("a person who types is no scanner", () => {
  assert.equal(press(CODE, () => 90), null);
});

test("what was typed just before is no part of the code", () => {
  const scan = press(`KOU${CODE}`, (place) => (place <= 3 ? 120 : 8));
  assert.deepEqual(scan, { text: CODE, note: 3 });
});

test("a foreign code comes as a whole, to be refused", () => {
  assert.equal(press("M1DUPONT/JEAN-E1234567", () => 8)?.text, "M1DUPONT/JEAN-E1234567");
});

test("a short word and Enter are no scan", () => {
  assert.equal(press("KOUASSI", () => 8), null);
});

test("after a pause another burst begins", () => {
  assert.deepEqual(press(`ADJOUAKO${CODE}`, (place) => (place === 8 ? 900 : 8)), { text: CODE, note: 8 });
});

test("Enter long after the keys is somebody's own", () => {
  const burst = createBurst();
  [...CODE].forEach((one, place) => burst.key(position(one), place * 8, null));
  assert.equal(burst.key("Enter", 2000, null), null);
});

test("Shift and the like are no characters", () => {
  const burst = createBurst();
  let at = 0;
  for (const one of CODE) {
    burst.key("ShiftLeft", (at += 4), null);
    burst.key(position(one), (at += 4), null);
  }
  assert.equal(burst.key("Enter", at + 4, null)?.text, CODE);
});

test("the position of a key counts, not its letter", () => {
  assert.deepEqual(["KeyQ", "Digit7", "Numpad7", "Period", "ShiftLeft", "F1"].map(character), ["Q", "7", "7", ".", undefined, undefined]);
});
