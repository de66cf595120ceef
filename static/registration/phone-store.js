// @ts-check
/**
 * The badges that are kept on this phone.
 * @typedef {{ title: string, lang: string, when: string, where: string }} Stop
 * @typedef {object} Badge what stands on it, as the server sent it
 * @property {string} id
 * @property {string} given_name
 * @property {string} family_name
 * @property {string} native_name
 * @property {string} represents
 * @property {string} office
 * @property {string} category
 * @property {string} colour
 * @property {string} pattern
 * @property {string} code
 * @property {string} symbol an SVG
 * @property {string} meeting
 * @property {string} [meeting_lang] a badge that was kept long ago has none
 * @property {string} days
 * @property {Stop[]} sessions
 * @property {string | null} erase_at
 * @typedef {object} Kept
 * @property {string} id
 * @property {number} checked when the server was last asked (ms)
 * @property {string} token with which it is asked
 * @property {Badge | null} badge null once it is no longer valid
 * @property {string} meeting
 * @property {string} why it is no longer valid
 */

const STORE = "badges";

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const request = indexedDB.open("my-badge", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return done(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T>} */
async function inStore(mode, act) {
  const base = await opened();
  try {
    return await done(act(base.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    base.close();
  }
}

/** @returns {Promise<Kept[]>} the latest asked about first */
export async function all() {
  /** @type {Kept[]} */
  const found = await inStore("readonly", (store) => store.getAll());
  return found.sort((one, other) => other.checked - one.checked);
}

/** @param {Kept} kept */
export const keep = (kept) => inStore("readwrite", (store) => store.put(kept));

/** @param {string} id */
export const forget = (id) => inStore("readwrite", (store) => store.delete(id));
