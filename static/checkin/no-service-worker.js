// @ts-check
/** In place of the service worker where the desk is to be kept offline no more: removes it, and what it kept. Scans stay. */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith("desk-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.registration.unregister();
}
