// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { best, door, entryId, find, holder, person, running } from "../../static/checkin/roster.js";
import { ADJOUA, ADJOUA_PACKED, seal } from "./sealing.js";

const entries = Object.fromEntries([await seal(ADJOUA, ADJOUA_PACKED)]);
const lists = { categories: { MEM: { label: { en: "Member", fr: "Membre" } } }, delegations: [{ en: "Ivory Coast", fr: "Côte d’Ivoire" }], offices: [{ en: "Chair", fr: "Présidence" }] };
const S1 = {
  code: "S1", id: 7, title: { en: "Opening" }, kind: "closed", room: "", capacity: null, two_way: true, categories: ["MEM"],
  opens_at: "2026-11-17T08:00:00Z", starts_at: "2026-11-17T08:30:00Z", ends_at: "2026-11-17T11:00:00Z",
};
const S2 = { ...S1, code: "S2", id: 8, opens_at: "2026-11-17T12:30:00Z", starts_at: "2026-11-17T13:00:00Z", ends_at: "2026-11-17T16:00:00Z" };
const at = (/** @type {string} */ wall) => Date.parse(`2026-11-17T${wall}:00Z`);

test("a badge in hand opens its own entry", async () => {
  const entry = await find({ entries }, ADJOUA);
  assert.deepEqual(entry && person(entry, lists, "fr"), {
    name: "Ms Adjoua KOUASSI", native_name: "", represents: "Côte d’Ivoire", office: "Présidence", category: "Membre",
  });
});

test("a badge that is not on the list has no entry", async () => {
  assert.equal(await find({ entries }, "BVVVVVVVVVVVVVVV"), null);
});

test("an entry that the code does not open is no entry", async () => {
  const sealed = Object.values(entries)[0] ?? "";
  const stolen = { [await entryId("BVVVVVVVVVVVVVVV")]: sealed };
  assert.equal(await find({ entries: stolen }, "BVVVVVVVVVVVVVVV"), null);
});

test("the list itself names nobody", () => {
  assert.doesNotMatch(JSON.stringify(entries), /Adjoua|KOUASSI|approved/i);
});

test("the holder before a door of which they chose the room, and one of which they chose nothing", async () => {
  const entry = await find({ entries }, ADJOUA);
  assert.ok(entry);
  const known = { meeting: "", category: "MEM", approved: true, revoked: false, exception: null };
  assert.deepEqual(holder(entry, 0, false), { ...known, online: false, inside: false });
  assert.deepEqual(holder(entry, 1, true), { ...known, online: true, inside: true });
});

test("a replaced badge and an exception by name are told", async () => {
  const packed = ["a1", "Ms Adjoua KOUASSI", 0, "MEM", "pp", "", "", "-.", "withdrawn", 1];
  const entry = await find({ entries: Object.fromEntries([await seal(ADJOUA, packed)]) }, ADJOUA);
  assert.ok(entry);
  const { revoked, approved, exception } = holder(entry, 0, false);
  assert.deepEqual([revoked, approved, exception, holder(entry, 1, false).exception], [true, false, false, null]);
});

/** @type {{ entries: { code: string, place: string, sealed: string, entry: Record<string, unknown> }[] }} */
const fixture = JSON.parse(readFileSync(new URL("../checkin/roster_entry.json", import.meta.url), "utf8"));
for (const { code, place, sealed, entry } of fixture.entries) {
  test(`what the server seals for ${code} is opened`, async () => {
    assert.equal(await entryId(code), place);
    const opened = await find({ entries: { [place]: sealed } }, code);
    assert.deepEqual({ ...opened, revoked: Number(opened?.revoked) }, entry);
  });
}

test("a door knows its times", () => {
  assert.deepEqual(door(S1), { meeting: "", opens_at: at("08:00"), ends_at: at("11:00"), categories: ["MEM"] });
});

test("the session that is on is chosen, else the next, else the last", () => {
  const chosen = ["07:00", "08:10", "11:30", "12:40", "18:00"].map((wall) => running([S1, S2], at(wall))?.code);
  assert.deepEqual(chosen, ["S1", "S1", "S2", "S2", "S2"]);
  assert.equal(running([], 0), null);
});

test("of two open doors the one that opened last is chosen", () => {
  const late = { ...S1, code: "S1b", opens_at: "2026-11-17T09:00:00Z" };
  assert.equal(running([late, S1], at("10:00"))?.code, "S1b");
});

test("a reader gets their language, else English, else what there is", () => {
  assert.deepEqual([best({ fr: "Salle", en: "Room" }, "fr"), best({ en: "Room" }, "fr"), best({ ar: "قاعة" }, "fr"), best(undefined, "fr")], ["Salle", "Room", "قاعة", ""]);
});
