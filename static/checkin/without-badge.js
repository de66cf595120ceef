// @ts-check
/** People without a badge: who is not registered, whose badge is lost, whose name is wrong. Each ends with a badge on paper. */
import { NoAnswer, Refusal } from "../base/http.js";
import { uuid } from "./device.js";
import { best } from "./roster.js";
import { createPrinter } from "./slip.js";
import { named, outcome } from "./walk-in.js";

/** @typedef {import("./walk-in.js").Told} Told */

/** @param {HTMLElement} root @param {import("./desk.js").Desk} desk */
export default function withoutBadge(root, desk) {
  const printer = createPrinter(desk);
  const walkIn = createWalkIn(/** @type {HTMLDialogElement} */ (root.querySelector("#walk-in")), desk, printer);
  const badge = createBadge(/** @type {HTMLDialogElement} */ (root.querySelector("#badge-of")), desk, printer);
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector("#person"));
  root.querySelector("[data-part=walk-in]")?.addEventListener("click", () => walkIn.open(search?.value ?? ""));
  document.addEventListener("desk:badge", (event) => badge.open(/** @type {CustomEvent} */ (event).detail));
}

/** @param {Element} dialog @param {string} name @returns {HTMLElement} */
const part = (dialog, name) => /** @type {HTMLElement} */ (dialog.querySelector(`[data-part="${name}"]`));

/** Read aloud by being focused: the page's live region is out of reach while a dialog is open. @param {Element} dialog @param {string} text */
function tell(dialog, text) {
  const line = part(dialog, "message");
  line.textContent = text;
  line.hidden = text === "";
  if (text) line.focus();
}

/** @param {unknown} error @param {import("./desk.js").Desk} desk @returns {string} */
function problem(error, desk) {
  if (!(error instanceof Refusal || error instanceof NoAnswer)) throw error;
  return (error instanceof Refusal && error.message) || desk.say("badge.no_answer");
}

/** @typedef {ReturnType<typeof createPrinter>} Printer */

/** @param {HTMLDialogElement} dialog @param {import("./desk.js").Desk} desk @param {Printer} printer */
function createWalkIn(dialog, desk, printer) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const done = part(dialog, "done");
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  /** The registration and the provisional admission of one person bear one number: so the server knows that they belong together. */
  let id = "";
  let isAsking = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    tell(dialog, desk.say("badge.asking"));
    try {
      await register();
    } finally {
      isAsking = false;
    }
  });
  for (const name of ["cancel", "close"]) part(dialog, name).addEventListener("click", () => dialog.close());
  part(dialog, "admit").addEventListener("click", () => admit());

  const typed = () => ({ name: field("name").value.trim(), delegation: field("delegation").value.trim() });

  async function register() {
    try {
      const { body } = await desk.api.post(`${desk.addresses.api}walk-ins`, { id, ...typed(), category: field("category").value });
      await registered(body);
    } catch (error) {
      const isLater = error instanceof NoAnswer || (error instanceof Refusal && error.isPassing);
      if (isLater) admit(); // an organizer finds out later
      else tell(dialog, problem(error, desk));
    }
  }

  /** @param {Told} told */
  async function registered(told) {
    const state = outcome(told);
    if (state === "admitted") {
      dialog.close();
      await desk.shift.scanPerson(named(told)); // the scan is safe before a print dialogue holds up the page
      printer.print(told);
      return;
    }
    printer.print(told);
    tell(dialog, "");
    form.hidden = true;
    done.hidden = false;
    part(dialog, "outcome").textContent = desk.say(`walk_in.${state}`, { state: told.state_word });
    part(dialog, "admit").focus();
  }

  function admit() {
    dialog.close();
    desk.shift.admit(typed(), "", id);
  }

  return {
    /** @param {string} name what was looked for in vain */
    open(name) {
      const { roster } = desk.list;
      id = uuid();
      form.reset();
      form.hidden = false;
      done.hidden = true;
      tell(dialog, "");
      dialog.querySelector("datalist")?.replaceChildren(...(roster?.delegations ?? []).map((texts) => new Option(best(texts, desk.language))));
      const kinds = Object.entries(roster?.categories ?? {});
      field("category").replaceChildren(...kinds.map(([code, { label }]) => new Option(best(label, desk.language), code)));
      field("name").value = name.trim();
      dialog.showModal();
      field("name").focus();
    },
  };
}

/** @param {HTMLDialogElement} dialog @param {import("./desk.js").Desk} desk @param {Printer} printer */
function createBadge(dialog, desk, printer) {
  const [reissue, correction] = /** @type {HTMLFormElement[]} */ ([...dialog.querySelectorAll("form")]);
  if (!reissue || !correction) throw new Error("The dialog of a badge has no forms");
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (correction.elements.namedItem(name));
  /** @type {import("./search.js").Found | null} */
  let person = null;
  /** @type {Told | null} */
  let told = null;

  part(dialog, "cancel").addEventListener("click", () => dialog.close());
  part(dialog, "print").addEventListener("click", () => told && printer.print(told));
  reissue.addEventListener("submit", (event) => change(event, "reissues", reissue, "badge.replaced"));
  correction.addEventListener("submit", (event) => change(event, "corrections", correction, "badge.corrected"));

  /** @param {Event} event @param {string} what @param {HTMLFormElement} form @param {string} words */
  async function change(event, what, form, words) {
    event.preventDefault();
    tell(dialog, desk.say("badge.asking"));
    try {
      const { body } = await desk.api.post(`${desk.addresses.api}${what}`, { person: person?.uid, ...Object.fromEntries(new FormData(form)) });
      take(body);
      tell(dialog, desk.say(words));
      printer.print(body);
      desk.refresh(); // the list must know the newer badge at once
    } catch (error) {
      tell(dialog, problem(error, desk));
    }
  }

  /** @param {Told} now */
  function take(now) {
    told = now;
    part(dialog, "name").textContent = named(now).name;
    for (const [key, text] of Object.entries(now.name)) field(key).value = text;
    part(dialog, "with-badge").hidden = false;
  }

  return {
    /** @param {import("./search.js").Found} found */
    async open(found) {
      person = found;
      told = null;
      reissue.reset();
      part(dialog, "name").textContent = found.name;
      part(dialog, "with-badge").hidden = true;
      tell(dialog, desk.say("badge.asking"));
      dialog.showModal();
      try {
        const { body } = await desk.api.get(`${desk.addresses.api}badges/${found.uid}`);
        take(body);
        tell(dialog, "");
      } catch (error) {
        tell(dialog, problem(error, desk));
      }
    },
  };
}
