// @ts-check
const PATIENCE_MS = 8000;

/**
 * Takes this part of the page anew every few seconds while somebody looks, unless its reader is within it.
 * @param {HTMLElement} element has an id and data-every, in seconds
 */
export default function refresh(element) {
  const every = Number(element.dataset.every) * 1000;

  async function look() {
    if (!document.hidden && !element.contains(document.activeElement)) await take().catch(() => {}); // the next time, then
    setTimeout(look, every);
  }

  async function take() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(element.id);
    if (fresh && fresh.innerHTML !== element.innerHTML) element.replaceChildren(...fresh.childNodes);
  }

  setTimeout(look, every);
}
