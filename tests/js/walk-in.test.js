// @ts-check
/** What follows from registering somebody at the desk, and how a room is said to fill. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { filling, kept, sentence } from "../../static/checkin/capacity.js";
import { named, outcome, spokenBadge } from "../../static/checkin/walk-in.js";

const CARD = { given_name: "Moussa", family_name: "TRAORÉ", native_name: "", represents: "Mali", office: "", category: "Member", code: "", symbol: "", meeting: "", days: "" };
const NAME = { title: "Mr", given_name: "Moussa", family_name: "Traoré", native_name: "" };
const NINE = Date.parse("2026-11-17T09:00:00Z");
/** @type {import("../../static/checkin/verdict.js").Say} */
const say = (key, values = {}) => [key, ...Object.values(values)].join(" ");
const time = (/** @type {string} */ iso) => iso.slice(11, 16);

test("who is approved goes in; who has a badge waits for approval; who has none for a seat", () => {
  assert.equal(outcome({ state: "approved", badge: CARD }), "admitted");
  assert.equal(outcome({ state: "submitted", badge: CARD }), "pending");
  assert.equal(outcome({ state: "waitlisted", badge: null }), "waiting");
});

test("a walk-in is somebody as the search would find them", () => {
  const found = named({ person: "u1", state: "approved", state_word: "", name: NAME, paper: "a7", badge: CARD, slip: null });
  assert.deepEqual(found, { uid: "u1", state: "approved", name: "Mr Moussa TRAORÉ", native_name: "", represents: "Mali", office: "", category: "Member" });
});

test("a badge on paper is said in words", () => {
  const slip = /** @type {import("../../static/checkin/walk-in.js").Slip} */ ({ code: "BABC 2345 6789 WXYZ" });
  assert.equal(spokenBadge({ person: "u1", state: "approved", state_word: "", name: NAME, paper: "a7", badge: CARD, slip }), "Mr Moussa TRAORÉ, Mali, Member, BABC 2345 6789 WXYZ");
});

const full = (/** @type {string} */ room) => filling({ room, inside: 90, provisional: 2, capacity: 100 }, NINE);

test("a room says that it fills, in words", () => {
  assert.equal(sentence(full("nearly"), NINE, say, time), "room.nearly 8");
  assert.equal(sentence(full("full"), NINE, say, time), "room.full 8");
  assert.equal(sentence(full("free"), NINE, say, time), "");
  assert.equal(filling({ room: null, inside: 3, provisional: 0, capacity: null }, NINE), null);
});

test("old figures are said with their age", () => {
  assert.equal(sentence(full("nearly"), NINE + 12 * 60_000, say, time), "room.as_of room.nearly 8 09:00 12");
});

test("what a device kept that cannot be read is nothing", () => {
  assert.equal(kept(""), null);
  assert.deepEqual(kept(JSON.stringify(full("full"))), full("full"));
});
