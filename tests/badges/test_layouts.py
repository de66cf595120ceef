"""Where badges stand on paper, and what stands where on them."""

from itertools import combinations

import pytest

from tracker.badges.layouts import DOT, SHEETS, SYMBOL_MODULES, Layout, back, face

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("layout", "page", "badge", "count"),
    [
        (Layout.A6, (105, 148), (105, 148), 1),
        (Layout.A7, (74, 105), (74, 105), 1),
        (Layout.CARD, (86, 54), (86, 54), 1),
        (Layout.LABEL, (62, 100), (62, 100), 1),
        (Layout.A4_4, (210, 297), (95, 136), 4),
        (Layout.A4_8, (210, 297), (95, 68), 8),
    ],
)
def test_the_paper(layout: Layout, page: tuple[int, int], badge: tuple[int, int], count: int) -> None:
    sheet = SHEETS[layout]
    assert ((sheet.page.width, sheet.page.height), (sheet.width, sheet.height), sheet.count) == (page, badge, count)


@pytest.mark.parametrize("layout", Layout)
def test_badges_lie_on_the_page_side_by_side(layout: Layout) -> None:
    sheet = SHEETS[layout]
    for places in (sheet.fronts(), sheet.backs()):
        assert len(places) == sheet.count
        assert all(sheet.page.holds(box) for box in places)
        assert not any(one.meets(other) for one, other in combinations(places, 2))


@pytest.mark.parametrize("layout", Layout)
def test_turned_over_its_long_edge_the_paper_has_every_back_behind_its_front(layout: Layout) -> None:
    sheet = SHEETS[layout]
    for front, behind in zip(sheet.fronts(), sheet.backs(), strict=True):
        turned = sheet.page.width - behind.right
        assert (round(turned, 6), behind.y) == (round(front.x, 6), front.y)


def test_the_first_badge_of_four_has_its_back_on_the_right() -> None:
    sheet = SHEETS[Layout.A4_4]
    assert (sheet.fronts()[0].x, sheet.backs()[0].x, sheet.backs()[1].x) == (10, 105, 10)


def test_crop_marks_point_at_every_cut_and_touch_no_badge() -> None:
    sheet = SHEETS[Layout.A4_8]
    assert len(sheet.marks()) == 2 * (3 + 5)
    cuts_x, cuts_y = {10, 105, 200}, {12.5, 80.5, 148.5, 216.5, 284.5}
    for x1, y1, x2, y2 in sheet.marks():
        assert x1 == x2 in cuts_x or y1 == y2 in cuts_y
        assert all(0 <= x <= 210 and 0 <= y <= 297 for x, y in ((x1, y1), (x2, y2)))
        assert not any(
            box.x <= x <= box.right and box.y <= y <= box.bottom
            for box in sheet.fronts()
            for x, y in ((x1, y1), (x2, y2))
        )
    assert SHEETS[Layout.A6].marks() == ()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("has_logo", [False, True])
@pytest.mark.parametrize("has_photo", [False, True])
def test_nothing_on_a_badge_covers_anything_else(layout: Layout, *, has_logo: bool, has_photo: bool) -> None:
    one = face(SHEETS[layout], has_logo=has_logo, has_photo=has_photo)
    parts = [one.head, one.person, one.symbol, one.digits, one.band]
    parts += [one.logo] if has_logo else []
    parts += [one.photo] if one.photo else []
    assert (one.photo is not None) is has_photo
    assert all(one.badge.holds(part) for part in parts)
    assert not any(first.meets(second) for first, second in combinations(parts, 2))
    other = back(SHEETS[layout])
    assert not any(first.meets(second) for first, second in combinations((other.head, other.body, other.foot), 2))


@pytest.mark.parametrize("layout", Layout)
def test_a_module_of_the_qr_code_is_five_dots_of_a_label_printer_or_more(layout: Layout) -> None:
    dots = face(SHEETS[layout]).symbol.width / SYMBOL_MODULES / DOT
    assert round(dots, 6) == round(dots)
    assert dots >= 5
