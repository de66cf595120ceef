"""Photos for badges: decoded, turned upright, made small and written anew. Nothing else of the file is kept.

What a camera notes in a photo (EXIF: where, when, with what) goes; so does whatever hides behind the picture. Pure.
"""

import struct
from enum import StrEnum, auto
from io import BytesIO

from PIL import Image, ImageOps

LARGEST = 5 * 1024 * 1024  # bytes
SMALLEST_SIDE = 240  # pixels: less does not print
MOST_PIXELS = 40_000_000  # of a camera; more is no photo of a person but a trap for the memory
_KEPT = (480, 640)  # pixels at most, two to a badge's millimetre at 35 by 45 mm
_NARROWEST, _WIDEST = 0.5, 1.1  # width by height of a portrait
_QUALITY = 85
_DECODED = (960, 1280)  # at least: a decoder need not unpack what is thrown away
_TROUBLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, ArithmeticError, TypeError, struct.error, Warning)
_BEGINS = b"\xff\xd8\xff"


class PhotoFlaw(StrEnum):
    """Why a photo is refused."""

    EMPTY = auto()
    TOO_LARGE = auto()
    NO_JPEG = auto()
    BROKEN = auto()
    TOO_SMALL = auto()
    TOO_MANY_PIXELS = auto()
    NO_PORTRAIT = auto()


class PhotoRefused(ValueError):
    """The photo cannot be taken; `flaw` says why."""

    def __init__(self, flaw: PhotoFlaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def made_small(content: bytes) -> bytes:
    """The same photo as a small plain JPEG. PhotoRefused where it is none, or not one of a person for a badge.

    Its measures are read before its pixels are, so that no file fills the memory.
    """
    _check_bytes(content)
    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as photo:
            _check_measures(*photo.size)
            photo.draft("RGB", _DECODED)
            photo.load()
            upright = ImageOps.exif_transpose(photo)
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefused(PhotoFlaw.TOO_MANY_PIXELS) from error
    except _TROUBLE as error:
        raise PhotoRefused(PhotoFlaw.BROKEN) from error
    width, height = upright.size
    if not _NARROWEST <= width / height <= _WIDEST:
        raise PhotoRefused(PhotoFlaw.NO_PORTRAIT)
    return _written(upright)


def _check_bytes(content: bytes) -> None:
    if not content:
        raise PhotoRefused(PhotoFlaw.EMPTY)
    if len(content) > LARGEST:
        raise PhotoRefused(PhotoFlaw.TOO_LARGE)
    if not content.startswith(_BEGINS):
        raise PhotoRefused(PhotoFlaw.NO_JPEG)


def _check_measures(width: int, height: int) -> None:
    if min(width, height) < SMALLEST_SIDE:
        raise PhotoRefused(PhotoFlaw.TOO_SMALL)
    if width * height > MOST_PIXELS:
        raise PhotoRefused(PhotoFlaw.TOO_MANY_PIXELS)


def _written(photo: Image.Image) -> bytes:
    """The pixels alone, on a canvas of their own."""
    small = photo.convert("RGB")
    small.thumbnail(_KEPT, Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", small.size, "white")
    canvas.paste(small)
    target = BytesIO()
    canvas.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return target.getvalue()
