"""Badges as they come out of the printer: pages, QR codes at 203 dots per inch, letters of eleven scripts."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.registration.badges.bearers import NAMES, bearer, everybody, named, occasion
from tracker import typesetting
from tracker.badges.layouts import SHEETS, Layout
from tracker.registration.badges.bearers import Bearer
from tracker.registration.badges.drawing import LEAST_NAME, LONGEST_WORD, SURELY_FITS, TEMPLATE, Flaw, draw
from tracker.registration.badges.looks import Look

pytestmark = [pytest.mark.pure, pytest.mark.slow]

MADE = datetime(2026, 11, 16, 18, tzinfo=UTC)
POINTS = 72 / 25.4


def printed(bearers: list[Bearer], folder: Path, layout: Layout = Layout.A6, *, two_sided: bool = False) -> Path:
    """The PDF of these badges."""
    drawing = draw(bearers, Look(two_sided=two_sided), occasion(), layout)
    assert drawing.flaws == ()
    file = folder / f"{layout}.pdf"
    file.write_bytes(typesetting.pdf_apart(TEMPLATE, drawing.document, drawing.images, made_at=MADE))
    return file


def at_203_dpi(file: Path) -> list[Image.Image]:
    """Its pages as a label printer sees them: black or white."""
    subprocess.run(["pdftoppm", "-r", "203", "-mono", "-png", file, file.with_suffix("")], check=True)
    return [Image.open(page).convert("L") for page in sorted(file.parent.glob(f"{file.stem}-*.png"))]


def text_of(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("layout", Layout)
def test_every_qr_code_is_read_at_203_dots_per_inch(layout: Layout, tmp_path: Path) -> None:
    pages = at_203_dpi(printed(everybody(), tmp_path, layout))
    assert len(pages) == -(-len(NAMES) // SHEETS[layout].count)
    read = [found.text for page in pages for found in zxingcpp.read_barcodes(page)]
    assert sorted(read) == sorted(one.code for one in everybody())


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("two_sided", [False, True])
def test_the_pages_have_the_size_of_the_paper(layout: Layout, tmp_path: Path, *, two_sided: bool) -> None:
    file = printed(everybody()[:9], tmp_path, layout, two_sided=two_sided)
    told = subprocess.run(["pdfinfo", "-l", "99", "-box", file], capture_output=True, text=True, check=True).stdout
    sheet = SHEETS[layout]
    boxes = [tuple(map(float, found)) for found in re.findall(r"MediaBox: +(\S+) +(\S+) +(\S+) +(\S+)", told)]
    assert len(boxes) == -(-9 // sheet.count) * (2 if two_sided else 1)
    paper = pytest.approx((0, 0, sheet.page.width * POINTS, sheet.page.height * POINTS), abs=0.02)
    assert all(box == paper for box in boxes)


def test_the_back_of_each_badge_is_behind_its_front(tmp_path: Path) -> None:
    people = [replace(one, sessions=(f"Session of {one.given_name}",)) for one in everybody()[1:5]]
    file = printed(people, tmp_path, Layout.A4_4, two_sided=True)
    front, behind = text_of(file).split("\f")[:2]
    assert re.findall(r"Amina|Wei|Haruka|Min-jun", front) == ["Amina", "Wei", "Haruka", "Min-jun"]
    assert re.findall(r"Session of (Amina|Wei|Haruka|Min-jun)", behind) == ["Wei", "Amina", "Min-jun", "Haruka"]


def test_what_people_typed_is_text_and_not_a_program(tmp_path: Path) -> None:
    file = printed([named('#read("x") $x$ *b*', r"\u{41} <a> @b // c")], tmp_path)
    assert '#read("x") $x$ *b*' in text_of(file)
    assert r"\U{41} <A> @B // C" in text_of(file)


@pytest.mark.parametrize("script", NAMES)
def test_names_of_eleven_scripts_have_all_their_letters(script: str, tmp_path: Path) -> None:
    one = bearer(script)
    file = printed([one], tmp_path)
    said = re.sub(r"\s", "", text_of(file))
    assert re.sub(r"\s", "", one.given_name) in said
    if script in {"Chinese", "Japanese", "Korean", "Cyrillic", "Thai", "Ethiopic", "Georgian"}:
        assert re.sub(r"\s", "", one.native_name) in said
    boxes = _shapes([bearer("Latin")], instead="\U00010348")
    assert len(boxes) >= 2  # the letter is in no font: a box, thin and bold
    assert not _shapes([one]) & boxes


def test_a_letter_that_no_font_has_is_found_before_printing_and_named() -> None:
    hwair = named("Ulfilas \U00010348", "Gotland", 7)
    drawing = draw([bearer("Arabic"), hwair], Look(), occasion(), Layout.A6)
    assert drawing.flaws == (Flaw(7, "Ulfilas \U00010348 Gotland", "\U00010348"),)
    assert [one.given_name for one in drawing.drawn] == ["Amina"]


def test_a_name_that_fits_on_no_label_is_held_back_and_not_cut() -> None:
    endless = named("W" * 120, "W" * 120, 8, native="界" * 160, language="ja")
    assert draw([endless], Look(), occasion(), Layout.CARD).flaws == (Flaw(8, endless.name, ""),)
    assert draw([endless], Look(), occasion(), Layout.A6).flaws == ()


@pytest.mark.parametrize("layout", Layout)
def test_long_names_stand_in_full_and_inside_the_badge(layout: Layout, tmp_path: Path) -> None:
    long = named("Maria-Antoinette Wilhelmina Alexandra", "von und zu Hohenstaufen-Württemberg-Schwarzenberg")
    file = printed([long], tmp_path, layout)
    words = text_of(file).split()
    assert [
        word for word in words if word in {"Maria-Antoinette", "Wilhelmina", "Alexandra"}
    ] == long.given_name.split()
    assert "SCHWARZENBERG" in "".join(words)
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    page = SHEETS[layout].page
    for x1, y1, x2, y2 in re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)"', told):
        assert 0 <= float(x1) <= float(x2) <= page.width * POINTS
        assert 0 <= float(y1) <= float(y2) <= page.height * POINTS


@pytest.mark.parametrize("layout", Layout)
def test_measured_lines_are_never_broken_by_the_typesetter(layout: Layout, tmp_path: Path) -> None:
    people = [replace(one, native_name=f"{one.native_name} " * 4) for one in everybody()]
    drawing = draw(people, Look(two_sided=True), occasion(), layout)
    file = tmp_path / "badges.pdf"
    file.write_bytes(typesetting.pdf_apart(TEMPLATE, drawing.document, drawing.images, made_at=MADE))
    told = subprocess.run(["pdftotext", "-bbox-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    widest = max(float(x2) - float(x1) for x1, x2 in re.findall(r'<line xMin="(.+?)" .+?xMax="(.+?)"', told))
    assert widest <= SHEETS[layout].page.width * POINTS
    sizes = [line[2] for badge in drawing.document["badges"] for line in badge["lines"]]
    assert min(sizes) >= 6


def test_pictures_of_a_badge_for_the_screen() -> None:
    logo = BytesIO()
    Image.new("RGB", (200, 100), "#0b4a82").save(logo, "PNG")
    photo = BytesIO()
    Image.new("RGB", (300, 400), "#888888").save(photo, "JPEG")
    one = replace(bearer("Japanese"), photo=photo.getvalue())
    drawing = draw([one], Look(two_sided=True), occasion(logo.getvalue()), Layout.LABEL)
    front, behind = typesetting.pictures(TEMPLATE, drawing.document, drawing.images, kind="png", dots_per_inch=203)
    picture = Image.open(BytesIO(front)).convert("RGB")
    assert picture.size == pytest.approx((62 * 203 / 25.4, 100 * 203 / 25.4), abs=1)
    seen = {colour for _count, colour in picture.getcolors(1 << 20) or []}
    assert {(0x0B, 0x4A, 0x82), (0x88, 0x88, 0x88)} <= seen
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [one.code]
    assert Image.open(BytesIO(behind)).size == picture.size
    [svg, _behind] = typesetting.pictures(TEMPLATE, drawing.document, drawing.images, kind="svg")
    assert svg.startswith(b"<svg")


def test_a_template_that_cannot_be_set_says_so() -> None:
    with pytest.raises(typesetting.NotSet):
        typesetting.pdf_apart(TEMPLATE, {"title": "nothing else"}, made_at=MADE)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=120)


@settings(deadline=None, max_examples=60)
@given(texts, texts, texts, st.sampled_from(Layout))
def test_whatever_somebody_is_called_is_drawn_or_named(
    given_name: str, family: str, native: str, layout: Layout
) -> None:
    one = named(given_name, family, native=native)
    drawing = draw([one], Look(), occasion(), layout)
    assert len(drawing.drawn) + len(drawing.flaws) == 1
    for badge in drawing.document["badges"]:
        large = [line for line in badge["lines"] if line[2] >= LEAST_NAME]
        assert large or not (given_name.strip() or family.strip() or native.strip())


def _shapes(bearers: list[Bearer], *, instead: str = "") -> set[bytes]:
    """What the letters of a person look like; `instead` puts that letter in the place of all lines of the first one."""
    drawing = draw(bearers, Look(), occasion(), Layout.A6)
    lines = drawing.document["badges"][0]["lines"]
    if instead:
        drawing.document["badges"][0]["lines"] = [
            [box, instead, size, is_bold, language, is_soft]
            for box, _text, size, _bold, _language, is_soft in lines[:1]
            for is_bold in (False, True)
            for language in ("", "ar", "ja", "ko", "zh")
        ]
    drawing.document["head"], drawing.document["bands"]["UNI"]["lines"] = [], []
    [svg] = typesetting.pictures(TEMPLATE, drawing.document, kind="svg")
    return set(re.findall(rb'<symbol id="[^"]+"[^>]*>(.*?)</symbol>', svg, re.DOTALL))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, SURELY_FITS), st.integers(0, SURELY_FITS), st.sampled_from("W界"), st.sampled_from(Layout))
def test_a_name_of_ordinary_length_fits_on_any_paper(first: int, second: int, letter: str, layout: Layout) -> None:
    first, second = sorted((first, second))
    assume(max(first, second - first) <= LONGEST_WORD)
    one = named(letter * first, letter * (second - first), native="界" * (SURELY_FITS - second - 1), language="ja")
    assert [flaw for flaw in draw([one], Look(), occasion(), layout).flaws if not flaw.letters] == []
