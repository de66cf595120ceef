// @ts-check
/** Pure: what a reader in another zone needs to know about an instant. */

/**
 * Whether clocks in the two zones show the same at that instant.
 * @param {Date} instant
 * @param {string} zone an IANA name
 * @param {string} other an IANA name
 */
export function showSame(instant, zone, other) {
  /** @param {string} timeZone */
  const wall = (timeZone) => instant.toLocaleString("en-GB", { timeZone });
  return wall(zone) === wall(other);
}

/**
 * The instants as the reader's clock shows them: "03:30–06:30", with days where more than one is meant or where `withDays`
 * says so; an empty text where the meeting's zone shows the same.
 * @param {readonly Date[]} instants one, or a start and an end
 * @param {string} meetingZone
 * @param {string} readerZone
 * @param {string} language
 * @param {boolean} [withDays]
 */
export function readerTime(instants, meetingZone, readerZone, language, withDays = false) {
  if (instants.every((instant) => showSame(instant, meetingZone, readerZone))) return "";
  /** @param {Date} instant @param {string} timeZone */
  const day = (instant, timeZone) => instant.toLocaleDateString("en-GB", { timeZone });
  const days = instants.flatMap((instant) => [day(instant, meetingZone), day(instant, readerZone)]);
  const format = new Intl.DateTimeFormat(language, {
    timeZone: readerZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(withDays || new Set(days).size > 1 ? { day: "numeric", month: "short" } : {}),
  });
  const [start, end = start] = instants;
  return start && end ? withFirst(format.formatRange(start, end), language) : "";
}

/**
 * French days are counted, but for the first of a month, which has an ordinal: "1er déc.".
 * @param {string} text
 * @param {string} language
 */
function withFirst(text, language) {
  return language.startsWith("fr") ? text.replace(/(?<!\d)1(?=\s\p{L})/gu, "1er") : text;
}
