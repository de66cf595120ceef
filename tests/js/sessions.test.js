// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOpenTo } from '../../static/registration/sessions.js';

test('a session is open to the categories that it names', () => {
  assert.equal(isOpenTo('MEM UNI', 'UNI'), true);
  assert.equal(isOpenTo('MEM UNI', 'PRV'), false);
  assert.equal(isOpenTo('', 'PRV'), false);
});

test('before a delegation is chosen, every session is shown', () => {
  assert.equal(isOpenTo('MEM UNI', ''), true);
  assert.equal(isOpenTo('', ''), true);
});
