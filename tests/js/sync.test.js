// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, Refusal } from "../../static/base/http.js";
import { createMemoryStore } from "../../static/checkin/memory-store.js";
import { createDrainer } from "../../static/checkin/sync.js";

/** @typedef {import("../../static/checkin/sync.js").Scan} Scan */
/** @typedef {import("../../static/checkin/sync.js").Answer} Answer */

/** @param {Partial<Answer> & { id: string }} more @returns {Answer} */
const answer = (more) => ({ stored: "stored", verdict: "welcome", again: false, person: null, seen: null, problem: null, ...more });

/** A desk before a server that a test tells how to answer; time passes when the test says so. */
class Desk {
  store = createMemoryStore();
  /** @type {string[][]} what was sent, in the order of the attempts */ sent = [];
  /** @type {string[]} */ told = [];
  /** @type {string[]} */ contacts = [];
  /** @type {{ again: () => void, pause: number }[]} */ planned = [];
  /** @type {{ waiting: number, parked: number }} */ counts = { waiting: 0, parked: 0 };
  /** @type {(scans: Scan[]) => Answer[]} */ server = (scans) => scans.map(({ id }) => answer({ id }));

  drainer = createDrainer({
    store: this.store,
    send: async (scans) => {
      this.sent.push(scans.map(({ id }) => id));
      return this.server(scans);
    },
    alone: (work) => work(),
    onAnswers: (answers) => this.told.push(...answers.map(({ id, stored, problem }) => [id, stored, problem].filter(Boolean).join(" "))),
    onContact: (contact) => this.contacts.push(contact),
    onCount: (counts) => (this.counts = counts),
    later: (again, pause) => this.planned.push({ again, pause }),
    random: () => 1,
  });

  /** @param {string[]} ids */
  async sees(...ids) {
    for (const id of ids) {
      const about = { meeting: "cap-23", session: "S1", at: "2026-11-17T08:00:00Z", offset_ms: null, shown: null, roster: null, client: "1" };
      await this.store.enqueue({ id, code: id, direction: "in", method: "camera", ...about });
    }
  }

