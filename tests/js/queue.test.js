// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue } from "../../static/checkin/queue.js";

/** @typedef {import("../../static/checkin/queue.js").Scan} Scan */

class Away extends Error {}
class Wrong extends Error {}

/** @param {string} id @returns {Scan} */
const scan = (id) => ({ id, at: "2026-11-17T08:00:00.000Z", direction: "in", method: "camera", code: id });

/** A desk before a server that a test tells how to answer; time passes when the test says so. */
class Desk {
  /** @type {string[][]} what was sent, in the order of the attempts */ sent = [];
  /** @type {string[]} */ told = [];
  /** @type {{ again: () => void, pause: number }[]} */ planned = [];
  /** @type {number[]} */ lengths = [];
  /** @type {(scans: Scan[]) => void} throws what the server does */ server = () => {};

  queue = createQueue({
    send: async (scans) => {
      this.sent.push(scans.map(({ id }) => id));
      this.server(scans);
      return scans.map(({ id }) => ({ id, verdict: "welcome", again: false, person: null, seen: null }));
    },
    isFinal: (error) => error instanceof Wrong,
    onAnswer: ({ id }, { verdict }) => this.told.push(`${id} ${verdict}`),
    onRefused: ({ id }) => this.told.push(`${id} refused`),
    onTrouble: (waiting) => this.told.push(`${waiting.map(({ id }) => id).join(" ")} kept`),
    onChange: (waiting) => this.lengths.push(waiting),
    later: (again, pause) => this.planned.push({ again, pause }),
  });

  /** Let all that is under way come to its end. */
  settled() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** The pause is over. */
  async waits() {
    for (const { again } of this.planned.splice(0)) again();
    await this.settled();
  }
}

test("a scan is answered and leaves the queue", async () => {
  const desk = new Desk();
  desk.queue.add(scan("a"));
  await desk.settled();
  assert.deepEqual(desk.told, ["a welcome"]);
  assert.deepEqual(desk.lengths, [1, 0]);
  assert.deepEqual(desk.planned, []);
});

test("scans made during a request go together in the next one, in their order", async () => {
  const desk = new Desk();
  for (const id of ["a", "b", "c"]) desk.queue.add(scan(id));
  await desk.settled();
  assert.deepEqual(desk.sent, [["a"], ["b", "c"]]);
});

test("no more than fifty go at once", async () => {
  const desk = new Desk();
  for (let n = 0; n < 102; n++) desk.queue.add(scan(`s${n}`));
  await desk.settled();
  assert.deepEqual(desk.sent.map((ids) => ids.length), [1, 50, 50, 1]);
});

test("without an answer the same scan is sent again, with longer and longer pauses", async () => {
  const desk = new Desk();
  desk.server = () => { throw new Away(); };
  desk.queue.add(scan("a"));
  await desk.settled();
  const pauses = [];
  for (let n = 0; n < 6; n++) {
    pauses.push(...desk.planned.map(({ pause }) => pause));
    await desk.waits();
  }
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 15000, 15000]);
  desk.server = () => {};
  await desk.waits();
  assert.equal(desk.told.at(-1), "a welcome");
  assert.deepEqual(new Set(desk.sent.flat()), new Set(["a"]));
  assert.equal(desk.queue.waiting, 0);
});

test("a new scan does not wait for the pause of an old one", async () => {
  const desk = new Desk();
  desk.server = () => { throw new Away(); };
  desk.queue.add(scan("a"));
  await desk.settled();
  desk.server = () => {};
  desk.queue.add(scan("b"));
  await desk.settled();
  assert.deepEqual(desk.told, ["a kept", "a welcome", "b welcome"]);
  await desk.waits();
  assert.equal(desk.sent.length, 2);
});

test("one wrong scan of many is found and given up; the others are recorded", async () => {
  const desk = new Desk();
  desk.server = () => { throw new Away(); };
  for (const id of ["a", "b", "c"]) desk.queue.add(scan(id));
  await desk.settled();
  desk.server = (scans) => { if (scans.some(({ id }) => id === "b")) throw new Wrong(); };
  desk.told = [];
  await desk.waits();
  assert.deepEqual(desk.told, ["a welcome", "b refused", "c welcome"]);
});

test("answers to other scans are no answer", async () => {
  const desk = new Desk();
  /** @type {string[]} */ const told = [];
  const queue = createQueue({
    send: async () => [{ id: "z", verdict: "welcome", again: false, person: null, seen: null }],
    isFinal: () => false,
    onAnswer: () => told.push("answered"),
    onRefused: () => told.push("refused"),
    onTrouble: () => told.push("kept"),
    onChange: () => {},
    later: () => {},
  });
  queue.add(scan("a"));
  await desk.settled();
  assert.deepEqual(told, ["kept"]);
  assert.equal(queue.waiting, 1);
});

test("there is an end to what may wait", () => {
  const desk = new Desk();
  desk.server = () => { throw new Away(); };
  const taken = Array.from({ length: 2001 }, (_, n) => desk.queue.add(scan(`s${n}`)));
  assert.equal(taken.filter(Boolean).length, 2000);
  assert.equal(taken.at(-1), false);
});
