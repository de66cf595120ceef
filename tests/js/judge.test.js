// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { judge } from "../../static/checkin/judge.js";

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {{ meeting_id: number, category: string, approved: boolean, revoked: boolean, online: boolean, inside: boolean, exception: boolean | null } | null} holder
 * @property {{ meeting_id: number, opens_at: string, ends_at: string, categories: string[] }} door
 * @property {"in" | "out"} direction
 * @property {string} at
 * @property {string} verdict
 */
/** @type {{ by_hand: Case[], generated: Case[] }} */
const { by_hand, generated } = JSON.parse(readFileSync(new URL("../checkin/verdicts.json", import.meta.url), "utf8"));

/** What this rule says of a case of the table. @param {Case} one */
function verdict({ holder, door, direction, at }) {
  const known = holder && { ...holder, meeting: holder.meeting_id };
  const times = { opens_at: Date.parse(door.opens_at), ends_at: Date.parse(door.ends_at) };
  return judge(known, { meeting: door.meeting_id, categories: door.categories, ...times }, direction, Date.parse(at));
}

for (const one of by_hand) test(`${one.name}: ${one.verdict}`, () => assert.equal(verdict(one), one.verdict));

test("the rule of the server and the rule of the page agree on every generated case", () => {
  assert.ok(generated.length >= 400);
  assert.deepEqual(generated.filter((one) => verdict(one) !== one.verdict), []);
});
