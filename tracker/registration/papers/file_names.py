"""What people call their files. Pure."""

import re
import unicodedata

LONGEST = 120  # characters
_ENDING = ".pdf"
_PLAIN = "paper"
_PATH = re.compile(r"[/\\]")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')


def cleaned(name: str) -> str:
    r"""The name as one that every system can save, always with the ending of a PDF.

    >>> cleaned("C:\\Users\\mona\\Note verbale.PDF"), cleaned("../../etc/passwd"), cleaned("\x00.pdf")
    ('Note verbale.pdf', 'passwd.pdf', 'paper.pdf')
    """
    last = _PATH.split(name)[-1]
    shown = "".join(" " if _is_unseen(letter) else letter for letter in unicodedata.normalize("NFC", last))
    words = " ".join(_NOT_IN_A_NAME.sub(" ", shown).split())
    stem = words[: -len(_ENDING)] if words.lower().endswith(_ENDING) else words
    return (stem.strip(" .")[: LONGEST - len(_ENDING)].strip(" .") or _PLAIN) + _ENDING


def _is_unseen(letter: str) -> bool:
    """Control characters, and those that turn the direction of what follows: "annexfdp.exe"."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
