// @ts-check
/**
 * Reads a badge code in the browser, so that a desk without a network can tell a torn badge from a boarding pass.
 * tracker/badges/codes.py holds the same rule and its reasons; tests/badges/codes.json keeps the two alike.
 */

export const FOREIGN = 'foreign';
export const MISTYPED = 'mistyped';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const FORMAT = 'B';
const SEPARATORS = /[\t\n\r \-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const OF_THE_ALPHABET = new RegExp(`^${FORMAT}[${ALPHABET}]{15}$`);
const LETTERS_AND_DIGITS = /^[0-9A-Z]{14,18}$/;

/**
 * @param {string} text what was scanned or typed
 * @returns {string} the 16 characters of the code, or FOREIGN, or MISTYPED
 */
export function read(text) {
  const plain = text
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (isCode(plain)) return plain;
  const isLikeOurs = plain.startsWith(FORMAT) || isCode(FORMAT + plain.slice(1));
  return LETTERS_AND_DIGITS.test(plain) && isLikeOurs ? MISTYPED : FOREIGN;
}

/**
 * @param {string} code
 * @returns {string} the code in four groups of four
 */
export function grouped(code) {
  return [0, 4, 8, 12].map((at) => code.slice(at, at + 4)).join(' ');
}

/** @param {string} plain */
function isCode(plain) {
  return OF_THE_ALPHABET.test(plain) && syndrome(plain) === 0;
}

/**
 * The characters as a polynomial over GF(32), modulo x^5 + x^2 + 1, at the primitive element; 0 for a code.
 * @param {string} characters
 */
function syndrome(characters) {
  let value = 0;
  for (const character of characters) {
    value = (value << 1) ^ (value & 16 ? 0b100101 : 0) ^ ALPHABET.indexOf(character);
  }
  return value;
}
