// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { isEnough } from "../../static/checkin/search.js";

for (const [query, expected] of /** @type {[string, boolean][]} */ ([
  ["", false],
  ["  ko ", false],
  ["kou", true],
  ["Øst", true],
  ["李", true],
  ["김", true],
  ["ゆ", true],
  ["من", false],
  ["منى", true],
  ["𝒜𝒷", false],
])) {
  test(`${JSON.stringify(query)} is ${expected ? "enough" : "too little"} to search by`, () => assert.equal(isEnough(query), expected));
}
