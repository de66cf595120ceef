// @ts-check
/** What the people at the desk set: which way, and sound. */
import { way } from "./ways.js";

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

  const [coming, leaving] = ["in", "out"].map((name) => /** @type {HTMLInputElement} */ (root.querySelector(`[name="direction"][value="${name}"]`)));
  /** @type {string | undefined} */
  let door;
  for (const radio of [coming, leaving]) radio?.addEventListener("change", onDirection);

  return {
    /**
     * Which way people go through a door; in, where it has but one.
     * @param {Pick<import("./roster.js").Session, "two_way"> | null} session
     * @returns {import("./store.js").Direction}
     */
    direction: (session) => way(session, Boolean(leaving?.checked)),
    /**
     * The desk stands at that door. At another one than before it begins by letting people in, whatever was chosen, and also
     * where a browser brings back what was chosen when the page was left.
     * @param {import("./roster.js").Session | null} session
     */
    follow(session) {
      const isSame = door === session?.code && session?.two_way;
      door = session?.code;
      if (coming && !isSame) coming.checked = true;
      root.toggleAttribute("data-two-way", Boolean(session?.two_way));
    },
  };
}
