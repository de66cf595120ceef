// @ts-check
/** What the people at the desk set: which way, and sound. */

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./device.js").createMemory>} memory
 * @param {object} tell
 * @param {() => void} tell.onDirection
 * @param {(on: boolean) => void} tell.onSound
 */
export function createSettings(root, memory, { onDirection, onSound }) {
  const sound = /** @type {HTMLButtonElement} */ (root.querySelector("[data-sound]"));

  /** @param {boolean} on */
  function turnSound(on) {
    sound.setAttribute("aria-pressed", String(on));
    onSound(on);
  }

  turnSound(memory.get("sound") !== "off");
  sound.addEventListener("click", () => {
    const on = sound.getAttribute("aria-pressed") !== "true";
    memory.set("sound", on ? "on" : "off");
    turnSound(on);
  });

  // A browser may bring back what was chosen when the page was left: a desk begins by letting people in.
  /** @type {HTMLInputElement} */ (root.querySelector('[name="direction"][value="in"]')).checked = true;
  for (const radio of root.querySelectorAll('[name="direction"]')) radio.addEventListener("change", onDirection);

  return {
    /** @returns {import("./store.js").Direction} */
    get direction() {
      return root.querySelector('[name="direction"][value="out"]:checked') ? "out" : "in";
    },
  };
}
