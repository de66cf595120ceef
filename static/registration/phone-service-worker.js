// @ts-check
/**
 * Keeps the page of the badge and its files, all of one version, so that it opens without a network. It keeps nobody's
 * data: badges are in the browser's database, and what the server answers about them is never cached.
 * Before this text the server writes `self.kept = { version, page, files }`.
 */
const worker = /** @type {ServiceWorkerGlobalScope & { kept: { version: string, page: string, files: string[] } }} */ (
  /** @type {unknown} */ (self)
);
const { version, page, files } = worker.kept;
const PREFIX = "my-badge-";
const CACHE = PREFIX + version;

worker.addEventListener("install", (event) => {
  worker.skipWaiting(); // a page that is open has all its files already
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll([page, ...files].map((file) => new Request(file, { cache: "reload" })))),
  );
});

worker.addEventListener("activate", (event) => {
  const old = (/** @type {string} */ name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && address.pathname === page) event.respondWith(opened(request, address));
  else if (files.includes(address.pathname + address.search)) event.respondWith(fromCache(request));
});

/** The page; where another language is chosen the server's, so that it remembers. @param {Request} request @param {URL} address */
async function opened(request, address) {
  if (address.search) {
    try {
      const answer = await fetch(request);
      worker.registration.update();
      return answer;
    } catch {
      // no network: the language of the kept page will do
    }
  }
  return fromCache(new Request(page));
}

/** @param {Request} request */
async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
