// @ts-check
/**
 * The page carries all its words, in the reader's language, so that it can speak without a network:
 * `<template id="words"><p data-word="welcome.word">Come in</p>…</template>`, with places such as {time}.
 * @param {HTMLTemplateElement} template
 * @returns {import("./verdict.js").Say}
 */
export function wordsOf(template) {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (template.content.querySelectorAll("[data-word]"))) {
    words.set(element.dataset.word ?? "", element.textContent.trim());
  }
  return (key, values = {}) => filled(words.get(key) ?? "", values);
}

/**
 * @param {string} text with places such as {time}
 * @param {Record<string, string>} values
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