  /** The pause is over. */
  async waits() {
    for (const { again } of this.planned.splice(0)) again();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const away = () => {
  throw new NoAnswer();
};

test("what waits goes in the order in which it was seen, fifty at a time", async () => {
  const desk = new Desk();
  const ids = Array.from({ length: 102 }, (_, n) => `s${n}`);
  await desk.sees(...ids);
  await desk.drainer.drain();
  assert.deepEqual(desk.sent.map((batch) => batch.length), [50, 50, 2]);
  assert.deepEqual(desk.sent.flat(), ids);
  assert.deepEqual(desk.counts, { waiting: 0, parked: 0 });
});

test("without an answer the scans stay and are sent again, with longer and longer pauses", async () => {
  const desk = new Desk();
  desk.server = away;
  await desk.sees("a");
  await desk.drainer.drain();
  const pauses = [];
  for (let n = 0; n < 7; n++) {
    pauses.push(...desk.planned.map(({ pause }) => pause));
    await desk.waits();
  }
  assert.deepEqual(pauses, [2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000]);
  assert.deepEqual(desk.counts, { waiting: 1, parked: 0 });
});

test("forty desks that lose the server together do not come back together", async () => {
  const pauses = new Set();
  for (let n = 0; n < 40; n++) {
    const desk = new Desk();
    const drainer = createDrainer({
      store: desk.store, send: away, alone: (work) => work(), onAnswers: () => {}, onContact: () => {}, onCount: () => {},
      later: (_again, pause) => pauses.add(Math.round(pause)), random: () => n / 40,
    });
    await desk.sees("a");
    await drainer.drain();
  }
  assert.equal(pauses.size, 40);
  assert.deepEqual([Math.min(...pauses) >= 1000, Math.max(...pauses) <= 2000], [true, true]);
});

test("an answer that was lost is asked for again, and the scan leaves the queue once", async () => {
  const desk = new Desk();
  let lost = 2;
  desk.server = (scans) => {
    if (lost-- > 0) throw new NoAnswer();
    return scans.map(({ id }) => answer({ id, stored: "duplicate", again: true }));
  };
  await desk.sees("a");
  await desk.drainer.drain();
  await desk.waits();
  await desk.waits();
  assert.deepEqual(desk.sent, [["a"], ["a"], ["a"]]);
  assert.deepEqual(desk.told, ["a duplicate"]);
  assert.deepEqual(desk.counts, { waiting: 0, parked: 0 });
});

test("only what the server named leaves the queue", async () => {
  const desk = new Desk();
  desk.server = (scans) => scans.slice(0, 1).map(({ id }) => answer({ id }));
  await desk.sees("a", "b");
  await desk.drainer.drain();
  assert.deepEqual(desk.sent, [["a", "b"], ["b"]]);
});

test("an answer to other scans is no answer", async () => {
  const desk = new Desk();
  desk.server = () => [answer({ id: "z" })];
  await desk.sees("a");
  await desk.drainer.drain();
  assert.deepEqual([desk.told, desk.counts.waiting, desk.contacts], [[], 1, ["away"]]);
});

test("a scan that is refused is parked with its reason and holds nobody up", async () => {
  const desk = new Desk();
  desk.server = (scans) => scans.map(({ id }) => (id === "b" ? answer({ id, stored: "refused", verdict: null, problem: "No session S9." }) : answer({ id })));
  await desk.sees("a", "b", "c");
  await desk.drainer.drain();
  assert.deepEqual(desk.told, ["a stored", "b refused No session S9.", "c stored"]);
  assert.deepEqual((await desk.store.parked()).map(({ scan, problem }) => [scan.id, problem]), [["b", "No session S9."]]);
  assert.deepEqual(desk.counts, { waiting: 0, parked: 1 });
});

test("a request that cannot be read is taken apart until the one that spoils it is found", async () => {
  const desk = new Desk();
  desk.server = (scans) => {
    if (scans.some(({ id }) => id === "b")) throw new Refusal(422, { detail: "Not readable." });
    return scans.map(({ id }) => answer({ id }));
  };
  await desk.sees("a", "b", "c");
  await desk.drainer.drain();
  assert.deepEqual(desk.sent, [["a", "b", "c"], ["a"], ["b"], ["c"]]);
  assert.deepEqual(desk.told, ["a stored", "b refused Not readable.", "c stored"]);
});

test("a device that the server does not know any more keeps its scans", async () => {
  const desk = new Desk();
  desk.server = () => {
    throw new Refusal(401, {});
  };
  await desk.sees("a", "b");
  await desk.drainer.drain();
  assert.deepEqual([desk.contacts, desk.counts.waiting], [["out"], 2]);
  desk.server = (scans) => scans.map(({ id }) => answer({ id }));
  await desk.drainer.drain();
  assert.deepEqual([desk.contacts, desk.counts.waiting], [["out", "there"], 0]);
});

test("a scan made during a request goes with the next one", async () => {
  const desk = new Desk();
  await desk.sees("a");
  const first = desk.drainer.drain();
  await desk.sees("b");
  desk.drainer.drain();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(desk.sent.flat(), ["a", "b"]);
});

test("a scan does not wait for the pause of an older one, and the pause is not used twice", async () => {
  const desk = new Desk();
  desk.server = away;
  await desk.sees("a");
  await desk.drainer.drain();
  desk.server = (scans) => scans.map(({ id }) => answer({ id }));
  await desk.drainer.drain();
  await desk.waits();
  assert.equal(desk.sent.length, 2);
});

test("scans are numbered without a gap", async () => {
  const desk = new Desk();
  await desk.sees("a", "b");
  await desk.drainer.drain();
  await desk.sees("c");
  assert.deepEqual((await desk.store.all()).map(({ seq }) => seq), [3]);
});

/** A server that fails over these scans. @param {Desk} desk @param {string[]} bad */
function stumblesOver(desk, ...bad) {
  desk.server = (scans) => {
    if (scans.some(({ id }) => bad.includes(id))) throw new Refusal(500, { detail: "Something went wrong." });
    return scans.map(({ id }) => answer({ id }));
  };
}

test("a scan over which the server stumbles is found, parked, and blocks none behind it", async () => {
  for (const bad of [["s0"], ["s17"], ["s59"], ["s0", "s1", "s40"]]) {
    const desk = new Desk();
    stumblesOver(desk, ...bad);
    await desk.sees(...Array.from({ length: 60 }, (_, n) => `s${n}`));
    await desk.drainer.drain();
    for (let n = 0; n < 12; n++) await desk.waits();
    assert.deepEqual(desk.counts, { waiting: 0, parked: bad.length });
    assert.deepEqual((await desk.store.parked()).map(({ scan, problem }) => [scan.id, problem]), bad.map((id) => [id, "Something went wrong."]));
    assert.equal(desk.sent.length < 60, true);
  }
});

test("a server that takes nothing is ill: every scan waits for it, in the old order", async () => {
  const desk = new Desk();
  const ids = Array.from({ length: 5 }, (_, n) => `s${n}`);
  stumblesOver(desk, ...ids);
  await desk.sees(...ids);
  await desk.drainer.drain();
  for (let n = 0; n < 20; n++) await desk.waits();
  assert.deepEqual(desk.counts, { waiting: 5, parked: 0 });
  stumblesOver(desk);
  for (let n = 0; n < 3; n++) await desk.waits();
  assert.deepEqual([desk.counts, new Set(desk.told).size], [{ waiting: 0, parked: 0 }, 5]);
});

test("one bad scan that waits alone is parked when the next one is taken", async () => {
  const desk = new Desk();
  stumblesOver(desk, "a");
  await desk.sees("a");
  await desk.drainer.drain();
  for (let n = 0; n < 5; n++) await desk.waits();
  assert.deepEqual(desk.counts, { waiting: 1, parked: 0 });
  await desk.sees("b");
  await desk.drainer.drain();
  assert.deepEqual(desk.counts, { waiting: 0, parked: 1 });
});

test("a gateway that answers for the server accuses no scan", async () => {
  const desk = new Desk();
  desk.server = () => {
    throw new Refusal(503, {});
  };
  await desk.sees("a", "b");
  await desk.drainer.drain();
  for (let n = 0; n < 8; n++) await desk.waits();
  assert.deepEqual([desk.counts.waiting, new Set(desk.sent.map((batch) => batch.length))], [2, new Set([2])]);
});
