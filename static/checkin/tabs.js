// @ts-check
/** Tabs of one browser are one desk: what one of them learns, all know. */

/**
 * @typedef {{ kind: "answers", answers: import("./sync.js").Answer[] } | { kind: "list" } | { kind: "enrolment" } | { kind: "wiped" } | { kind: "queue" }} News
 */

/** @param {(news: News) => void} onNews */
export function createTabs(onNews) {
  if (typeof BroadcastChannel === "undefined") return { tell: () => {} };
  const channel = new BroadcastChannel("desk");
  channel.addEventListener("message", ({ data }) => onNews(data));
  return {
    /** @param {News} news */
    tell: (news) => channel.postMessage(news),
  };
}
