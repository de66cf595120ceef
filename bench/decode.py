"""The desk in Chromium: how long a camera frame takes to read, and how long a badge takes from view to verdict.

With the processor as it is, and slowed four times, as on an old telephone. The list holds a meeting of PEOPLE.
Chromium slows the page and not its worker, so the time of reading a frame is added three times more.
"""

import os
import tempfile
from contextlib import closing
from datetime import timedelta
from math import ceil
from pathlib import Path
from statistics import median

import flask_migrate
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from bench import crowd
from tests.browser import film
from tests.browser.desks import Server
from tracker import clock, config, create_app
from tracker.audit.models import SYSTEM
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.db import db, transaction
from tracker.meetings.models import Meeting

PEOPLE, FRAMES, BADGES, SLOWER = 2_000, 60, 20, 4
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--use-fake-ui-for-media-stream"]
FAKE = ["--use-fake-device-for-media-stream"]
# Frames of the fake camera to a worker of our own, one by one: milliseconds each.
DECODE = """async (frames) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  const video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true });
  await video.play();
  const worker = new Worker("scan-worker.js", { type: "module" });
  const told = (resolve) => worker.addEventListener("message", (it) => resolve(it.data), { once: true });
  const answer = () => new Promise(told);
  await answer();
  const times = [];
  for (let n = 0; n < frames; n++) {
    const began = performance.now();
    const frame = await createImageBitmap(video);
    worker.postMessage(frame, [frame]);
    await answer();
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  worker.terminate();
  for (const track of stream.getTracks()) track.stop();
  return times;
}"""
VERDICTS = """() => performance.getEntriesByName("badge to verdict").map(({ duration }) => duration)"""


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    print(f"\nThe desk in Chromium: {PEOPLE} people on the list, {FRAMES} frames, {BADGES} badges before the camera")
    with tempfile.TemporaryDirectory() as name:
        app = create_app(config.load(Path(name), {}))
        with app.app_context():
            flask_migrate.upgrade()
            crowd.gather(PEOPLE, 1, starts=clock.now() + timedelta(minutes=20))
            codes = crowd.badge_codes()[:BADGES]
            film.write(Path(name) / "badges.mjpeg", codes)
        with closing(Server(app)) as server, sync_playwright() as playwright:
            flags = [*FLAGS, *FAKE, f"--use-file-for-fake-video-capture={Path(name) / 'badges.mjpeg'}"]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
            figures = _measure(app, browser, server.start())
            browser.close()
    for key, value in figures.items():
        print(f"{key:<28}{value:>10.1f}")
    return figures


def _measure(app: Flask, browser: Browser, address: str) -> dict[str, float]:
    page = _desk(app, browser, address)
    frames = sorted(page.evaluate(DECODE, FRAMES))
    figures = {"decode.ms": median(frames), "decode.p95_ms": _p95(frames)}
    figures["verdict.p95_ms"] = _p95(_verdicts(page))
    page.context.close()
    page = _desk(app, browser, address)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    figures["verdict.slow_cpu_p95_ms"] = _p95(_verdicts(page)) + (SLOWER - 1) * figures["decode.p95_ms"]
    page.context.close()
    return figures


def _desk(app: Flask, browser: Browser, address: str) -> Page:
    """A browser that has just become a desk, with its list."""
    with app.app_context(), transaction():
        meeting = db.session.scalars(db.select(Meeting).filter_by(slug=crowd.SLUG)).one()
        code = enrolling.invite(meeting, Wish(), SYSTEM, at=clock.now())[1]
    page = browser.new_context(base_url=address, locale="en-GB").new_page()
    page.goto(f"/desk/#enrol={code}")
    page.locator("#list-age", has_text="List of").wait_for()
    return page


def _verdicts(page: Page) -> list[float]:
    """From the picture that shows a badge to its verdict on the screen, for each badge of the film."""
    page.get_by_role("button", name="Start scanning").click()
    while len(page.evaluate(VERDICTS)) < BADGES:
        page.wait_for_timeout(500)
    page.get_by_role("button", name="Stop the camera").click()
    return sorted(page.evaluate(VERDICTS)[:BADGES])


def _p95(times: list[float]) -> float:
    return times[ceil(0.95 * len(times)) - 1]


if __name__ == "__main__":
    main()
