// @ts-check
/**
 * Scans on their way to the server. Each has its own id, so that sending it twice records it once: a scan is sent until the
 * server answers, and no scan is lost because an answer was.
 *
 * The scans wait in the page's memory; a store that outlives the page can take their place.
 *
 * @typedef {"in" | "out"} Direction
 * @typedef {"camera" | "wedge" | "typed" | "name"} Method
 * @typedef {{ id: string, at: string, direction: Direction, method: Method, code?: string, person?: string }} Scan
 *   `at` is ISO 8601 in UTC by the device's clock; a scan has either a code or the uid of a person
 * @typedef {{ name: string, native_name: string, represents: string, office: string, category: string }} Person
 * @typedef {{ id: string, verdict: string, again: boolean, person: Person | null, seen: { at: string, desk: string } | null }} Answer
 */

/** As many as the server takes at once. */
const BATCH = 50;
/** More than a door sees in a day; whoever has that many waiting has another problem. */
const MOST = 2000;
/** Pauses between attempts that nobody answers (ms); the last one repeats. */
const PAUSES = [1000, 2000, 4000, 8000, 15000];

/**
 * @param {object} ways
 * @param {(scans: Scan[]) => Promise<Answer[]>} ways.send rejects where nothing was answered, or where the server will not
 * @param {(error: unknown) => boolean} ways.isFinal whether an error says that the same scans will never be taken
 * @param {(scan: Scan, answer: Answer) => void} ways.onAnswer
 * @param {(scan: Scan, error: unknown) => void} ways.onRefused the scan is given up
 * @param {(waiting: readonly Scan[], error: unknown) => void} ways.onTrouble the scans stay and are tried again
 * @param {(waiting: number) => void} ways.onChange
 * @param {(again: () => void, pause: number) => unknown} [ways.later]
 */
export function createQueue({ send, isFinal, onAnswer, onRefused, onTrouble, onChange, later = setTimeout }) {
  /** @type {Scan[]} */
  let waiting = [];
  let isSending = false;
  let failures = 0;
  let alone = false; // one scan of a batch is wrong: send them one by one to find it
  let turn = 0; // so that an attempt that was planned before a later one stays away

  /** @param {Iterable<string>} ids */
  function drop(ids) {
    const gone = new Set(ids);
    waiting = waiting.filter((scan) => !gone.has(scan.id));
    onChange(waiting.length);
  }

  /** @param {Scan[]} batch @param {Answer[]} answers */
  function take(batch, answers) {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    if (!batch.some((scan) => byId.has(scan.id))) return fail(batch, new Error("an answer to other scans"));
    failures = 0;
    drop(byId.keys());
    for (const scan of batch) {
      const answer = byId.get(scan.id);
      if (answer) onAnswer(scan, answer);
    }
  }

  /** @param {Scan[]} batch @param {unknown} error */
  function fail(batch, error) {
    const [first] = batch;
    if (isFinal(error) && batch.length > 1) {
      alone = true;
    } else if (isFinal(error) && first) {
      drop([first.id]);
      onRefused(first, error);
    } else {
      failures++;
      onTrouble(waiting, error);
    }
  }

  async function drain() {
    if (isSending) return;
    isSending = true;
    const began = ++turn;
    let failed = false;
    while (waiting.length && !failed) {
      const before = failures;
      const batch = waiting.slice(0, alone ? 1 : BATCH);
      await send(batch).then((answers) => take(batch, answers), (error) => fail(batch, error));
      failed = failures > before;
    }
    isSending = false;
    if (!failed) alone = false;
    else later(() => turn === began && drain(), PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0);
  }

  return {
    get waiting() {
      return waiting.length;
    },
    /**
     * @param {Scan} scan
     * @returns {boolean} false where so many wait that no more are taken
     */
    add(scan) {
      if (waiting.length >= MOST) return false;
      waiting = [...waiting, scan];
      onChange(waiting.length);
      drain();
      return true;
    },
    /** Try now, without waiting for the end of the pause. */
    hurry() {
      drain();
    },
  };
}
