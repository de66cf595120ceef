// @ts-check
/** What the people at the desk set: which way, what the desk is called, sound. */

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./device.js").createMemory>} memory
 * @param {object} tell
 * @param {() => void} tell.onDirection
 * @param {(on: boolean) => void} tell.onSound
 */
export function createSettings(root, memory, { onDirection, onSound }) {
  const name = /** @type {HTMLInputElement} */ (root.querySelector("#desk-name"));
  const shown = /** @type {HTMLElement} */ (root.querySelector("[data-desk-name]"));
  const sound = /** @type {HTMLButtonElement} */ (root.querySelector("[data-sound]"));
  const unnamed = shown.textContent;

  function showName() {
    shown.textContent = name.value.trim() || unnamed;
  }

  /** @param {boolean} on */
  function turnSound(on) {
    sound.setAttribute("aria-pressed", String(on));
    onSound(on);
  }

  name.value = memory.get("name");
  showName();
  name.addEventListener("input", () => {
    memory.set("name", name.value.trim());
    showName();
  });
  name.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    name.closest("details")?.removeAttribute("open");
  });

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
    get desk() {
      return name.value.trim();
    },
    /** @returns {import("./queue.js").Direction} */
    get direction() {
      return root.querySelector('[name="direction"][value="out"]:checked') ? "out" : "in";
    },
  };
}
