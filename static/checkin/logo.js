// @ts-check
/** The meeting's logo on this device, for badges that it draws by itself. Asked for with the device's token; kept for the day without a network. */

/** So long somebody waits for a printer that has not even begun (ms). */
export const PATIENCE_MS = 4000;

/** @typedef {{ etag: string, address: string }} Logo */

/**
 * @param {object} ways
 * @param {Pick<import("./store.js").Store, "get" | "put">} ways.store
 * @param {Pick<ReturnType<typeof import("./api.js").createApi>, "get">} ways.api
 * @param {string} ways.address
 */
export function createLogo({ store, api, address }) {
  /** @returns {Promise<Logo | null>} */
  const held = async () => (await store.get("logo")) ?? null;

  return {
    /** The device has that one, or asks for it. @param {string} mark */
    async upTo(mark) {
      if (mark && (await this.of(mark)) === "") await this.refresh();
    },
    /** Ask whether there is another one; without an answer the device keeps what it has. */
    async refresh() {
      try {
        const { status, body, etag } = await api.get(address, { etag: (await held())?.etag, patience: PATIENCE_MS });
        if (status !== 304) await store.put("logo", { etag: etag ?? "", address: body.logo });
      } catch {
        // another time
      }
    },
    /**
     * @param {string} mark what the server calls it; empty: the meeting has none
     * @returns {Promise<string>} an address with all of it; empty where this device does not have that one
     */
    async of(mark) {
      const logo = mark ? await held() : null;
      return logo?.etag === `"${mark}"` ? logo.address : "";
    },
  };
}
