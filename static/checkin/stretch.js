// @ts-check
/** One pixel in four is enough to know how light a picture is: four bytes each. */
const STEP = 16;
/** A picture with that much between its darkest and its lightest needs no help. */
const ENOUGH = 150;

/**
 * Stretches a dark or flat picture over the whole range of light, in place. A badge in a dim hall reads like any other then.
 * @template {{ data: Uint8ClampedArray }} Picture
 * @param {Picture} picture RGBA
 * @returns {Picture} the same
 */
export function stretch(picture) {
  const { data } = picture;
  const [low, high] = range(data);
  if (high - low > ENOUGH) return picture;
  const table = new Uint8ClampedArray(256);
  for (let light = 0; light < 256; light++) table[light] = ((light - low) * 255) / Math.max(1, high - low);
  for (let i = 0; i < data.length; i += 4) {
    data[i] = table[data[i] ?? 0] ?? 0;
    data[i + 1] = table[data[i + 1] ?? 0] ?? 0;
    data[i + 2] = table[data[i + 2] ?? 0] ?? 0;
  }
  return picture;
}

/**
 * The darkest and the lightest green, but for the outermost 1 % and 0.5 %.
 * @param {Uint8ClampedArray} data
 * @returns {[number, number]}
 */
function range(data) {
  const counts = new Uint32Array(256);
  for (let i = 1; i < data.length; i += STEP) counts[data[i] ?? 0] = (counts[data[i] ?? 0] ?? 0) + 1;
  const looks = data.length / STEP;
  let low = 0;
  for (let seen = 0; low < 255 && seen + (counts[low] ?? 0) <= looks * 0.01; low++) seen += counts[low] ?? 0;
  let high = 255;
  for (let seen = 0; high > low && seen + (counts[high] ?? 0) <= looks * 0.005; high--) seen += counts[high] ?? 0;
  return [low, high];
}
