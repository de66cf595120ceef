// @ts-check
/** Long enough for the next key, short enough to feel immediate. */
const PAUSE_MS = 300;

/**
 * The address of a filtered list, without the fields that were left empty.
 * @param {string} action
 * @param {Iterable<[string, FormDataEntryValue]>} entries
 * @returns {URL}
 */
export function address(action, entries) {
  const url = new URL(action);
  url.search = "";
  for (const [name, value] of entries) if (typeof value === "string" && value.trim()) url.searchParams.append(name, value.trim());
  return url;
}

/**
 * Shows the results of a GET form while it is filled in, by replacing `#<data-results>` with the same part of the new page.
 * Focus stays where it is; the form's `[data-filter-status]` says aloud what the results hold in `[data-count]`.
 * @param {HTMLElement} element a form with data-results="id of the list"
 */
export default function filterForm(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const id = form.dataset.results ?? "results";
  let timer = 0;
  let wanted = "";

  async function refresh() {
    const url = address(form.action, new FormData(form));
    wanted = url.href;
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    const stale = document.getElementById(id);
    // A later question may have been answered first; a page without the list is perhaps the sign-in page.
    if (wanted !== url.href || !stale) return;
    if (!answer.ok || !fresh) return location.assign(url);
    stale.replaceWith(fresh);
    history.replaceState(null, "", url);
    fresh.dispatchEvent(new Event("fragment", { bubbles: true }));
    const status = form.querySelector("[data-filter-status]");
    if (status) status.textContent = fresh.querySelector("[data-count]")?.textContent ?? "";
  }

  /** @param {number} pause */
  function soon(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => form.submit()), pause);
  }

  form.addEventListener("input", () => soon(PAUSE_MS));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  // Somebody was quicker than this script.
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=search], input[type=text]"));
  if ([...inputs].some(({ value, defaultValue }) => value !== defaultValue)) soon(PAUSE_MS);
}
