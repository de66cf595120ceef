// @ts-check
/** The lists of names stand in the order that each language gives them, as the collation of Unicode knows it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const FOLDER = new URL("../../tracker/people/reference/names/", import.meta.url);

for (const language of ["ar", "es", "pt", "ru", "zh"]) {
  test(`countries are sorted as readers of ${language} expect`, () => {
    const lines = readFileSync(new URL(`${language}.csv`, FOLDER), "utf8").trim().split("\n").slice(1);
    const names = lines.map((line) => line.slice(line.indexOf(",") + 1).replaceAll('"', ""));
    assert.deepEqual(names, [...names].sort(new Intl.Collator(language).compare));
  });
}
