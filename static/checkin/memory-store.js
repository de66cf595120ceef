// @ts-check
/**
 * The store of a browser that keeps nothing: all is there as long as the page is open. Also what the tests without a browser use.
 * @typedef {import("./store.js").Scan} Scan
 * @typedef {import("./store.js").Seen} Seen
 */

import { doorOf } from "./store.js";

/** @returns {import("./store.js").Store} */
export function createMemoryStore() {
  /** @type {Map<string, unknown>} */
  const box = new Map();
  /** @type {Scan[]} */
  let queue = [];
  /** @type {import("./store.js").Parked[]} */
  let parked = [];
  /** @type {Map<string, Map<string, Seen>>} */
  const seenAt = new Map();
  let seq = 0;

  /** @param {string} door */
  function peopleAt(door) {
    const people = seenAt.get(door) ?? new Map();
    seenAt.set(door, people);
    return people;
  }

  return {
    isLasting: false,
    get: async (key) => box.get(key),
    put: async (key, value) => void box.set(key, value),
    list: async (prefix) => [...box].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value),
    remove: async (keys) => keys.forEach((key) => box.delete(key)),
    async enqueue(scan, person, seen) {
      const kept = { ...scan, seq: ++seq };
      queue = [...queue, kept];
      if (person && seen) peopleAt(doorOf(scan)).set(person, seen);
      return kept;
    },
    head: async (most) => queue.slice(0, most),
    all: async () => [...queue],
    parked: async () => [...parked],
    count: async () => ({ waiting: queue.length, parked: parked.length }),
    async settle(done, refused = []) {
      const gone = new Set([...done, ...refused.map(({ scan }) => scan)].map((scan) => scan.seq));
      parked = [...parked, ...refused];
      queue = queue.filter((scan) => !gone.has(scan.seq));
    },
    seen: async (door) => new Map(peopleAt(door)),
    async see(door, person, seen) {
      if (seen) peopleAt(door).set(person, seen);
      else peopleAt(door).delete(person);
    },
    async wipe() {
      box.clear();
      seenAt.clear();
      queue = [];
      parked = [];
      seq = 0;
    },
  };
}
