// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { decide } from "../../static/checkin/deciding.js";
import { createMemoryStore } from "../../static/checkin/memory-store.js";
import { contents } from "../../static/checkin/saving.js";
import { ADJOUA, ADJOUA_PACKED, seal } from "./sealing.js";

const session = {
  code: "S1", id: 7, title: { en: "Opening" }, kind: "closed", room: "", capacity: null, two_way: true, categories: ["MEM"],
  opens_at: "2026-11-17T08:00:00Z", starts_at: "2026-11-17T08:30:00Z", ends_at: "2026-11-17T11:00:00Z",
};
const roster = {
  version: 1, made_at: "2026-11-17T07:30:00Z", meeting: { slug: "cap-23", title: { en: "CAP" }, zone: "UTC" }, sessions: [session],
  categories: {}, delegations: [], offices: [], entries: Object.fromEntries([await seal(ADJOUA, ADJOUA_PACKED)]),
};
const NINE = Date.parse("2026-11-17T09:00:00Z");
const known = { roster, session, seen: new Map(), direction: /** @type {const} */ ("in"), at: NINE };

/** @param {string} text @param {Partial<Parameters<typeof decide>[1]>} [more] */
const verdict = async (text, more) => (await decide(text, { ...known, ...more })).verdict;

test("the list is enough for a verdict, however the code is written", async () => {
  assert.equal(await verdict(ADJOUA), "welcome");
  assert.equal(await verdict("ba8x vv32 qhgj 9csy"), "welcome");
});

test("whom this device saw come in is already in, and it says when", async () => {
  const seen = new Map([["a1", { direction: /** @type {const} */ ("in"), at: "2026-11-17T08:40:00Z", desk: "North door" }]]);
  const decision = await decide(ADJOUA, { ...known, seen });
  assert.deepEqual([decision.verdict, decision.seen?.at, decision.seen?.desk], ["already_in", "2026-11-17T08:40:00Z", "North door"]);
  assert.equal(await verdict(ADJOUA, { seen, direction: "out" }), "goodbye");
});

test("a badge that the list lacks may be newer than the list", async () => {
  assert.equal(await verdict("B22ZJXTYPKFMJ43N"), "not_on_list");
});

test("what is no badge needs no list", async () => {
  assert.deepEqual([await verdict("https://tickets.example/7", { roster: null }), await verdict(`${ADJOUA.slice(0, -1)}Z`, { roster: null })], ["not_a_badge", "mistyped_code"]);
});

test("without a list only the server knows", async () => {
  assert.equal(await verdict(ADJOUA, { roster: null }), null);
});

test("the doors open by the server's clock", async () => {
  assert.equal(await verdict(ADJOUA, { at: Date.parse("2026-11-17T07:59:00Z") }), "not_yet_open");
});

test("the file holds all that was not taken, parked or waiting, in its order", async () => {
  const store = createMemoryStore();
  for (const id of ["a", "b", "c"]) {
    const about = { at: "2026-11-17T08:00:00Z", offset_ms: 5, shown: "welcome", roster: null, client: "1" };
    await store.enqueue({ id, meeting: "cap-23", session: "S1", direction: "in", method: "camera", code: ADJOUA, ...about });
  }
  const [first] = await store.head(1);
  assert.ok(first);
  await store.settle([], [{ scan: first, problem: "No session S1." }]);
  const file = await contents(store, { device: "d", name: "North door", meeting: { slug: "cap-23" } }, "2026-11-17T12:00:00Z");
  assert.deepEqual(file.scans.map(({ id, seq }) => [id, seq]), [["a", 1], ["b", 2], ["c", 3]]);
  assert.deepEqual([file.device, file.meeting, file.desk], ["d", "cap-23", "North door"]);
});
