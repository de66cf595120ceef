// @ts-check
/**
 * Finding a person by name, for whoever left the badge at the hotel.
 * @typedef {import("./roster.js").Person & { uid: string, state: string }} Found
 */
/** A pause between keys after which the word may be complete (ms). */
const PAUSE_MS = 250;
const LETTERS = 3;
/** As many as the server finds at most. */
const MOST = 20;
/** States in which somebody may have a badge: a walk-in has one before the approval. */
const WITH_BADGE = new Set(["approved", "confirmed", "submitted"]);
/** Scripts in which a name has two or three characters. */
const SHORT_SCRIPTS = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** @param {string} query @returns {boolean} whether it is worth asking */
export function isEnough(query) {
  const plain = query.trim();
  return [...plain].length >= (SHORT_SCRIPTS.test(plain) ? 1 : LETTERS);
}

/**
 * @param {HTMLElement} root
 * @param {object} ways
 * @param {(query: string) => Promise<Found[]>} ways.ask
 * @param {import("./verdict.js").Say} ways.say
 * @param {(text: string) => void} ways.announce
 * @param {(person: Found) => void} ways.onChoice
 * @param {(person: Found) => void} ways.onBadge their badge or their name is to be seen to
 */
export function createSearch(root, { ask, say, announce, onChoice, onBadge }) {
  const box = /** @type {HTMLInputElement} */ (root.querySelector("input"));
  const list = /** @type {HTMLElement} */ (root.querySelector("[data-results]"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-search-status]"));
  const row = /** @type {HTMLTemplateElement} */ (root.querySelector("template"));
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function clear() {
    turn++;
    clearTimeout(timer);
    list.replaceChildren();
    status.textContent = "";
  }

  /** @param {Found} person */
  function drawn(person) {
    const item = /** @type {HTMLElement} */ (/** @type {Element} */ (row.content.firstElementChild).cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(`[data-part="${name}"]`));
    part("name").textContent = person.name;
    part("native").textContent = person.native_name;
    part("represents").textContent = person.represents;
    part("category").textContent = person.category;
    part("state").textContent = say(`state.${person.state}`);
    part("state").classList.add(person.state === "approved" ? "tag-good" : person.state === "submitted" ? "tag-warn" : "tag-bad");
    item.querySelector("button")?.addEventListener("click", () => choose(person));
    part("whose").textContent = ` – ${person.name}`;
    part("badge").hidden = !WITH_BADGE.has(person.state);
    part("badge").addEventListener("click", () => onBadge(person));
    return item;
  }

  /** @param {Found} person */
  function choose(person) {
    box.value = "";
    clear();
    onChoice(person);
  }

  async function find() {
    clear();
    if (!isEnough(box.value)) return;
    const began = turn;
    try {
      const people = await ask(box.value.trim());
      if (turn !== began) return; // other letters meanwhile
      list.replaceChildren(...people.map(drawn));
      tell(say(outcome(people.length), { count: String(people.length) }));
    } catch {
      if (turn === began) tell(say("search.failed"));
    }
  }

  /** @param {string} text */
  function tell(text) {
    status.textContent = text;
    announce(text);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE_MS);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
}

/** @param {number} found */
function outcome(found) {
  if (found === 0) return "search.nobody";
  return found >= MOST ? "search.first" : "search.found";
}
