// @ts-check
/** Makes the browser of somebody who is signed in a desk, in one tap: no code, the sign-in is enough. */
import { NoAnswer, postJson } from "../base/http.js";
import { createEnroller } from "./enrol.js";
import { openStore } from "./store.js";

/** @param {HTMLElement} root a form with the fields name and door; data-address, data-desk, data-failed, data-stranger */
export default function become(root) {
  const form = /** @type {HTMLFormElement} */ (root);
  const { address = "", desk = "", failed = "", stranger = "" } = form.dataset;
  const message = /** @type {HTMLElement} */ (form.querySelector("[data-part=message]"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));

  async function enrol() {
    const store = await openStore();
    const api = { post: async (/** @type {string} */ to, /** @type {any} */ body) => ({ status: 201, etag: null, body: await postJson(to, body) }) };
    const enroller = createEnroller({ store, api, address, strangers: () => stranger });
    const fields = new FormData(form);
    await enroller.enrol({ door: String(fields.get("door") ?? "") || null }, String(fields.get("name") ?? ""));
    location.assign(desk);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    message.textContent = "";
    try {
      await enrol();
    } catch (error) {
      message.textContent = error instanceof NoAnswer ? failed : /** @type {Error} */ (error).message || failed;
      button.disabled = false;
    }
  });
  button.disabled = false;
}
