// @ts-check
/** The camera: frames from it go to the worker, what the worker reads comes back. */

/** Where frames do not announce themselves, look that often (ms). */
const LOOK_MS = 66;

/**
 * @param {HTMLVideoElement} video
 * @param {object} tell
 * @param {(text: string, since: number) => unknown} tell.onText since: when the picture was taken; no other picture is read
 *   until what it returns is done, so that a slow telephone has its hands free for the verdict
 * @param {(decoder: string) => void} tell.onReady
 * @param {() => void} tell.onBroken this browser cannot read codes
 * @param {() => void} tell.onLost the picture ended without our doing
 */
export function createCamera(video, { onText, onReady, onBroken, onLost }) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {MediaStream | null} */
  let stream = null;
  let isBusy = false;
  let taken = 0;

  function startWorker() {
    // Within the reach of the service worker: else its parts could not be had without a network.
    worker = new Worker(new URL("scan-worker.js", document.baseURI), { type: "module" });
    worker.addEventListener("message", async ({ data }) => {
      if (data.ready) return onReady(data.ready);
      if (data.broken) return onBroken();
      if (data.text && stream) await onText(data.text, taken);
      isBusy = false;
    });
  }

  /** @param {MediaStream} seen */
  async function look(seen) {
    if (stream !== seen) return;
    if (!isBusy && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      isBusy = true;
      taken = performance.now();
      try {
        const frame = await createImageBitmap(video);
        worker?.postMessage(frame, [frame]);
      } catch {
        isBusy = false; // the picture went away in between
      }
    }
    next(seen);
  }

  /** @param {MediaStream} seen */
  function next(seen) {
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(() => look(seen));
    else setTimeout(look, LOOK_MS, seen);
  }

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
  }

  return {
    get isOn() {
      return stream !== null;
    },
    /**
     * @param {string} wanted the id of a camera, or "" for the one that looks away from the screen
     * @returns {Promise<MediaStreamTrack | undefined>} rejects as getUserMedia does
     */
    async start(wanted) {
      stop();
      if (!worker) startWorker();
      const which = wanted ? { deviceId: { ideal: wanted } } : { facingMode: { ideal: "environment" } };
      const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
      const opened = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, ...size } });
      stream = opened;
      video.srcObject = opened;
      await video.play();
      opened.getVideoTracks()[0]?.addEventListener("ended", () => stream === opened && onLost());
      next(opened);
      return opened.getVideoTracks()[0];
    },
    stop,
  };
}

/** All cameras; their names are known only after one was allowed. @returns {Promise<MediaDeviceInfo[]>} */
export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === "videoinput" && device.deviceId);
}

/** @param {MediaStreamTrack} track */
export function hasTorch(track) {
  const abilities = /** @type {{ torch?: boolean }} */ (track.getCapabilities?.() ?? {});
  return abilities.torch === true;
}

/** @param {MediaStreamTrack} track @param {boolean} on */
export function setTorch(track, on) {
  // The standard's own extension, which TypeScript does not know.
  return track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ (/** @type {unknown} */ ({ torch: on }))] });
}

/**
 * Why there is no picture, as the key of a word of the page.
 * @param {unknown} error of getUserMedia
 */
export function reason(error) {
  if (!navigator.mediaDevices) return "camera.insecure";
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "camera.not_allowed";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "camera.none";
  if (name === "NotReadableError" || name === "AbortError") return "camera.busy";
  return "camera.failed";
}
