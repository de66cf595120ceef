// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, Refusal } from "../../static/base/http.js";
import { createHeart } from "../../static/online/heart.js";

const HERE = { elsewhere: false, over: false };

/** @param {(() => typeof HERE)[]} answers one for each sign; the last for all that follow */
function heart(answers) {
  /** @type {{ act: () => void, ms: number, off: boolean }[]} */
  const plans = [];
  /** @type {string[]} */
  const told = [];
  let sent = 0;
  const made = createHeart({
    send: async () => /** @type {() => typeof HERE} */ (answers[Math.min(sent++, answers.length - 1)])(),
    onAnswer: (answer) => told.push(answer.over ? "over" : "answer"),
    onTrouble: (isFinal) => told.push(isFinal ? "final" : "trouble"),
    later(act, ms) {
      const plan = { act, ms, off: false };
      plans.push(plan);
      return () => (plan.off = true);
    },
    random: () => 0.5,
  });
  const pauses = () => plans.map((plan) => plan.ms);
  const next = async () => {
    const plan = plans.at(-1);
    if (plan && !plan.off) await plan.act();
  };
  return { ...made, told, pauses, next, sent: () => sent };
}

const fails = () => {
  throw new NoAnswer("no network");
};

test("a sign at once, and one a minute", async () => {
  const one = heart([() => HERE]);
  await one.start();
  await one.next();
  assert.deepEqual([one.sent(), one.pauses(), one.told], [2, [60_000, 60_000], ["answer", "answer"]]);
});

test("after a failure soon again, then ever later, at most a minute", async () => {
  const one = heart([fails]);
  await one.start();
  for (let turn = 0; turn < 5; turn++) await one.next();
  assert.deepEqual(one.pauses(), [5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test("an answer ends the hurry", async () => {
  const one = heart([fails, fails, () => HERE]);
  await one.start();
  await one.next();
  await one.next();
  assert.deepEqual(one.pauses(), [5000, 10_000, 60_000]);
});

test("a person who may no longer join is not asked about again", async () => {
  const one = heart([
    () => {
      throw new Refusal(403, { title: "You may not do this" });
    },
  ]);
  await one.start();
  assert.deepEqual([one.pauses(), one.told], [[], ["final"]]);
});

test("too many signs are a passing trouble", async () => {
  const one = heart([
    () => {
      throw new Refusal(429, { title: "Too many attempts" });
    },
  ]);
  await one.start();
  assert.deepEqual([one.pauses(), one.told], [[5000], ["trouble"]]);
});

test("when the session is over it is still", async () => {
  const one = heart([() => ({ elsewhere: false, over: true })]);
  await one.start();
  assert.deepEqual([one.pauses(), one.told], [[], ["over"]]);
});

test("woken while a sign is on its way, it sends no second", async () => {
  const one = heart([() => HERE]);
  await Promise.all([one.start(), one.start()]);
  assert.equal(one.sent(), 1);
});
