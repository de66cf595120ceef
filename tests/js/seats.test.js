// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressFor, canBeChosen } from '../../static/registration/seats.js';

test('a full choice cannot be made, but one that was made stays', () => {
  assert.equal(canBeChosen({ text: 'full', isClosed: true }, false), false);
  assert.equal(canBeChosen({ text: 'full', isClosed: true }, true), true);
  assert.equal(canBeChosen({ text: 'full: waiting list', isClosed: false }, false), true);
  assert.equal(canBeChosen(undefined, false), true);
});

test('seats are asked for whom the person represents', () => {
  assert.equal(addressFor('/meetings/cap-23/seats.json', ''), '/meetings/cap-23/seats.json');
  assert.equal(addressFor('/x', 'other:PRV'), '/x?represents=other%3APRV');
});
