// @ts-check
/** A list as the server makes it: an entry can be found and opened only by who has the code. */
import { base64url, entryId } from "../../static/checkin/roster.js";

/** @param {string} code @param {unknown[]} packed @returns {Promise<[string, string]>} */
export async function seal(code, packed) {
  const seed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`roster-key:${code}`));
  const key = await crypto.subtle.importKey("raw", seed, "AES-GCM", false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(packed));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain));
  return [await entryId(code), base64url(new Uint8Array([...nonce, ...sealed]))];
}

export const ADJOUA = "BA8XVV32QHGJ9CSY";
/** In person at the first session, not at all at the second; the first office. @type {unknown[]} */
export const ADJOUA_PACKED = ["a1", "Ms Adjoua KOUASSI", 0, "MEM", "p-", "", 0];
