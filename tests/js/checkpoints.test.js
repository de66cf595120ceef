// @ts-check
/** Places besides the doors: open to everybody at any time, and a day counts once a day. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { places, still } from "../../static/checkin/checkpoints.js";
import { judge } from "../../static/checkin/judge.js";
import { door, holder } from "../../static/checkin/roster.js";

const ROSTER = { checkpoints: ["badge_collected", "day"], categories: { MEM: { label: { en: "Member" } }, PRV: { label: { en: "Company" } } } };
const [collected, day] = places(ROSTER, (key) => key, "en");
const COMPANY = { uid: "u1", name: "Ana SOUZA", represents: 0, category: "PRV", modes: "o", native_name: "", office: "", exceptions: "-", state: "", revoked: false };
const MORNING = { direction: /** @type {const} */ ("in"), at: "2026-11-17T08:00:00Z", desk: "A" };

test("a checkpoint is a door of its own", () => {
  assert.ok(collected && day);
  assert.deepEqual([collected.code, collected.title], ["@badge_collected", { en: "checkpoint.badge_collected" }]);
  assert.deepEqual(places({ categories: {} }, (key) => key, "en"), []);
});

test("no session's rule holds there, but the badge's and the person's do", () => {
  assert.ok(collected);
  const at = Date.parse("2026-11-16T03:00:00Z");
  const verdict = (/** @type {Partial<typeof COMPANY>} */ change, inside = false) => judge(holder({ ...COMPANY, ...change }, -1, inside), door(collected), "in", at);
  assert.equal(verdict({}), "welcome");
  assert.equal(verdict({}, true), "already_in");
  assert.equal(verdict({ revoked: true }), "revoked");
  assert.equal(verdict({ state: "submitted" }), "not_approved");
});

test("a badge is collected once; who came yesterday is welcome today, by the meeting's days", () => {
  assert.ok(collected && day);
  const [late, next] = [Date.parse("2026-11-17T21:30:00Z"), Date.parse("2026-11-17T23:30:00Z")];
  assert.equal(still(MORNING, day, late, "Europe/Brussels"), MORNING);
  assert.equal(still(MORNING, day, next, "Europe/Brussels"), null);
  assert.equal(still(MORNING, collected, next, "Europe/Brussels"), MORNING);
  assert.equal(still(null, day, late, "Europe/Brussels"), null);
});
