// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { fileName } from "../../static/registration/badge-run.js";

test("a file of badges has the name that the server gives it", () => {
  assert.equal(fileName("attachment; filename=cap-23-badges-1-a6-2026-11-16-1830.pdf"), "cap-23-badges-1-a6-2026-11-16-1830.pdf");
  assert.equal(fileName('attachment; filename="a b.pdf"'), "a b.pdf");
  assert.equal(fileName(null), "badges.pdf");
});
