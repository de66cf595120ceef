// @ts-check
/** The last scans of this desk, newest first. */

const LENGTH = 8;

/**
 * @typedef {import("./verdict.js").Card} Card
 * @typedef {{ id: string, time: string, iso: string, what: string, card: Card }} Line `what` was scanned, where no name is known
 */

/**
 * @param {HTMLElement} list
 * @param {HTMLTemplateElement} row
 */
export function createLog(list, row) {
  /** @param {Line} line */
  function drawn({ time, iso, what, card }) {
    const item = /** @type {HTMLElement} */ (/** @type {Element} */ (row.content.firstElementChild).cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(`[data-part="${name}"]`));
    item.dataset.kind = card.kind;
    item.dataset.state = card.state;
    part("mark").setAttribute("href", `#mark-${card.kind}`);
    part("time").textContent = time;
    part("time").setAttribute("datetime", iso);
    part("who").textContent = card.person?.name ?? what;
    part("represents").textContent = card.person?.represents ?? "";
    part("word").textContent = card.word;
    return item;
  }

  return {
    /** @param {readonly Line[]} lines newest first */
    show(lines) {
      list.replaceChildren(...lines.slice(0, LENGTH).map(drawn));
    },
  };
}
