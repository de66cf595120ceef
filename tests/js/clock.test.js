// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createClock } from "../../static/checkin/clock.js";

test("a clock that was never measured is taken as it is", () => {
  const clock = createClock(() => 1000);
  assert.deepEqual([clock.offset, clock.time()], [null, 1000]);
});

test("half the way there and back is taken off", () => {
  const clock = createClock(() => 10_000);
  clock.measured(10_000, 10_400, 70_200);
  assert.deepEqual([clock.offset, clock.time()], [60_000, 70_000]);
});

test("a quick answer is believed against a slow one, a slow one not against a quick one", () => {
  const clock = createClock(() => 0);
  clock.measured(0, 4000, 2500);
  clock.measured(5000, 5020, 5110);
  assert.equal(clock.offset, 100);
  clock.measured(6000, 9000, 8000);
  assert.equal(clock.offset, 100);
});

test("after five minutes any answer is better than an old one", () => {
  const clock = createClock(() => 0);
  clock.measured(0, 20, 110);
  clock.measured(400_000, 402_000, 401_600);
  assert.equal(clock.offset, 600);
});

test("whoever sets the tablet's clock is noticed at the next contact", () => {
  const clock = createClock(() => 0);
  clock.measured(0, 20, 110);
  clock.measured(3_600_000, 3_601_000, 100_500);
  assert.equal(clock.offset, -3_500_000);
});

test("what was measured outlives the page", () => {
  const first = createClock(() => 0);
  first.measured(0, 20, 110);
  assert.equal(createClock(() => 0, first.measure).offset, 100);
});

test("an answer without a readable time, or before its question, says nothing", () => {
  const clock = createClock(() => 0);
  clock.measured(0, 20, NaN);
  clock.measured(20, 0, 10);
  assert.equal(clock.offset, null);
});
