// @ts-check
/**
 * Opens the desk without a network. The server puts one line before this: what to keep (`self.KEPT`), with the digest of each
 * file and a version that changes when any of them does.
 *
 * All files come from one version, never mixed; nothing that names a person is kept here.
 */

/**
 * @typedef {object} Kept
 * @property {string} version
 * @property {string} home the page of the desk
 * @property {Record<string, string>} files digest by path; empty: not known beforehand
 * @property {Record<string, string>} pages path of the page by language
 */
const worker = /** @type {ServiceWorkerGlobalScope & { KEPT: Kept }} */ (/** @type {unknown} */ (self));
const { version, home, files, pages } = worker.KEPT;

const CACHE = `desk-${version}`;
/** Which language the page was last asked for in: a worker reads no cookies. */
const CHOICE = "desk-choice";
const LANGUAGE = "language";

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", ({ data }) => data === "use" && worker.skipWaiting());
worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, searchParams } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pathname === home) event.respondWith(page(event.request, searchParams.get("lang")));
  else if (pathname in files) event.respondWith(kept(pathname, event.request));
});

/** All of it or nothing. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(files).map(([path, digest]) => keep(cache, path, digest)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** @param {Cache} cache @param {string} path @param {string} digest */
async function keep(cache, path, digest) {
  /** @type {RequestInit} */
  const how = { cache: "reload", credentials: "omit", redirect: "error" };
  const answer = await fetch(path, digest ? { ...how, integrity: digest } : how);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer); // with its headers: the content policy of the camera's worker is one of them
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith("desk-"));
  await Promise.all(names.filter((name) => name !== CACHE && name !== CHOICE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {Request} request @param {string | null} asked a language */
async function page(request, asked) {
  const choice = await caches.open(CHOICE);
  if (asked && asked in pages) await choice.put(LANGUAGE, new Response(asked));
  const chosen = await (await choice.match(LANGUAGE))?.text();
  const wanted = [chosen, ...navigator.languages.map((language) => language.split("-")[0])];
  const language = wanted.find((one) => one !== undefined && one in pages) ?? Object.keys(pages)[0] ?? "";
  return kept(pages[language] ?? "", request);
}

/** @param {string} path @param {Request} request */
async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
