// @ts-check
/** Which way people go: only a door of two ways has a way out, whatever the desk had chosen before. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { way } from "../../static/checkin/ways.js";

const cases = /** @type {const} */ ([
  ["a door of two ways, nothing chosen", { two_way: true }, false, "in"],
  ["a door of two ways, out chosen", { two_way: true }, true, "out"],
  ["a door of one way", { two_way: false }, false, "in"],
  ["a door of one way, out chosen at another one before", { two_way: false }, true, "in"],
  ["no list yet", null, true, "in"],
]);

for (const [what, session, isLeaving, wanted] of cases) {
  test(`${what}: ${wanted}`, () => assert.equal(way(session, isLeaving), wanted));
}
