// @ts-check
/** A camera sees the same badge twenty times a second. */
const HOLD_MS = 3000;

/**
 * Says which looks are new: a text counts again after it was out of sight for a while, another text at once.
 * @param {number} hold milliseconds out of sight
 */
export function createHoldoff(hold = HOLD_MS) {
  /** @type {Map<string, number>} */
  const seen = new Map();

  return {
    /**
     * @param {string} text what the camera reads
     * @param {number} now milliseconds of any steady clock
     * @returns {boolean} whether this is a new scan
     */
    isNew(text, now) {
      for (const [old, at] of seen) if (now - at >= hold) seen.delete(old);
      const known = seen.has(text);
      seen.set(text, now);
      return !known;
    },

    /** Forget all: the same badge may be meant again, the other way through the door. */
    clear() {
      seen.clear();
    },
  };
}
