// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createApi } from "../../static/checkin/api.js";
import { createClock } from "../../static/checkin/clock.js";
import { codeIn, createEnroller, isInvitation } from "../../static/checkin/enrol.js";
import { createMemoryStore } from "../../static/checkin/memory-store.js";

test("the code is found in an address, and as it is typed", () => {
  const texts = ["https://meetings.example/desk/#enrol=K7Q2-ADAL", " k7q2 adal ", "#enrol=K7Q2%2DADAL", "BA8X", "https://meetings.example/", ""];
  assert.deepEqual(texts.map(codeIn), ["K7Q2-ADAL", "k7q2adal", "K7Q2-ADAL", "", "", ""]);
});

test("a badge before the camera is no invitation", () => {
  assert.deepEqual(["https://m.example/desk/#enrol=K7Q2ADAL", "BA8XVV32QHGJ9CSY", "#enrol=%"].map(isInvitation), [true, false, false]);
});

/** A server that gives a token for every code. @param {string} slug */
function desk(slug = "cap-23") {
  const store = createMemoryStore();
  /** @type {any[]} */
  const asked = [];
  const state = { slug };
  const api = createApi({
    token: () => "", clock: createClock(), language: "en",
    send: async (address, init) => {
      asked.push([address, JSON.parse(String(init?.body))]);
      const meeting = { slug: state.slug, title: { en: "A meeting" }, zone: "UTC" };
      return Response.json({ token: `token of ${state.slug}`, meeting, door: "S1", expires_at: "2026-11-18T08:00:00Z" }, { status: 201 });
    },
  });
  return { store, asked, state, enroller: createEnroller({ store, api, address: "/desk/enrolments", strangers: (meeting) => `of ${meeting.slug}` }) };
}

/** @param {import("../../static/checkin/store.js").Store} store */
async function sees(store) {
  const about = { at: "2026-11-17T08:00:00Z", offset_ms: null, shown: null, roster: null, client: "1" };
  await store.enqueue({ id: "a", meeting: "cap-23", session: "S1", direction: "in", method: "camera", code: "x", ...about });
}

test("a browser is the same device however often it is enrolled, and keeps its scans", async () => {
  const { store, asked, enroller } = desk();
  await enroller.enrol({ code: "K7Q2ADAL" }, "North door");
  await sees(store);
  await enroller.enrol({ code: "M3ZPGRAC" }, "North door");
  assert.equal(asked[0][1].device, asked[1][1].device);
  assert.deepEqual(asked[0], ["/desk/enrolments", { code: "K7Q2ADAL", device: asked[0][1].device, name: "North door" }]);
  assert.deepEqual(await store.count(), { waiting: 1, parked: 0 });
  assert.equal((await enroller.current())?.token, "token of cap-23");
});

test("scans of another meeting are kept apart: they would be taken for this one's", async () => {
  const { store, state, enroller } = desk();
  await enroller.enrol({ code: "K7Q2ADAL" }, "");
  await sees(store);
  state.slug = "cap-24";
  await enroller.enrol({ code: "M3ZPGRAC" }, "");
  assert.deepEqual(await store.count(), { waiting: 0, parked: 1 });
  assert.equal((await store.parked())[0]?.problem, "of cap-23");
});
