// @ts-check
/**
 * An element that the page must have.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function the(selector) {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return element;
}
