"""Names of people and delegations: folding for search, keys for sorting, printing."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ə": "e",
    }
)
_APOSTROPHES = re.compile("['’ʻʼ`´]")
_JOINTS = re.compile("['’ʻʼ`´-]")


def fold(text: str) -> str:
    """The text without accents, case and punctuation, words apart by one space.

    >>> fold("Côte d’Ivoire"), fold("Łukasz  Øster-Ström")
    ('cote d ivoire', 'lukasz oster strom')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_UNDECOMPOSED)
    return " ".join("".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in bare).split())


def search_key(*parts: str) -> str:
    """All that a person may be found by, folded, with a space before every word.

    Joined words stand in it apart and as one, for people write El-Sayed and Elsayed, d'Ivoire and dIvoire.

    >>> search_key("El-Sayed", "O'Brien")
    ' el sayed elsayed o brien obrien'
    """
    words = (word for part in parts for way in (fold(part), fold(_JOINTS.sub("", part))) for word in way.split())
    return " " + " ".join(dict.fromkeys(words))


def search_terms(query: str) -> list[str]:
    """The words of a query, folded, in any order; at most eight count. Each is the beginning of a word of the key."""
    return fold(query).split()[:8]


def sort_key(family_name: str, given_name: str) -> str:
    """Where a person stands in an alphabetical list."""
    return ", ".join(fold(_APOSTROPHES.sub("", name)) for name in (family_name, given_name))


def printed(title: str, given_name: str, family_name: str) -> str:
    """As in a list of participants: "Ms Marie-Hélène DUPONT"."""
    return " ".join(part for part in (title, given_name, family_name.upper()) if part)


def clean(text: str) -> str:
    """What somebody typed, without the characters that break pages, mails and spreadsheets, spaces folded."""
    visible = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", visible).splitlines())
    return "\n".join(lines).strip()
