"""Logos for badges: decoded, made small, written anew as PNG. Nothing else of an uploaded file is kept. Pure.

A drawing (SVG) is refused if it reaches for anything outside of itself, then drawn once by typst in a process of its
own: what is kept is pixels.
"""

import re
from base64 import b64encode
from enum import StrEnum, auto
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element  # only to name what defusedxml answers

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image, UnidentifiedImageError

from tracker import typesetting
from tracker.typesetting import NotSet

LARGEST: Final = 1024 * 1024  # bytes of an upload
MOST_PIXELS: Final = 25_000_000
KEPT: Final = (900, 450)  # pixels at most
MOST_KEPT: Final = 400_000  # bytes
TEMPLATE: Final = "registration/badges/logo.typ"
_SMALLEST: Final = 16  # pixels
_OUTSIDE: Final = frozenset({"script", "foreignObject", "image", "feImage", "animate", "set", "iframe", "a"})
_REFERENCE: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)
_TROUBLE: Final = (OSError, SyntaxError, ValueError, EOFError, LookupError, ArithmeticError, TypeError, Warning)


class LogoFlaw(StrEnum):
    """Why a logo is refused."""

    TOO_LARGE = auto()
    NO_PICTURE = auto()
    BROKEN = auto()
    TOO_SMALL = auto()
    TOO_MANY_PIXELS = auto()
    REACHES_OUT = auto()  # an SVG with scripts, links or other files


class LogoRefused(ValueError):
    """The logo cannot be taken; `flaw` says why."""

    def __init__(self, flaw: LogoFlaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def made_plain(content: bytes) -> bytes:
    """The same logo as a small PNG. Raises LogoRefused."""
    if len(content) > LARGEST:
        raise LogoRefused(LogoFlaw.TOO_LARGE)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        content = _drawn(content)
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            _check_measures(*picture.size)
            picture.load()
            return _written(picture)
    except LogoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoRefused(LogoFlaw.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise LogoRefused(LogoFlaw.NO_PICTURE) from error
    except _TROUBLE as error:
        raise LogoRefused(LogoFlaw.BROKEN) from error


def _check_measures(width: int, height: int) -> None:
    if min(width, height) < _SMALLEST:
        raise LogoRefused(LogoFlaw.TOO_SMALL)
    if width * height > MOST_PIXELS:
        raise LogoRefused(LogoFlaw.TOO_MANY_PIXELS)


def _written(picture: Image.Image) -> bytes:
    """The pixels alone, smaller where they would still be too many bytes."""
    small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail(KEPT, Image.Resampling.LANCZOS)
    while True:
        target = BytesIO()
        canvas = Image.new(small.mode, small.size)
        canvas.paste(small)
        canvas.save(target, "PNG", optimize=True)
        if target.tell() <= MOST_KEPT:
            return target.getvalue()
        small = small.resize((max(1, small.width * 3 // 4), max(1, small.height * 3 // 4)))


def _drawn(content: bytes) -> bytes:
    """An SVG as PNG, if it keeps to itself."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise LogoRefused(LogoFlaw.REACHES_OUT) from error
    except (ParseError, ValueError, LookupError) as error:
        raise LogoRefused(LogoFlaw.BROKEN) from error
    if _name(root.tag) != "svg":
        raise LogoRefused(LogoFlaw.NO_PICTURE)
    if any(_reaches_out(part) for part in root.iter()):
        raise LogoRefused(LogoFlaw.REACHES_OUT)
    try:
        return typesetting.picture_apart(TEMPLATE, {}, {"logo.svg": content})
    except NotSet as error:
        raise LogoRefused(LogoFlaw.BROKEN) from error


def _reaches_out(part: Element) -> bool:
    if _name(part.tag) in _OUTSIDE:
        return True
    for name, value in part.attrib.items():
        plain = _name(name)
        if (
            plain.lower().startswith("on")
            or (plain == "href" and not value.startswith("#"))
            or _REFERENCE.search(value)
        ):
            return True
    return bool(_REFERENCE.search(part.text or ""))


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def as_address(logo: bytes) -> str:
    """The logo as an address that a page shows without another request."""
    return "data:image/png;base64," + b64encode(logo).decode()
