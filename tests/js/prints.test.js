// @ts-check
/** A desk without a network prints, and tells it later, once. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { NoAnswer, Refusal } from "../../static/base/http.js";
import { createLogo } from "../../static/checkin/logo.js";
import { createMemoryStore } from "../../static/checkin/memory-store.js";
import { createPrints } from "../../static/checkin/prints.js";

const NINE = Date.parse("2026-11-17T08:00:00Z");
/** @type {import("../../static/checkin/store.js").Store} */
let store;
/** @type {import("../../static/checkin/prints.js").Print[][]} */
let told;
/** @type {Error | null} */
let trouble;

beforeEach(() => {
  store = createMemoryStore();
  told = [];
  trouble = null;
});

const prints = () =>
  createPrints({
    store,
    clock: { now: () => NINE, offset: 120 },
    alone: (work) => work(),
    send: async (batch) => {
      if (trouble) throw trouble;
      told.push(batch);
    },
  });

test("a print is kept until the server has taken it", async () => {
  trouble = new NoAnswer();
  await prints().note("BABC 2345 6789 WXYZ", "label");
  await prints().tell();
  assert.equal((await store.list("print:")).length, 1);
  trouble = null;
  await prints().tell(); // as after the page was closed and opened again
  await prints().tell();
  const [[print] = []] = told;
  assert.equal(told.length, 1);
  assert.deepEqual({ ...print, id: "" }, { id: "", code: "BABC 2345 6789 WXYZ", paper: "label", at: "2026-11-17T08:00:00.000Z", offset_ms: 120 });
  assert.deepEqual(await store.list("print:"), []);
});

test("many of them go fifty at a time", async () => {
  for (let number = 0; number < 70; number++) await prints().note(`code ${number}`, "a7");
  await prints().tell();
  assert.deepEqual(told.map((batch) => batch.length), [50, 20]);
});

test("a token that is not taken keeps them; a form that is not taken lets them go", async () => {
  await prints().note("code", "a7");
  trouble = new Refusal(401, {});
  await prints().tell();
  assert.equal((await store.list("print:")).length, 1);
  trouble = new Refusal(422, {});
  await prints().tell();
  assert.deepEqual(await store.list("print:"), []);
});

test("the logo is asked for when it is another one, and kept", async () => {
  /** @type {(string | undefined)[]} */
  const asked = [];
  /** @type {Pick<ReturnType<typeof import("../../static/checkin/api.js").createApi>, "get">} */
  const api = {
    get: async (_address, { etag } = {}) => {
      asked.push(etag);
      return etag === '"b2"' ? { status: 304, body: null, etag } : { status: 200, body: { logo: "data:image/png;base64,AA==" }, etag: '"b2"' };
    },
  };
  const logo = createLogo({ store, api, address: "/desk/api/logo" });
  assert.equal(await logo.of("b2"), "");
  await logo.upTo("b2");
  await logo.upTo("b2");
  await logo.refresh();
  assert.deepEqual([await logo.of("b2"), await logo.of("a1"), await logo.of("")], ["data:image/png;base64,AA==", "", ""]);
  assert.deepEqual(asked, [undefined, '"b2"']);
  await logo.upTo("");
  assert.equal(asked.length, 2);
});
