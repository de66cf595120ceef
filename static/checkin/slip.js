// @ts-check
/** A badge on the paper of the desk's printer: drawn in this page, which alone has the token of this device. */
import { the } from "./page.js";
import { size } from "./walk-in.js";

/** @param {import("./walk-in.js").BadgeCard} card @param {string} paper */
export async function printSlip(card, paper) {
  const template = /** @type {HTMLTemplateElement} */ (the("#slip"));
  const slip = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  slip.dataset.paper = paper;
  slip.dataset.size = String(size(`${card.given_name} ${card.family_name}`));
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (slip.querySelectorAll("[data-part]"))) {
    const text = card[/** @type {keyof import("./walk-in.js").BadgeCard} */ (element.dataset.part)] ?? "";
    if (element instanceof HTMLImageElement) element.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    else element.textContent = text;
    element.hidden = text === "";
  }
  document.querySelector("body > .slip")?.remove();
  document.body.append(slip);
  await slip.querySelector("img")?.decode().catch(() => {});
  print();
}

addEventListener("afterprint", () => document.querySelector("body > .slip")?.remove());
