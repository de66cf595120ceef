// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { FOREIGN, MISTYPED, grouped, read } from '../../static/badges/code.js';

/** @type {{text: string, reads: string, grouped: string | null}[]} */
const cases = JSON.parse(readFileSync(new URL('../badges/codes.json', import.meta.url), 'utf8'));

test('the table has every kind of answer', () => {
  const kinds = new Set(cases.map(({ reads }) => (reads.length === 16 ? 'code' : reads)));
  assert.deepEqual([...kinds].sort(), ['code', FOREIGN, MISTYPED].sort());
});

for (const { text, reads, grouped: expected } of cases) {
  test(`${JSON.stringify(text)} reads as ${reads}`, () => {
    assert.equal(read(text), reads);
    if (expected !== null) assert.equal(grouped(reads), expected);
  });
}
