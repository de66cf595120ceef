// @ts-check
/** Who has entered another room is not in this one. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { gone, isElsewhere } from "../../static/checkin/elsewhere.js";

/** @param {string} code @param {string} room @param {string} opens_at @param {string} ends_at */
const session = (code, room, opens_at, ends_at) => ({ code, id: code, title: {}, kind: "plenary", opens_at, starts_at: opens_at, ends_at, categories: [], room, capacity: null, two_way: false });

const morning = session("S1", "Sofia", "2026-11-17T08:00:00Z", "2026-11-17T12:00:00Z");
const afternoon = session("S2", "Sofia", "2026-11-17T13:00:00Z", "2026-11-17T17:00:00Z");
const meanwhile = session("S3", "Oslo", "2026-11-17T09:00:00Z", "2026-11-17T11:00:00Z");
const nowhere = session("S4", "", "2026-11-17T09:00:00Z", "2026-11-17T11:00:00Z");

test("another room is elsewhere; the same room later is not; without a room it is by the time", () => {
  assert.deepEqual([morning, afternoon, meanwhile, nowhere].map((one) => isElsewhere(morning, one)), [false, false, true, true]);
  assert.equal(isElsewhere(afternoon, nowhere), false);
});

test("only a later coming there ends the stay here", () => {
  const seen = (/** @type {"in" | "out"} */ direction, /** @type {string} */ time) => ({ direction, at: `2026-11-17T${time}:00.000Z`, desk: "A" });
  const here = new Map([["amina", seen("in", "09:00")], ["jean", seen("in", "10:00")], ["li", seen("in", "09:00")], ["mona", seen("in", "09:00")]]);
  const there = new Map([["amina", seen("in", "09:30")], ["jean", seen("in", "09:30")], ["li", seen("out", "09:40")]]);
  assert.deepEqual(gone(here, there), ["amina"]);
});
