// @ts-check
/**
 * The list of the meeting's badges that this device keeps. It names nobody: an entry is found and opened only by the code on
 * the badge itself, so that a lost tablet holds nothing that could be read.
 *
 * @typedef {Record<string, string>} Texts by language
 * @typedef {object} Session times are ISO 8601 in UTC
 * @property {string} code
 * @property {number | string} id
 * @property {Texts} title
 * @property {string} kind
 * @property {string} opens_at
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {string[]} categories
 * @property {string} room
 * @property {number | null} capacity
 * @property {boolean} two_way
 * @property {string} [checkpoint] its kind, where it is no session but a place besides their doors
 * @typedef {object} Roster
 * @property {number} version
 * @property {string} made_at
 * @property {{ slug: string, title: Texts, zone: string }} meeting
 * @property {Session[]} sessions
 * @property {string[]} [checkpoints] kinds
 * @property {Record<string, { label: Texts, colour?: string, pattern?: string }>} categories
 * @property {Texts[]} delegations
 * @property {Texts[]} offices
 * @property {Record<string, string>} entries
 *
 * @typedef {object} Entry one badge and its holder, as tracker/checkin/roster/packing.py packs it
 * @property {string} uid
 * @property {string} name as printed on the badge
 * @property {number | string} represents place in the list of delegations, or the name of an organization
 * @property {string} category
 * @property {string} modes a letter for each session in the order of the list: p in person, o online, - not at all
 * @property {string} native_name
 * @property {number | string} office place in the list of offices; empty: none
 * @property {string} exceptions a letter for each session: + admitted by name, - kept out by name, . as the category is
 * @property {string} state of the registration, where it lets nobody in
 * @property {boolean} revoked
 *
 * @typedef {{ name: string, native_name: string, represents: string, office: string, category: string }} Person as shown
 */

/** The version of the list that these scripts read. */
export const VERSION = 1;
const ID_BYTES = 8;
const NONCE_BYTES = 12;
/** @type {Readonly<Record<string, boolean>>} */
const BY_NAME = { "+": true, "-": false };

/** @param {string} text */
async function digest(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
export function unbase64url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

/** Where the entry of a badge is found. @param {string} code its 16 characters */
export async function entryId(code) {
  return base64url((await digest(`roster:${code}`)).slice(0, ID_BYTES));
}

/**
 * The entry of the badge with this code; null where the list has none, or one that this code does not open.
 * @param {Pick<Roster, "entries">} roster
 * @param {string} code
 * @returns {Promise<Entry | null>}
 */
export async function find(roster, code) {
  const sealed = roster.entries[await entryId(code)];
  if (!sealed) return null;
  const bytes = unbase64url(sealed);
  const key = await crypto.subtle.importKey("raw", await digest(`roster-key:${code}`), "AES-GCM", false, ["decrypt"]);
  try {
    const iv = bytes.slice(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.slice(NONCE_BYTES));
    return unpacked(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null; // damaged, or another badge whose code begins its digest alike
  }
}

/** What is empty at the end is left out. @param {any[]} packed @returns {Entry} */
function unpacked([uid, name, represents, category, modes, native = "", office = "", exceptions = "", state = "", revoked = 0]) {
  return { uid, name, represents, category, modes, native_name: native, office, exceptions, state, revoked: revoked !== 0 };
}

/**
 * @param {Entry} entry
 * @param {number} place of the session in the list
 * @param {boolean} isInside as far as this device knows
 * @returns {import("./judge.js").Holder}
 */
export function holder(entry, place, isInside) {
  return {
    meeting: "",
    category: entry.category,
    approved: entry.state === "",
    revoked: entry.revoked,
    online: place >= 0 && entry.modes[place] !== "p",
    inside: isInside,
    exception: BY_NAME[entry.exceptions[place] ?? ""] ?? null,
  };
}

/** @param {Session} session @returns {import("./judge.js").Door} the list is of one meeting */
export function door(session) {
  return {
    meeting: "",
    opens_at: Date.parse(session.opens_at),
    ends_at: Date.parse(session.ends_at),
    categories: session.categories,
  };
}

/**
 * The text for a reader of a language: theirs, else English, else any.
 * @param {Texts | undefined} texts
 * @param {string} language
 */
export function best(texts, language) {
  return texts?.[language] || texts?.en || Object.values(texts ?? {}).find(Boolean) || "";
}

/**
 * @param {Entry} entry
 * @param {Pick<Roster, "categories" | "delegations" | "offices">} roster
 * @param {string} language
 * @returns {Person}
 */
export function person(entry, { categories, delegations, offices }, language) {
  const { name, native_name, represents, office } = entry;
  return {
    name,
    native_name,
    represents: typeof represents === "number" ? best(delegations[represents], language) : represents,
    office: typeof office === "number" ? best(offices[office], language) : office,
    category: best(categories[entry.category]?.label, language) || entry.category,
  };
}

/**
 * The session that a desk most likely scans for, as tracker/meetings/programme.py chooses it: the one whose doors are open, of
 * several the one whose doors opened last; else the next, else the last.
 * @param {readonly Session[]} sessions
 * @param {number} now milliseconds since 1970
 * @returns {Session | null}
 */
export function running(sessions, now) {
  const by = (/** @type {"opens_at" | "starts_at" | "ends_at"} */ moment) =>
    [...sessions].sort((one, other) => Date.parse(one[moment]) - Date.parse(other[moment]));
  const open = by("opens_at").findLast((one) => isOpen(one, now));
  return open ?? by("starts_at").find(({ starts_at }) => Date.parse(starts_at) > now) ?? by("ends_at").at(-1) ?? null;
}

/** @param {Session} session @param {number} now */
export function isOpen({ opens_at, ends_at }, now) {
  return Date.parse(opens_at) <= now && now < Date.parse(ends_at);
}
