"""Logos: what is kept of a picture, and what is refused."""

from io import BytesIO

import pytest
from PIL import Image

from tracker.registration.badges import logos
from tracker.registration.badges.logos import LogoFlaw, LogoRefused, made_plain

pytestmark = pytest.mark.pure

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">{}</svg>'
)
CIRCLE = '<circle cx="10" cy="5" r="5" fill="#0b4a82"/>'


def picture(kind: str, size: tuple[int, int] = (200, 100), mode: str = "RGB") -> bytes:
    target = BytesIO()
    Image.new(mode, size, "#0b4a82").save(target, kind)
    return (
        made_plain(target.getvalue()) if kind == "PNG" and mode == "RGB" and size == (200, 100) else target.getvalue()
    )


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(made_plain(content)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_written_anew_as_png(kind: str) -> None:
    kept = opened(picture(kind, (400, 100)))
    assert (kept.format, kept.size) == ("PNG", (400, 100))


def test_a_large_picture_is_made_small_and_a_small_one_stays_the_same() -> None:
    assert opened(picture("PNG", (3000, 1000))).size == (900, 300)
    once = made_plain(picture("PNG"))
    assert made_plain(once) == once


def test_what_is_clear_stays_clear() -> None:
    assert opened(picture("PNG", mode="RGBA")).mode == "RGBA"


def test_nothing_else_of_the_file_is_kept() -> None:
    noted = picture("JPEG") + b"<script>alert(1)</script>"
    assert b"script" not in made_plain(noted)


def test_a_drawing_becomes_pixels() -> None:
    kept = opened(SVG.format(CIRCLE).encode())
    assert (kept.format, kept.size) == ("PNG", (900, 450))
    pixel = kept.convert("RGBA").getpixel((450, 225))
    assert pixel == (0x0B, 0x4A, 0x82, 255)
    corner = kept.convert("RGBA").getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] == 0


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", LogoFlaw.NO_PICTURE),
        (b"GIF89a", LogoFlaw.NO_PICTURE),
        (b"%PDF-1.7", LogoFlaw.NO_PICTURE),
        (picture("PNG")[:-40], LogoFlaw.BROKEN),
        (picture("PNG", (8, 100)), LogoFlaw.TOO_SMALL),
        (b"\x89PNG" + b"0" * logos.LARGEST, LogoFlaw.TOO_LARGE),
        (b"<html><body>no drawing</body></html>", LogoFlaw.NO_PICTURE),
        (b"<svg", LogoFlaw.BROKEN),
        (SVG.format("<script>alert(1)</script>").encode(), LogoFlaw.REACHES_OUT),
        (SVG.format('<circle onload="x()" r="1"/>').encode(), LogoFlaw.REACHES_OUT),
        (SVG.format('<image href="file:///etc/passwd"/>').encode(), LogoFlaw.REACHES_OUT),
        (SVG.format('<use xlink:href="other.svg#a"/>').encode(), LogoFlaw.REACHES_OUT),
        (SVG.format('<rect style="fill:url(http://a.example/x)"/>').encode(), LogoFlaw.REACHES_OUT),
        (SVG.format("<style>@import 'x.css'</style>").encode(), LogoFlaw.REACHES_OUT),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;").encode(), LogoFlaw.REACHES_OUT),
    ],
)
def test_what_is_refused(content: bytes, flaw: LogoFlaw) -> None:
    with pytest.raises(LogoRefused) as refused:
        made_plain(content)
    assert refused.value.flaw is flaw


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    target = BytesIO()
    Image.new("1", (6000, 6000)).save(target, "PNG")
    with pytest.raises(LogoRefused) as refused:
        made_plain(target.getvalue())
    assert refused.value.flaw is LogoFlaw.TOO_MANY_PIXELS
