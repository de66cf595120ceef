// @ts-check
/** The last resort of a desk that never meets the server again: its scans in a file, which an organizer can read in. */

export const FORMAT = "attendance-tracker-scans";

/**
 * @param {import("./store.js").Store} store
 * @param {{ device: string, name: string, meeting: { slug: string } } | null} enrolment
 * @param {string} now ISO 8601, by the device's clock
 */
export async function contents(store, enrolment, now) {
  const parked = await store.parked();
  return {
    format: FORMAT,
    version: 1,
    device: enrolment?.device ?? (await store.get("device")) ?? "",
    desk: enrolment?.name ?? "",
    meeting: enrolment?.meeting.slug ?? "",
    saved_at: now,
    scans: [...parked.map(({ scan }) => scan), ...(await store.all())].sort((one, other) => one.seq - other.seq),
  };
}

/** @param {object} content @param {string} name */
export function download(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
