// @ts-check
import { postJson } from "../base/http.js";

/**
 * A button that opens the print dialogue, once the badge is drawn. It is hidden where scripts do not run: the browser's own
 * menu prints too. With data-record it puts on record first that the badge is printed; a network that fails prevents no badge.
 * @param {HTMLElement} button
 */
export default function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { record } = button.dataset;
    if (record) await postJson(record, {}).catch(() => undefined);
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    print();
  });
}
