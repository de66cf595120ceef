// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { counts } from "../../static/checkin/deciding.js";
import { createMemory, uuid } from "../../static/checkin/device.js";
import { createHoldoff } from "../../static/checkin/holdoff.js";
import { stretch } from "../../static/checkin/stretch.js";
import { answered, kindOf, refused, spoken, unanswered } from "../../static/checkin/verdict.js";
import { filled } from "../../static/checkin/words.js";

const adjoua = { name: "Ms Adjoua KOUASSI", native_name: "", represents: "Côte d'Ivoire", office: "", category: "Member administration" };
/** @type {Record<string, string>} */
const words = {
  "welcome.word": "Come in",
  "already_in.word": "Already in",
  "already_in.note": "Was scanned before.",
  "already_in.seen": "Scanned at {time}.",
  "already_in.seen_at": "Scanned at {time}, desk {desk}.",
  "not_this_category.word": "Not for this session",
  "not_this_category.note": "{category} has no access.",
  "not_approved.word": "Not approved",
  "not_approved.note": "Send the person to the organizer.",
  "not_understood.word": "Recorded, but not understood",
  "refused.word": "Not recorded",
  "refused.note": "Scan again.",
  "checking.word": "Checking…",
};
/** @type {import("../../static/checkin/verdict.js").Say} */
const say = (key, values) => filled(words[key] ?? "", values ?? {});
const time = (/** @type {string} */ iso) => iso.slice(11, 16);

/** @param {string} verdict @param {object} [more] @returns {import("../../static/checkin/verdict.js").Told} */
const answer = (verdict, more = {}) => ({ verdict, person: adjoua, seen: null, ...more });

test("a badge before the lens counts once, another one at once", () => {
  const holdoff = createHoldoff();
  const looks = [["A", 0], ["A", 50], ["B", 60], ["A", 2900], ["A", 5800], ["A", 8799], ["A", 11799]];
  assert.deepEqual(looks.filter(([text, at]) => holdoff.isNew(String(text), Number(at))), [["A", 0], ["B", 60], ["A", 11799]]);
});

test("a badge counts again once the direction has changed", () => {
  const holdoff = createHoldoff();
  assert.equal(holdoff.isNew("A", 0), true);
  holdoff.clear();
  assert.equal(holdoff.isNew("A", 10), true);
});

test("a welcome names the person", () => {
  const card = answered(answer("welcome"), null, say, time);
  assert.deepEqual(card, { state: "welcome", kind: "go", word: "Come in", note: "", person: adjoua });
  assert.equal(spoken(card), "Come in. Ms Adjoua KOUASSI. Côte d'Ivoire.");
});

test("already in: when, and where if the desk has a name", () => {
  const at = "2026-11-17T08:02:00Z";
  const note = (/** @type {object | null} */ seen) => answered(answer("already_in", { seen }), null, say, time).note;
  assert.equal(note({ at, desk: "North door" }), "Scanned at 08:02, desk North door.");
  assert.equal(note({ at, desk: "" }), "Scanned at 08:02.");
  assert.equal(note(null), "Was scanned before.");
});

test("a refusal says who is refused, though the answer knows nobody", () => {
  const card = answered(answer("not_approved", { person: null }), adjoua, say, time);
  assert.equal(card.person, adjoua);
  assert.equal(card.kind, "stop");
});

test("a category is named in the reason", () => {
  assert.equal(answered(answer("not_this_category"), null, say, time).note, "Member administration has no access.");
});

test("a verdict of a newer server stops, and says that it is not understood", () => {
  const card = answered(answer("come_back_tomorrow"), null, say, time);
  assert.deepEqual([card.kind, card.word], ["stop", "Recorded, but not understood"]);
});

test("only comings and goings can be taken back", () => {
  const all = ["welcome", "already_in", "welcome_online", "goodbye", "not_in", "revoked", "unknown_code", "undone", ""];
  assert.deepEqual(all.filter(counts), ["welcome", "already_in", "welcome_online", "goodbye", "not_in"]);
});

test("what is on its way neither lets in nor stops", () => {
  assert.deepEqual(["checking", "unanswered"].map(kindOf), ["wait", "wait"]);
  assert.equal(spoken(unanswered("checking", null, say)), "Checking…");
});

test("whoever is not on the list is told how old the list is", () => {
  /** @type {import("../../static/checkin/verdict.js").Say} */
  const saying = (key, values) => filled(key === "not_on_list.note" ? "The list is of {list}." : key, values ?? {});
  const card = answered({ verdict: "not_on_list", person: null, seen: null }, null, saying, time, { list: "09:02" });
  assert.deepEqual([card.kind, card.note], ["mind", "The list is of 09:02."]);
});

test("the server's reason stands before ours", () => {
  assert.equal(refused("Send 1 to 50 scans at a time.", null, say).note, "Send 1 to 50 scans at a time.");
  assert.equal(refused("", null, say).note, "Scan again.");
});

test("places without a value stay as they are", () => {
  assert.equal(filled("{count} of {all}", { count: "3" }), "3 of {all}");
});

test("a value with a place in it is not filled again", () => {
  assert.equal(filled("{desk} {time}", { desk: "{time}", time: "09:00" }), "{time} 09:00");
});

test("what was chosen is kept where the browser keeps anything, and for the day where it does not", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = /** @type {Storage} */ (/** @type {unknown} */ ({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  }));
  createMemory(() => storage).set("camera", "rear");
  assert.equal(createMemory(() => storage).get("camera"), "rear");

  const forgetful = createMemory(() => { throw new Error("not allowed"); });
  forgetful.set("camera", "rear");
  assert.equal(forgetful.get("camera"), "rear");
  forgetful.clear();
  assert.equal(forgetful.get("camera"), "");
});

test("an id is a UUID of version 4", () => {
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(uuid(), uuid());
});

/** A picture of 400 pixels: light ones and dark ones, in grey. @param {number} dark @param {number} light */
const picture = (dark, light) => ({ data: Uint8ClampedArray.from({ length: 1600 }, (_, i) => (i % 4 === 3 ? 255 : i < 800 ? dark : light)) });

test("a dim picture is stretched to black and white, its opacity left alone", () => {
  const { data } = stretch(picture(20, 60));
  assert.deepEqual([data[0], data[3], data[1596], data[1599]], [0, 255, 255, 255]);
});

test("a picture with enough contrast is left as it is", () => {
  assert.deepEqual(stretch(picture(10, 240)), picture(10, 240));
});

test("a picture of one tone survives", () => {
  const { data } = stretch(picture(90, 90));
  assert.equal(new Set(data.filter((_, i) => i % 4 !== 3)).size, 1);
});
