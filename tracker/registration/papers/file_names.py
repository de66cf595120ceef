"""What people call their files. Pure."""

import re
import unicodedata
from collections.abc import Mapping

LONGEST = 120  # characters
PDF, JPEG = ".pdf", ".jpg"
_ENDINGS: Mapping[str, tuple[str, ...]] = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg")}  # as people write them
_PLAIN = "paper"
_PATH = re.compile(r"[/\\]")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')


def cleaned(name: str, ending: str = PDF) -> str:
    r"""The name as one that every system can save, always with the ending of a PDF or of a JPEG.

    >>> cleaned("C:\\Users\\mona\\Note verbale.PDF"), cleaned("../../etc/passwd"), cleaned("\x00.pdf")
    ('Note verbale.pdf', 'passwd.pdf', 'paper.pdf')
    """
    last = _PATH.split(name)[-1]
    shown = "".join(" " if _is_unseen(letter) else letter for letter in unicodedata.normalize("NFC", last))
    words = " ".join(_NOT_IN_A_NAME.sub(" ", shown).split())
    written = next((one for one in _ENDINGS[ending] if words.lower().endswith(one)), "")
    stem = words.removesuffix(words[len(words) - len(written) :]) if written else words
    return (stem.strip(" .")[: LONGEST - len(ending)].strip(" .") or _PLAIN) + ending


def _is_unseen(letter: str) -> bool:
    """Control characters, and those that turn the direction of what follows: "annexfdp.exe"."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
