// @ts-check
/** Letters on a badge that this device draws by itself: as large as they fit, words whole rather than large, and never cut. */

/** From one size to the next smaller one. */
const FINER = 0.955;
/** The smallest part of its size; the style keeps letters legible all the same. */
const LEAST = 0.2;
/** From which part of its size a text is tried once its words may be broken. */
const BROKEN = 0.42;

/** @typedef {{ scale: number, isBroken: boolean, left: number }} Setting left: so many of the texts that may go are left out */

/**
 * @param {(setting: Setting) => boolean} fits tries it
 * @param {number} mayGo texts that can be left out
 * @returns {Setting} the largest that fits; the smallest where none does
 */
export function fitted(fits, mayGo) {
  const smallest = { scale: LEAST, isBroken: true, left: mayGo };
  return settings(mayGo).find(fits) ?? smallest;
}

/** All there are, the best one first. @param {number} mayGo @returns {Setting[]} */
export function settings(mayGo) {
  const whole = scales(1, LEAST).map((scale) => ({ scale, isBroken: false, left: 0 }));
  const broken = scales(BROKEN, LEAST).map((scale) => ({ scale, isBroken: true, left: 0 }));
  const without = Array.from({ length: mayGo }, (_, at) => ({ scale: LEAST, isBroken: true, left: at + 1 }));
  return [...whole, ...broken, ...without];
}

/** @param {number} from @param {number} to */
function scales(from, to) {
  const found = [];
  for (let scale = from; scale > to; scale *= FINER) found.push(scale);
  return [...found, to];
}
