// @ts-check
/** The list of badges on this device: kept as one value, asked for again every minute and whenever somebody was not on it. */
import { NoAnswer } from "../base/http.js";
import { LONG_MS } from "./api.js";
import { VERSION } from "./roster.js";

/** @typedef {{ etag: string, roster: import("./roster.js").Roster }} Kept */

/**
 * @param {object} ways
 * @param {Pick<import("./store.js").Store, "get" | "put">} ways.store
 * @param {Pick<ReturnType<typeof import("./api.js").createApi>, "get">} ways.api
 * @param {string} ways.address
 * @param {() => void} ways.onChange
 */
export function createList({ store, api, address, onChange }) {
  /** @type {Kept | null} */
  let kept = null;
  /** @type {Promise<void> | null} */
  let asking = null;

  async function ask() {
    const { status, body, etag } = await api.get(address, { etag: kept?.etag, patience: LONG_MS });
    if (status === 304) return;
    if (body?.version !== VERSION) throw new NoAnswer("a list that these scripts cannot read");
    kept = { etag: etag ?? "", roster: body };
    await store.put("roster", kept);
    onChange();
  }

  return {
    get roster() {
      return kept?.roster ?? null;
    },
    /** Take up what an earlier visit kept. */
    async load() {
      kept = (await store.get("roster")) ?? null;
      if (kept && kept.roster.version !== VERSION) kept = null;
      onChange();
    },
    /** Another tab has fetched it, or it belongs to a meeting that was left. */
    async reload() {
      await this.load();
    },
    /** Ask whether there is a newer one; NoAnswer or Refusal if that was not to be learnt. */
    refresh() {
      asking ??= ask().finally(() => (asking = null));
      return asking;
    },
  };
}
