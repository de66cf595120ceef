// @ts-check
/**
 * Making this browser a desk: the organizer shows a code, the server gives a token for it, once.
 *
 * @typedef {object} Enrolment
 * @property {string} token
 * @property {string} device
 * @property {string} name of the desk
 * @property {{ slug: string, title: Record<string, string>, zone: string }} meeting
 * @property {string | null} door code of the session that it is for, or any
 * @property {string} expires_at
 */
import { uuid } from "./device.js";

const MARK = "#enrol=";
/** What an organizer may have read out loud, or sent in a message. */
const CODE = /^[0-9A-Za-z_-]{6,128}$/;

/**
 * The one-time code in what was scanned, typed, or opened; empty where there is none.
 * @param {string} text an address that ends with #enrol=…, or the code itself
 */
export function codeIn(text) {
  const plain = text.trim();
  const at = plain.indexOf(MARK);
  const code = at < 0 ? plain.replaceAll(/[\s\u2010-\u2015]/g, "") : decoded(plain.slice(at + MARK.length));
  return CODE.test(code) ? code : "";
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Whether a text that the camera read is meant for this page, and not a badge held before it too early. @param {string} text */
export function isInvitation(text) {
  return text.includes(MARK) && codeIn(text) !== "";
}

/**
 * @param {object} ways
 * @param {import("./store.js").Store} ways.store
 * @param {Pick<ReturnType<typeof import("./api.js").createApi>, "post">} ways.api
 * @param {string} ways.address
 * @param {(meeting: Enrolment["meeting"]) => string} ways.strangers why scans of another meeting are not sent
 */
export function createEnroller({ store, api, address, strangers }) {
  /** The list goes; scans of that meeting would be taken for scans of this one. @param {Enrolment["meeting"]} meeting */
  async function leave(meeting) {
    const scans = await store.all();
    await store.settle([], scans.map((scan) => ({ scan, problem: strangers(meeting) })));
    await store.remove(["roster", "logo"]);
  }

  return {
    /** @returns {Promise<Enrolment | null>} what this browser is already */
    current: async () => (await store.get("enrolment")) ?? null,

    /**
     * A renewed desk keeps its scans: they belong to the device, not to the token.
     * @param {{ code: string } | { door: string | null }} right the organizer's code; or for which door, where a sign-in is enough
     * @param {string} name
     * @returns {Promise<Enrolment>} NoAnswer or Refusal else
     */
    async enrol(right, name) {
      const device = (await store.get("device")) ?? uuid();
      await store.put("device", device);
      const { body } = await api.post(address, { ...right, device, name });
      const { token, meeting, door, expires_at } = body;
      const enrolment = { token, device: body.device ?? device, name: body.name ?? name, meeting, door: door ?? null, expires_at };
      await store.put("device", enrolment.device); // another meeting may have given another
      const before = await store.get("enrolment");
      if (before && before.meeting.slug !== meeting.slug) await leave(before.meeting);
      await store.put("enrolment", enrolment);
      await store.put("ended", null);
      return enrolment;
    },
  };
}
