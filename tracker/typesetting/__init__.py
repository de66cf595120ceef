"""Pages for paper, set by typst: a template of ours, data as data, fonts that came with the set-up.

Typst reads one folder and nothing else. The data is JSON, in `sys.inputs.document` or in a file beside the template:
what people typed is never read as markup. It releases Python's lock while it works.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import typst

from tracker.clock import as_utc

_ROOT: Final = Path(__file__).parent.parent.parent
TEMPLATES: Final = _ROOT / "templates"
_LARGE: Final = 250_000  # bytes of a PDF
_REMEMBERED: Final = 10  # documents whose parts typst keeps, in case that the next one has them too
FONTS: Final = _ROOT / "static" / "vendor" / "@expo-google-fonts"
_SETTER: Final = Path(__file__).with_name("setter.py")
_SECONDS: Final = 300  # for one file in a process of its own
_SECONDS_OF_A_PICTURE: Final = 10
MAIN: Final = "main.typ"


class NotSet(Exception):
    """Typst made no file: it ran out of time or memory, a letter has no font, or the template is wrong."""


def pdf(template: str, document: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The pages of a template such as "exports/participants.typ", tagged for screen readers as PDF/UA-1 asks.

    `document` is what JSON can hold, of letters that a font has (`glyphs`). Equal data gives an equal file. NotSet.
    """
    try:
        made = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES / template.rpartition("/")[0],
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=as_utc(made_at).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise NotSet(str(error)) from error
    assert isinstance(made, bytes)  # noqa: S101 (a PDF is one file; pages as pictures would be a list)
    if len(made) > _LARGE:
        _forget()
    return made


def pdf_apart(
    template: str, document: Mapping[str, Any], images: Mapping[str, bytes] | None = None, *, made_at: datetime
) -> bytes:
    """The same for thousands of pages, untagged, in a process whose memory is given back. Raises NotSet.

    The template reads "document.json", and `images` by their names, all beside it.
    """
    with _folder(template, document, images or {}) as folder:
        return _apart(folder, "pdf", int(as_utc(made_at).timestamp()), _SECONDS)


def picture_apart(template: str, document: Mapping[str, Any], images: Mapping[str, bytes]) -> bytes:
    """One page with what a stranger drew, as PNG, likewise; it has a few seconds. Raises NotSet."""
    with _folder(template, document, images) as folder:
        return _apart(folder, "png", 0, _SECONDS_OF_A_PICTURE)


def _apart(folder: Path, kind: Literal["pdf", "png"], made_at: int, seconds: int) -> bytes:
    """What the setting process makes of a folder; it ends after so many seconds."""
    options = (str(folder / MAIN), str(FONTS), kind, str(made_at), str(seconds))
    command = [sys.executable, "-I", str(_SETTER), *options]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 (our own script)
    except subprocess.TimeoutExpired as error:
        message = f"not set within {seconds} s"
        raise NotSet(message) from error
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace") or f"the process ended with {done.returncode}")
    return done.stdout


def pictures(
    template: str,
    document: Mapping[str, Any],
    images: Mapping[str, bytes] | None = None,
    *,
    kind: Literal["png", "svg"],
    dots_per_inch: int = 144,
) -> list[bytes]:
    """A few pages, each as a picture; letters are outlines, so that any device shows them alike."""
    with _folder(template, document, images or {}) as folder:
        made: object = typst.compile(
            folder / MAIN,
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=kind,
            ppi=dots_per_inch,
        )
    return [page for page in (made if isinstance(made, list) else [made]) if isinstance(page, bytes)]


@contextmanager
def _folder(template: str, document: Mapping[str, Any], images: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder for one run, with the template and what it reads; typst sees nothing outside of it."""
    with TemporaryDirectory(prefix="typesetting-") as name:
        folder = Path(name)
        shutil.copyfile(TEMPLATES / template, folder / MAIN)
        (folder / "document.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        for image, content in images.items():
            (folder / image).write_bytes(content)
        yield folder


def _forget() -> None:
    """Let typst drop what it kept of the last pages, tens of megabytes: it goes once a few other ones were set."""
    for _ in range(_REMEMBERED + 1):
        typst.compile(b" ", font_paths=_fonts(), ignore_system_fonts=True, format="pdf")


@cache
def _fonts() -> typst.Fonts:
    """The fonts, listed once: Noto Sans for every script that names are written in."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
