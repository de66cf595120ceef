// @ts-check
/**
 * The service worker that opens the desk without a network. A new version is fetched beside the one in use and waits until
 * somebody at the desk says so, and then until no badge is being judged.
 */

const HOUR_MS = 3_600_000;
const POLL_MS = 200;

/**
 * @param {object} ways
 * @param {string} ways.address of the worker's script
 * @param {() => void} ways.onOffer there is a new version
 * @param {() => boolean} ways.isBusy a badge is being judged at this moment
 */
export async function keepOffline({ address, onOffer, isBusy }) {
  if (!("serviceWorker" in navigator)) return { use: () => {} };
  const workers = navigator.serviceWorker;
  const hadOne = workers.controller !== null;
  const registration = await workers.register(address, { updateViaCache: "none" });

  /** @param {() => void} work */
  function whenIdle(work) {
    if (isBusy()) setTimeout(whenIdle, POLL_MS, work);
    else work();
  }

  const offer = () => registration.waiting && workers.controller && onOffer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  offer();

  // The first worker takes over a page of its own version; any other brings new scripts.
  let isFirst = !hadOne;
  workers.addEventListener("controllerchange", () => {
    if (!isFirst) whenIdle(() => location.reload());
    isFirst = false;
  });

  const look = () => !document.hidden && navigator.onLine && registration.update().catch(() => {});
  setInterval(look, HOUR_MS);
  document.addEventListener("visibilitychange", look);

  return {
    /** Somebody agreed. */
    use: () => whenIdle(() => registration.waiting?.postMessage("use")),
  };
}

/** Everything that this page ever kept, but for what the store holds. */
export async function forgetOffline() {
  const names = "caches" in globalThis ? await caches.keys() : [];
  await Promise.all(names.filter((name) => name.startsWith("desk-")).map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.unregister();
}
