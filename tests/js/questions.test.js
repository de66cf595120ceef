// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAsked } from '../../static/registration/questions.js';

test('a field is shown to the categories that are asked', () => {
  assert.equal(isAsked('MEM PRS', 'PRS'), true);
  assert.equal(isAsked('MEM PRS', 'SEC'), false);
  assert.equal(isAsked('', 'SEC'), false);
});

test('before a delegation is chosen, every field is shown', () => {
  assert.equal(isAsked('MEM', ''), true);
});
