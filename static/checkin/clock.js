// @ts-check
/**
 * The server's clock, as this device knows it. A tablet's own clock is often wrong: each scan carries the device's time and how
 * far the server's was from it when it was last measured.
 */

/** A measurement is believed for so long, even against a less exact one (ms). */
const FRESH_MS = 300_000;

/** @typedef {{ offset: number, error: number, at: number }} Measure milliseconds; `error` is half the way there and back */

/**
 * @param {() => number} [now] the device's clock, milliseconds since 1970
 * @param {Measure | null} [known] what was measured before
 */
export function createClock(now = Date.now, known = null) {
  let held = known;

  return {
    now,
    /** The server's less the device's clock in whole milliseconds, or null where the server was never asked. */
    get offset() {
      return held && Math.round(held.offset);
    },
    get measure() {
      return held;
    },
    /** The time by the server's clock, milliseconds since 1970. */
    time: () => now() + (held?.offset ?? 0),
    /**
     * The server said its time in an answer.
     * @param {number} sent by the device's clock, when the question left
     * @param {number} received when the answer was here
     * @param {number} server what the server's clock showed in between
     * @param {number} [doubt] how coarse that is
     */
    measured(sent, received, server, doubt = 0) {
      if (!Number.isFinite(server) || received < sent) return;
      const taken = { offset: server - (sent + received) / 2, error: (received - sent) / 2 + doubt, at: received };
      if (!held || isBetter(taken, held)) held = taken;
    },
  };
}

/** More exact, or much newer, or so far off that one of the two clocks was set meanwhile. @param {Measure} taken @param {Measure} held */
function isBetter(taken, held) {
  const moved = Math.abs(taken.offset - held.offset) > taken.error + held.error;
  return moved || taken.error <= held.error || Math.abs(taken.at - held.at) > FRESH_MS;
}
