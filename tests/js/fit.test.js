// @ts-check
/** Letters on a badge that a desk draws by itself: the largest size that fits, words whole rather than large. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted, settings } from "../../static/checkin/fit.js";

test("what fits at once stays as large as it is", () => {
  assert.deepEqual(fitted(() => true, 3), { scale: 1, isBroken: false, left: 0 });
});

test("a longer name is smaller, its words whole", () => {
  const found = fitted(({ scale, isBroken }) => isBroken || scale <= 0.26, 3);
  assert.deepEqual([found.scale > 0.24, found.isBroken, found.left], [true, false, 0]);
});

test("a word that is wider than the paper is broken before anything is left out", () => {
  const found = fitted(({ isBroken }) => isBroken, 3);
  assert.deepEqual([found.scale, found.isBroken, found.left], [0.42, true, 0]);
});

test("where all is too much, what may go goes one after the other, and the name never", () => {
  assert.deepEqual(fitted(({ left }) => left >= 2, 3), { scale: 0.2, isBroken: true, left: 2 });
  assert.deepEqual(fitted(() => false, 3), { scale: 0.2, isBroken: true, left: 3 });
  assert.deepEqual(fitted(() => false, 0), { scale: 0.2, isBroken: true, left: 0 });
});

test("words are broken, then texts left out, and sizes fall within each", () => {
  const all = settings(2);
  assert.deepEqual([...new Set(all.map(({ isBroken, left }) => `${isBroken} ${left}`))], ["false 0", "true 0", "true 1", "true 2"]);
  for (const broken of [false, true]) {
    const scales = all.filter(({ isBroken }) => isBroken === broken).map(({ scale }) => scale);
    assert.deepEqual(scales, [...scales].sort((one, other) => other - one));
  }
});
