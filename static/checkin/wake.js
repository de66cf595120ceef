// @ts-check
/** The screen stays on while the desk is open and seen. Browsers take the lock away when the page is hidden. */
export function keepAwake() {
  /** @type {WakeLockSentinel | null} */
  let lock = null;

  async function ask() {
    if (document.hidden || (lock && !lock.released)) return;
    try {
      lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      // low battery, or not allowed: the screen may go dark
    }
  }

  document.addEventListener("visibilitychange", ask);
  addEventListener("pointerdown", ask, { passive: true });
  ask();
}
