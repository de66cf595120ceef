// @ts-check
/** What surrounds the camera: starting and stopping it, choosing one, its light, and saying why there is no picture. */
import { cameras, createCamera, hasTorch, reason, setTorch } from "./camera.js";
import { createHoldoff } from "./holdoff.js";

/**
 * @param {HTMLElement} root
 * @param {object} ways
 * @param {import("./verdict.js").Say} ways.say
 * @param {ReturnType<typeof import("./device.js").createMemory>} ways.memory
 * @param {(text: string) => void} ways.announce
 * @param {(text: string, since: number) => unknown} ways.onScan since: when the picture was taken, on the clock of performance.now()
 */
export function createViewfinder(root, { say, memory, announce, onScan }) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
  const picker = /** @type {HTMLSelectElement} */ (part("picker"));
  const torch = part("torch");
  const holdoff = createHoldoff();
  let isWanted = false;
  /** @type {MediaStreamTrack | undefined} */
  let track;

  const camera = createCamera(/** @type {HTMLVideoElement} */ (part("video")), {
    onText: (text, since) => holdoff.isNew(text, performance.now()) && onScan(text, since),
    onReady: (decoder) => (root.dataset.decoder = decoder),
    onBroken: () => fail("camera.unreadable"),
    onLost: () => isWanted && !document.hidden && start(),
  });

  /** @param {string} word */
  function fail(word) {
    stop();
    part("message").textContent = say(word);
    part("message").hidden = false;
    announce(say(word));
  }

  function show() {
    part("picture").hidden = !isWanted;
    part("start").hidden = isWanted;
  }

  async function start() {
    isWanted = true;
    part("message").hidden = true;
    try {
      track = await camera.start(memory.get("camera"));
      show();
      await offer(track);
    } catch (error) {
      fail(reason(error));
    }
  }

  function stop() {
    isWanted = false;
    camera.stop();
    show();
  }

  /** Offer what this device has. @param {MediaStreamTrack | undefined} used */
  async function offer(used) {
    const found = await cameras();
    const current = used?.getSettings().deviceId ?? "";
    const options = found.map(({ deviceId, label }, at) => new Option(label || `${at + 1}`, deviceId, false, deviceId === current));
    picker.replaceChildren(...options);
    part("pick").hidden = found.length < 2;
    torch.hidden = !used || !hasTorch(used);
    torch.setAttribute("aria-pressed", "false");
  }

  async function switchTorch() {
    const on = torch.getAttribute("aria-pressed") !== "true";
    try {
      if (track) await setTorch(track, on);
      torch.setAttribute("aria-pressed", String(on));
    } catch {
      torch.hidden = true; // it said that it had one
    }
  }

  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", () => {
    stop();
    part("start").focus();
  });
  torch.addEventListener("click", switchTorch);
  picker.addEventListener("change", () => {
    memory.set("camera", picker.value);
    if (isWanted) start();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) camera.stop();
    else if (isWanted && !camera.isOn) start();
  });

  return {
    /** The same badge counts again at once. */
    forget: () => holdoff.clear(),
    stop,
  };
}
