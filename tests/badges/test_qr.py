"""QR symbols: those of the qrcode library, module by module, and readable by somebody else's decoder."""

import io
import re
import string
import xml.etree.ElementTree as ET
from typing import Any, TypeVar
from uuid import UUID

import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from tracker.badges import codes, qr
from tracker.badges.qr import FastQRCode

AMINAS_CODE = codes.derive(UUID("0b5d6c1e-8a53-4f0e-9d7a-2f6f6f1c0a01"), bytes(range(32)))
ALPHANUMERIC = string.digits + string.ascii_uppercase + " $%*+-./:"
SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.pure

Symbol = TypeVar("Symbol", bound="qrcode.QRCode[Any]")

levels = st.sampled_from([ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q, ERROR_CORRECT_H])
texts = st.one_of(
    st.text(string.digits, min_size=1, max_size=150),
    st.text(ALPHANUMERIC, min_size=1, max_size=100),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
)


@settings(max_examples=200, deadline=None)
@given(texts, levels)
def test_every_symbol_is_the_librarys(text: str, level: int) -> None:
    assert_alike(text, level=level)


@settings(max_examples=40, deadline=None)
@given(texts, levels, st.integers(0, 7))
def test_a_fixed_mask_is_kept(text: str, level: int, mask: int) -> None:
    assert_alike(text, level=level, mask=mask)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), levels)
def test_text_in_pieces_and_split_by_the_library(parts: list[str], level: int) -> None:
    ours, theirs = FastQRCode(error_correction=level), qrcode.QRCode(error_correction=level)
    for part in parts:
        ours.add_data(part, optimize=4)
        theirs.add_data(part, optimize=4)
    ours.make()
    theirs.make()
    assert ours.modules == theirs.modules


@pytest.mark.parametrize(("version", "level"), [(1, 3), (7, 2), (9, 1), (10, 0), (14, 3), (26, 1), (27, 0)])
def test_a_version_asked_for_is_kept(version: int, level: int) -> None:
    assert_alike("BADGE", version=version, level=level)


@pytest.mark.parametrize("letters", [*range(14, 18), 24, 25, 26])
def test_a_full_symbol_has_no_room_for_its_terminator(letters: int) -> None:
    assert_alike("A" * letters, level=ERROR_CORRECT_Q)
    assert_alike("A" * letters, level=ERROR_CORRECT_L)
    assert_alike("é" * (letters // 2), level=ERROR_CORRECT_Q)


@pytest.mark.parametrize("length", [189, 190, 191, 1100, 1200])
def test_longer_lengths_need_more_bits_from_version_10_and_27_on(length: int) -> None:
    for text in ("A" * length, "7" * length, "a" * (length // 2)):
        theirs = qrcode.QRCode(error_correction=ERROR_CORRECT_Q)
        theirs.add_data(text, optimize=0)
        ours = FastQRCode(error_correction=ERROR_CORRECT_Q)
        ours.add_data(text, optimize=0)
        assert ours.best_fit() == theirs.best_fit()


def test_what_the_library_derives_from_a_symbol_is_the_same() -> None:
    ours, theirs = made(FastQRCode(border=2), AMINAS_CODE), made(qrcode.QRCode(border=2), AMINAS_CODE)
    assert ours.get_matrix() == theirs.get_matrix()
    assert (printed(ours), ours.data_cache) == (printed(theirs), theirs.data_cache)


def test_too_much_data_is_refused() -> None:
    with pytest.raises(DataOverflowError):
        made(FastQRCode(), "x" * 3000)


def test_too_much_data_for_a_version_that_may_not_grow_is_refused() -> None:
    code = FastQRCode(version=1, error_correction=ERROR_CORRECT_Q)
    code.add_data("B" * 17, optimize=0)
    with pytest.raises(DataOverflowError):
        code.make(fit=False)


@given(st.uuids())
def test_a_badge_is_the_smallest_symbol_at_level_q(badge_id: UUID) -> None:
    modules = qr.matrix(codes.derive(badge_id, bytes(16)))
    assert {len(modules)} | {len(row) for row in modules} == {21}


def test_the_matrix_is_the_librarys_at_level_q() -> None:
    theirs = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    assert qr.matrix(AMINAS_CODE) == made(theirs, AMINAS_CODE).get_matrix()


@settings(deadline=None)
@given(st.uuids(), st.integers(2, 8))
def test_a_decoder_reads_the_badge_from_its_png(badge_id: UUID, scale: int) -> None:
    code = codes.derive(badge_id, bytes(16))
    assert decoded(qr.png(code, scale=scale)) == [(code, "Q")]


@settings(max_examples=50, deadline=None)
@given(st.text(string.printable.strip() + "éشارة代表", min_size=1, max_size=120))
def test_a_decoder_reads_any_text_from_its_png(text: str) -> None:
    assert decoded(qr.png(text, scale=4)) == [(text, "Q")]


def test_a_png_has_one_bit_a_pixel_and_a_quiet_zone_of_four_modules() -> None:
    image = opened(qr.png(AMINAS_CODE, scale=3))
    assert (image.mode, image.size) == ("1", (29 * 3, 29 * 3))
    assert dark_cells(image.resize((29, 29), Image.Resampling.NEAREST)) == expected_cells(quiet=4)


def test_an_svg_shows_the_same_modules() -> None:
    root = ET.fromstring(qr.svg(AMINAS_CODE, label="Badge"))
    path = root.find(f"{SVG}path")
    assert path is not None
    assert cells_of_path(path.attrib["d"]) == expected_cells(quiet=4)


def test_an_svg_can_stand_in_a_strict_page() -> None:
    root = ET.fromstring(qr.svg(AMINAS_CODE, label='Amina "A" <Diallo> & Co', module=5))
    assert [child.tag for child in root] == [f"{SVG}rect", f"{SVG}path"]
    assert root.attrib == {
        "viewBox": "0 0 29 29",
        "width": "145",
        "height": "145",
        "role": "img",
        "aria-label": 'Amina "A" <Diallo> & Co',
        "shape-rendering": "crispEdges",
    }


def assert_alike(text: str, *, level: int, version: int | None = None, mask: int | None = None) -> None:
    ours = made(FastQRCode(version, level, mask_pattern=mask), text)
    theirs = made(qrcode.QRCode(version, level, mask_pattern=mask), text)
    assert (ours.version, ours.modules_count) == (theirs.version, theirs.modules_count)
    assert ours.data_cache == theirs.data_cache
    assert ours.modules == theirs.modules


def made(symbol: Symbol, text: str) -> Symbol:
    symbol.add_data(text, optimize=0)
    symbol.make()
    return symbol


def decoded(png: bytes) -> list[tuple[str, str]]:
    return [(found.text, found.ec_level) for found in zxingcpp.read_barcodes(opened(png).convert("L"))]


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def expected_cells(*, quiet: int) -> set[tuple[int, int]]:
    modules = qr.matrix(AMINAS_CODE)
    return {(x + quiet, y + quiet) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark}


def dark_cells(image: Image.Image) -> set[tuple[int, int]]:
    return {(x, y) for x in range(image.width) for y in range(image.height) if not image.getpixel((x, y))}


def cells_of_path(path: str) -> set[tuple[int, int]]:
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", path)
    assert "".join(f"M{x} {y}h{width}v1H{x}z" for x, y, width in runs) == path
    return {(int(x) + step, int(y)) for x, y, width in runs for step in range(int(width))}


def printed(symbol: "qrcode.QRCode[Any]") -> str:
    out = io.StringIO()
    symbol.print_ascii(out)
    return out.getvalue()
