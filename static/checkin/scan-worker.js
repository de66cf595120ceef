// @ts-check
/**
 * Camera frames in, text out, away from the page so that it never stutters.
 *
 * zxing-wasm reads where there is WebAssembly; where there is none (the Lockdown Mode of iPhones and Macs) the slower qr does.
 * A look costs one decoding; the ways of looking take turns over the frames.
 */
import { stretch } from "./stretch.js";

/** @typedef {{ name: string, read: (picture: ImageData) => Promise<string | null> }} Decoder */

const READER = new URL("../vendor/zxing-wasm/reader/", import.meta.url);

/** @type {Promise<Decoder>} */
const decoder = withWebAssembly().catch(withoutWebAssembly);

/** @returns {Promise<Decoder>} */
async function withWebAssembly() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const zxing = await import("../vendor/zxing-wasm/reader/index.js");
  const locateFile = (/** @type {string} */ file) => new URL(file, READER).href;
  await zxing.prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  return {
    name: "zxing-wasm",
    async read(picture) {
      const [found] = await zxing.readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
      return found?.text || null;
    },
  };
}

/** @returns {Promise<Decoder>} */
async function withoutWebAssembly() {
  const { decodeQR } = await import("../vendor/qr/decode.js");
  return {
    name: "qr",
    async read(picture) {
      try {
        return decodeQR(picture);
      } catch {
        return null; // it says by an error that there is no code
      }
    },
  };
}

let turn = 0;
/** @type {OffscreenCanvas | undefined} */
let canvas;

/**
 * The frame as pixels; every third time its middle, twice as large, for small and soft codes.
 * @param {ImageBitmap} frame
 */
function pixels(frame) {
  const { width, height } = frame;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  if (turn++ % 3 === 2) context.drawImage(frame, width / 4, height / 4, width / 2, height / 2, 0, 0, width, height);
  else context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

self.addEventListener("message", async ({ data: frame }) => {
  try {
    const { name, read } = await decoder;
    self.postMessage({ text: await read(stretch(pixels(frame))), decoder: name });
  } catch (error) {
    self.postMessage({ text: null, error: String(error) });
  }
});

decoder.then(
  ({ name }) => self.postMessage({ ready: name }),
  (error) => self.postMessage({ broken: String(error) }),
);
