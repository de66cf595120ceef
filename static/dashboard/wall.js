// @ts-check
/** What a screen on the wall does by itself: the clock of the meeting's zone, pages of a long list, and staying awake. */
import { keepAwake } from "../checkin/wake.js";

const PAGE_MS = 8000;
const IDLE_MS = 5000;

/** @param {HTMLElement} part data-look: another one in what comes later is another version of this page */
export default function wall(part) {
  tick();
  pages(part);
  buttons();
  keepAwake();
  part.addEventListener("fragment", () => {
    const look = part.querySelector("[data-look]")?.getAttribute("data-look");
    if (look && look !== part.dataset.look) location.reload();
  });
}

/** The time of day where the meeting is, by the server's clock. */
function tick() {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-wall-clock]"));
  if (!shown) return;
  const ahead = Date.parse(shown.dataset.now ?? "") - Date.now();
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: shown.dataset.zone });
  setInterval(() => {
    const time = clock.format(Date.now() + ahead);
    if (shown.textContent !== time) shown.textContent = time;
  }, 1000);
}

/** @param {HTMLElement} part */
function pages(part) {
  const pause = /** @type {HTMLElement | null} */ (document.querySelector("[data-wall-pause]"));
  let page = 0;
  let isHeld = false;

  /** Shows the page that is due; there may be fewer now than there were. */
  function turn() {
    const list = /** @type {HTMLElement | null} */ (part.querySelector("[data-wall-names]"));
    const says = part.querySelector("[data-wall-page]");
    if (!list || !says) return;
    const width = list.clientWidth + (Number.parseFloat(getComputedStyle(list).columnGap) || 0);
    const count = Math.max(1, Math.round(list.scrollWidth / width + 0.3));
    page %= count;
    list.scrollLeft = page * width;
    says.textContent = count > 1 ? `${page + 1}/${count}` : "";
    if (pause) pause.hidden = count === 1;
  }

  pause?.addEventListener("click", () => {
    isHeld = !isHeld;
    pause.setAttribute("aria-pressed", String(isHeld));
  });
  part.addEventListener("fragment", turn);
  addEventListener("resize", turn);
  setInterval(() => {
    if (isHeld) return;
    page += 1;
    turn();
  }, PAGE_MS);
  turn();
}

/** They are there while somebody moves the mouse, or holds them by the keyboard. */
function buttons() {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-wall-buttons]"));
  const full = /** @type {HTMLElement | null} */ (document.querySelector("[data-wall-full]"));
  if (!bar || !full) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function show() {
    if (!bar || !full) return;
    bar.hidden = false;
    full.hidden = !document.fullscreenEnabled || document.fullscreenElement !== null;
    clearTimeout(timer);
    timer = setTimeout(() => (bar.hidden = !bar.matches(":has(:focus-visible)")), IDLE_MS);
  }

  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin"]) addEventListener(sign, show, { passive: true });
  full.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => (full.hidden = true)));
  document.addEventListener("fullscreenchange", show);
  show();
}
