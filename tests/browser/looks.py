"""How a page must look, whatever it shows: usable by everybody, at any size, in any direction.

`problems(page)` gathers all of it: what axe-core finds, sideways scrolling at 320 px, targets that are too small,
fields and buttons whose border is too faint. Each entry is one sentence that names the element; a good page gives [].
"""

from pathlib import Path
from typing import cast

from playwright.sync_api import Page, ViewportSize

HERE = Path(__file__).parent
AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 2.5.8
COMFORTABLE_TARGET = 44
NARROW = ViewportSize(width=320, height=640)  # 1280 px at 400 %, WCAG 1.4.10


def problems(page: Page, *, smallest: int = SMALLEST_TARGET) -> list[str]:
    """All that is wrong with the page as it stands now; the window is made narrow for a moment."""
    return [*axe(page), *small_targets(page, smallest), *faint_borders(page), *sideways(page)]


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and its own best practice."""
    return _asked(page, "violations", RULES)


def small_targets(page: Page, smallest: int = SMALLEST_TARGET) -> list[str]:
    """Controls below so many CSS pixels either way, their labels counted in; links within sentences are exempt."""
    return _asked(page, "targets", smallest)


def faint_borders(page: Page) -> list[str]:
    """Fields and buttons that neither border nor fill sets off from what is around them by 3:1 (WCAG 1.4.11)."""
    return _asked(page, "borders")


def sideways(page: Page, window: ViewportSize = NARROW) -> list[str]:
    """What makes a narrow window scroll sideways, or is cut off by it; tables may scroll in their own region."""
    before = page.viewport_size
    page.set_viewport_size(window)
    found = _asked(page, "sideways")
    if before:
        page.set_viewport_size(before)
    return found


def _asked(page: Page, question: str, about: object = None) -> list[str]:
    """The page's answer. The questions come in by the debugger, for the content policy lets no stranger in."""
    if not page.evaluate("'looks' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate((HERE / "looks.js").read_text(encoding="utf-8"))
    return cast("list[str]", page.evaluate(f"(about) => looks.{question}(about)", about))
