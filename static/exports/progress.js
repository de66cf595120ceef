// @ts-check
/** Looks every two seconds how far a file is that the worker makes, and stops once there is no bar any more. */

const EVERY_MS = 2000;

/** @param {HTMLElement} part */
export default function progress(part) {
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.address ?? "", { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector('[data-module~="exports/progress"]');
      if (fresh) part.replaceChildren(...fresh.childNodes);
    } catch {
      // no network for a moment: the next look may have one
    }
    if (part.querySelector("[data-progress]")) setTimeout(look, EVERY_MS);
  };
  if (part.querySelector("[data-progress]")) setTimeout(look, EVERY_MS);
}
