// @ts-check
/**
 * Starts the behaviour that the page asks for: `<form data-module="base/submit-once registration/seats">`
 * imports /static/base/submit-once.js and /static/registration/seats.js and calls each default export with the element.
 * A module that fails leaves the page as it is without scripts. Once all have been called, the element has data-started.
 */

const NAME = /^[a-z]+\/[a-z][a-z0-9-]*$/;

/**
 * @param {HTMLElement} element
 * @param {string} name area and file, e.g. "base/menu"
 */
async function start(element, name) {
  if (!NAME.test(name)) throw new TypeError(`Not the name of a module: ${name}`);
  const module = await import(new URL(`../${name}.js`, import.meta.url).href);
  module.default(element);
}

/**
 * Starts the modules of every marked element within a part of the page.
 * @param {ParentNode} root
 */
function startModules(root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-module]"))) {
    const names = (element.dataset.module ?? "").split(/\s+/).filter(Boolean);
    Promise.all(names.map((name) => start(element, name).catch(reportError))).then(() => (element.dataset.started = ""));
  }
}

startModules(document);
// Whoever puts a new part into the page says so: part.dispatchEvent(new Event("fragment", { bubbles: true })).
document.addEventListener("fragment", (event) => event.target instanceof Element && startModules(event.target));
