// @ts-check
/** What this device remembers from one day to the next. */

/**
 * @param {() => Storage} open gives localStorage, or throws where the browser forbids it
 * @returns {{ get: (key: string) => string, set: (key: string, value: string) => void, clear: () => void }}
 */
export function createMemory(open) {
  /** @type {Map<string, string>} */
  const fallback = new Map();
  /** @type {Storage | null} */
  let storage = null;
  try {
    storage = open();
  } catch {
    // A browser that keeps nothing: all is remembered as long as the page is open.
  }
  return {
    get: (key) => fallback.get(key) ?? storage?.getItem(`desk.${key}`) ?? "",
    set(key, value) {
      fallback.set(key, value);
      try {
        storage?.setItem(`desk.${key}`, value);
      } catch {
        // full, or read only
      }
    },
    clear() {
      fallback.clear();
      for (const key of Object.keys(storage ?? {})) if (key.startsWith("desk.")) storage?.removeItem(key);
    },
  };
}

/** A version 4 UUID, where crypto.randomUUID is kept from us too: on a plain http address of the house's own network. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
