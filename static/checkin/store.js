// @ts-check
/**
 * What this device keeps: a box of values, the scans that wait for the server, those that it will not take, and whom this
 * device saw last. In IndexedDB; memory-store.js is the same without a disk.
 *
 * @typedef {"in" | "out"} Direction
 * @typedef {"camera" | "wedge" | "typed" | "name" | "provisional"} Method
 * @typedef {object} NewScan what a desk saw
 * @property {string} id made here, so that sending it twice records it once
 * @property {string} meeting slug
 * @property {string} session code of the session
 * @property {string} [checkpoint] kind, where it was made at one; then the session is but the name of its door
 * @property {string} at ISO 8601 in UTC, by the device's own clock
 * @property {number | null} offset_ms the server's clock less the device's, as last measured
 * @property {Direction} direction
 * @property {Method} method
 * @property {string} [code]
 * @property {string} [person] uid of a registration
 * @property {{ name: string, delegation: string }} [typed] of somebody who is on no list
 * @property {string | null} shown the verdict that the desk was shown at once
 * @property {string | null} roster when the list was made that the verdict came from
 * @property {string} client version of these scripts
 * @typedef {NewScan & { seq: number }} Scan `seq` counts the scans of this device: a gap shows that one is missing
 * @typedef {{ scan: Scan, problem: string }} Parked a scan that the server will not take, and its reason
 * @typedef {{ direction: Direction, at: string, desk: string }} Seen
 *
 * @typedef {object} Store
 * @property {boolean} isLasting whether it outlives the page
 * @property {(key: string) => Promise<any>} get
 * @property {(key: string, value: unknown) => Promise<void>} put
 * @property {(prefix: string) => Promise<any[]>} list the values of the box whose keys begin so
 * @property {(keys: readonly string[]) => Promise<void>} remove values of the box
 * @property {(scan: NewScan, person?: string, seen?: Seen) => Promise<Scan>} enqueue gives the scan its number and keeps it, and
 *   whom it was of: all of it or nothing
 * @property {(most: number) => Promise<Scan[]>} head the oldest that wait
 * @property {() => Promise<{ waiting: number, parked: number }>} count
 * @property {(done: readonly Scan[], parked?: readonly Parked[]) => Promise<void>} settle takes scans out of the queue; parked ones
 *   are kept apart
 * @property {() => Promise<Parked[]>} parked
 * @property {() => Promise<Scan[]>} all every scan that waits
 * @property {(door: string) => Promise<Map<string, Seen>>} seen whom this device saw last at a door, by person
 * @property {(door: string, person: string, seen: Seen | null) => Promise<void>} see what is known from elsewhere, or taken back
 * @property {() => Promise<void>} wipe forget everything
 */

const NAME = "desk";
const TABLES = ["box", "queue", "parked", "seen"];

/** Whether two scans at once took the same number is decided by the database: one transaction reads and writes it. */
const SEQ = "seq";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("box");
    request.result.createObjectStore("queue", { keyPath: "seq" });
    request.result.createObjectStore("parked", { keyPath: "scan.seq" });
    request.result.createObjectStore("seen");
  };
  return answer(request);
}

/** @param {string} door @param {string} person */
const place = (door, person) => [door, person];

/** One door of one meeting, for what was seen there. @param {Pick<NewScan, "meeting" | "session">} scan */
export const doorOf = ({ meeting, session }) => `${meeting}/${session}`;

/** @returns {Promise<Store>} rejects where the browser keeps nothing */
export async function openStore() {
  const database = await open();
  database.onversionchange = () => database.close(); // another tab wipes, or a newer version asks

  /** @param {string} table */
  const reading = (table) => database.transaction(table).objectStore(table);

  /**
   * @param {string[]} tables
   * @param {(table: (name: string) => IDBObjectStore) => Promise<void> | void} change
   */
  async function write(tables, change) {
    // On the disk before we go on: a tablet may be switched off at any moment.
    const transaction = database.transaction(tables, "readwrite", { durability: "strict" });
    const done = committed(transaction);
    await change((name) => transaction.objectStore(name));
    await done;
  }

  return {
    isLasting: true,
    get: (key) => answer(reading("box").get(key)),
    put: (key, value) => write(["box"], (table) => void table("box").put(value, key)),
    list: (prefix) => answer(reading("box").getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    remove: (keys) => write(["box"], (table) => keys.forEach((key) => table("box").delete(key))),

    async enqueue(scan, person, seen) {
      /** @type {Scan} */
      let kept = { ...scan, seq: 0 };
      await write(["box", "queue", "seen"], async (table) => {
        kept = { ...scan, seq: ((await answer(table("box").get(SEQ))) ?? 0) + 1 };
        table("box").put(kept.seq, SEQ);
        table("queue").add(kept);
        if (person && seen) table("seen").put(seen, place(doorOf(scan), person));
      });
      return kept;
    },

    head: (most) => answer(reading("queue").getAll(null, most)),
    all: () => answer(reading("queue").getAll()),
    parked: () => answer(reading("parked").getAll()),
    count: async () => ({ waiting: await answer(reading("queue").count()), parked: await answer(reading("parked").count()) }),

    settle: (done, parked = []) =>
      write(["queue", "parked"], (table) => {
        for (const one of parked) table("parked").put(one);
        for (const { seq } of [...done, ...parked.map(({ scan }) => scan)]) table("queue").delete(seq);
      }),

    async seen(door) {
      const range = IDBKeyRange.bound([door], [door, []]); // in the order of keys a list stands after every text
      const table = reading("seen");
      const [people, seen] = await Promise.all([answer(table.getAllKeys(range)), answer(table.getAll(range))]);
      return new Map(people.map((key, at) => [String(/** @type {string[]} */ (key)[1]), seen[at]]));
    },

    see: (door, person, seen) =>
      write(["seen"], (table) => {
        if (seen) table("seen").put(seen, place(door, person));
        else table("seen").delete(place(door, person));
      }),

    async wipe() {
      await write(TABLES, (table) => TABLES.forEach((name) => table(name).clear()));
      database.close();
      await answer(indexedDB.deleteDatabase(NAME));
    },
  };
}
