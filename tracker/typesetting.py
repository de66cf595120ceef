"""Pages for paper, set by typst: a template of ours, data as data, fonts that came with the set-up.

Typst reads the template's folder and nothing else, and takes the data as one JSON text in `sys.inputs.document`: what
people typed is never read as markup. It releases Python's lock while it works.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from tracker.clock import as_utc

_ROOT: Final = Path(__file__).parent.parent
TEMPLATES: Final = _ROOT / "templates"
_LARGE: Final = 250_000  # bytes of a PDF
_REMEMBERED: Final = 10  # documents whose parts typst keeps, in case that the next one has them too
FONTS: Final = _ROOT / "static" / "vendor" / "@expo-google-fonts"


def pdf(template: str, document: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The pages of a template such as "exports/participants.typ", tagged for screen readers as PDF/UA-1 asks.

    `document` is what JSON can hold. Equal data gives an equal file.
    """
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
    assert isinstance(made, bytes)  # noqa: S101 (a PDF is one file; pages as pictures would be a list)
    if len(made) > _LARGE:
        _forget()
    return made


def _forget() -> None:
    """Let typst drop what it kept of the last pages, tens of megabytes: it goes once a few other ones were set."""
    for _ in range(_REMEMBERED + 1):
        typst.compile(b" ", font_paths=_fonts(), ignore_system_fonts=True, format="pdf")


@cache
def _fonts() -> typst.Fonts:
    """The fonts, listed once: Noto Sans for every script that names are written in."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
