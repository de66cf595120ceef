// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { readerTime, showSame } from "../../static/meetings/zones.js";

const OPENING = new Date("2026-11-17T08:30:00Z");
const LUNCH = new Date("2026-11-17T11:30:00Z");
const EVENING = new Date("2026-11-17T17:00:00Z");
const BRUSSELS = "Europe/Brussels";

/** @param {string} text with the spaces that its release of ICU prefers */
const plain = (text) => text.replace(/\s+/g, " ").replace(/ ?– ?/, " – ");

test("a reader whose clock shows the same is told nothing", () => {
  assert.equal(showSame(OPENING, BRUSSELS, "Europe/Paris"), true);
  assert.equal(readerTime([OPENING, LUNCH], BRUSSELS, "Europe/Paris", "en-GB"), "");
});

test("a reader in New York is told the hours of the same day", () => {
  assert.equal(plain(readerTime([OPENING, LUNCH], BRUSSELS, "America/New_York", "en-GB")), "03:30 – 06:30");
});

test("a reader in Tokyo, where the day has changed, is told the days", () => {
  assert.equal(plain(readerTime([LUNCH, EVENING], BRUSSELS, "Asia/Tokyo", "en-GB")), "17 Nov, 20:30 – 18 Nov, 02:00");
});

test("a reader of Arabic is told the hours in Latin digits", () => {
  assert.match(readerTime([OPENING, LUNCH], BRUSSELS, "America/New_York", "ar-u-nu-latn"), /03:30.*06:30/u);
});

test("a deadline is told with its day", () => {
  assert.equal(plain(readerTime([EVENING], BRUSSELS, "America/New_York", "en-GB", true)), "17 Nov, 12:00");
});

test("the first of a month has its ordinal in French", () => {
  const first = new Date("2026-12-01T08:30:00Z");
  assert.equal(plain(readerTime([first], BRUSSELS, "America/New_York", "fr", true)), "1er déc., 03:30");
  assert.equal(plain(readerTime([EVENING], BRUSSELS, "America/New_York", "fr", true)), "17 nov., 12:00");
});

test("zones that differ in summer only are told apart by the day", () => {
  const summer = new Date("2026-07-01T08:00:00Z");
  assert.equal(showSame(OPENING, "Africa/Lagos", BRUSSELS), true);
  assert.equal(showSame(summer, "Africa/Lagos", BRUSSELS), false);
});
