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
# Letters that Arabic and Persian keyboards write one for the other.
_VARIANTS = str.maketrans("ةىیک", "هييك", "ـ")
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "DIGIT", "COMBINING")
# Scripts in which two signs are a name.
_SHORT = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
LETTERS = 3  # that are worth a search, in all other scripts
_APOSTROPHES = re.compile("['’ʻʼ`´]")
_GREEK_ACCENT = re.compile("([\u0391-\u03a9]\u0308?)\u0301")
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
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
    return " " + " ".join(dict.fromkeys(word.translate(_VARIANTS) for word in words))


def search_terms(query: str) -> list[str]:
    """What each word of a query is in a key that it finds, in any order; at most eight words count.

    That is the beginning of a word of the key. Where words are not set apart, or begin with an article, it is any
    part of one: 伟 finds 王伟, and سيد finds السيد.

    >>> search_terms("Côte KOUA"), search_terms("王")
    ([' cote', ' koua'], ['王'])
    """
    words = fold(query).translate(_VARIANTS).split()[:8]
    return [f" {word}" if all(_written_in(sign, _ALPHABETS) for sign in word) else word for word in words]


def is_enough(query: str) -> bool:
    """Whether a query is long enough to look for one person: three letters, or one sign where two are a name.

    >>> is_enough("kou"), is_enough("li w"), is_enough("王"), is_enough("ko"), is_enough("..ko..")
    (True, True, True, False, False)
    """
    words = fold(query).split()
    return sum(map(len, words)) >= LETTERS or any(_written_in(word, _SHORT) for word in words)


def _written_in(text: str, scripts: tuple[str, ...]) -> bool:
    return any(unicodedata.name(sign, "").startswith(scripts) for sign in text)


def sort_key(family_name: str, given_name: str) -> str:
    """Where a person stands in an alphabetical list."""
    return ", ".join(fold(_APOSTROPHES.sub("", name)) for name in (family_name, given_name))


def printed(title: str, given_name: str, family_name: str) -> str:
    """As in a list of participants: "Ms Marie-Hélène DUPONT"."""
    return " ".join(part for part in (title, given_name, family_name.upper()) if part)


def capitals(name: str) -> str:
    """A family name as badges print it: Greek capitals bear no accent, and Georgian has none in everyday use.

    >>> capitals("Weiß"), capitals("Παπαδόπουλος"), capitals("ბერიძე")
    ('WEISS', 'ΠΑΠΑΔΟΠΟΥΛΟΣ', 'ბერიძე')
    """
    raised = "".join(letter if "\u10d0" <= letter <= "\u10ff" else letter.upper() for letter in name)
    taken_apart = unicodedata.normalize("NFD", raised)
    return unicodedata.normalize("NFC", _GREEK_ACCENT.sub(r"\1", taken_apart))


def parted(name: str) -> tuple[str, str]:
    """Given names and family name of a name as it is said: the family name in capitals, before a comma, or last.

    >>> parted("Amina EL SAYED"), parted("KOUASSI Adjoua"), parted("Dupont, Marie-Hélène"), parted("Jean Petit")
    (('Amina', 'El Sayed'), ('Adjoua', 'Kouassi'), ('Marie-Hélène', 'Dupont'), ('Jean', 'Petit'))
    >>> parted("Sukarno"), parted("王伟"), parted("LI WEI")
    (('', 'Sukarno'), ('', '王伟'), ('Li', 'Wei'))
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given:
        return given, family
    words = name.replace(",", " ").split()
    loud = [word for word in words if word.isupper() and len(word) > 1]
    if loud and len(loud) < len(words):
        return " ".join(word for word in words if word not in loud), " ".join(loud).title()
    if len(loud) == len(words) > 1:
        words = [word.title() for word in words]
    return " ".join(words[:-1]), words[-1] if words else ""


def clean(text: str) -> str:
    r"""What somebody typed, without the characters that break pages, mails, badges and spreadsheets, spaces folded.

    Signs that nobody sees and that turn the letters around them, or part them, go too; joiners stay where they join,
    as in Persian, Hindi and Sinhala names, and in emoji.

    >>> clean("GNP\u202etxe.ELPOEP"), clean("Ali\u200b\tBen  Salah"), clean("\u200d")
    ('GNPtxe.ELPOEP', 'Ali Ben Salah', '')
    """
    cleaned = unicodedata.normalize("NFC", text)
    while (visible := unicodedata.normalize("NFC", _without_unseen(cleaned))) != cleaned:
        cleaned = visible  # what stands before a joiner may have changed places
    return "\n".join(" ".join(line.split()) for line in cleaned.splitlines()).strip()


def _without_unseen(text: str) -> str:
    kept = ""
    for sign in text:
        if _joins(sign, kept[-1:]) or sign in "\n\t" or unicodedata.category(sign) not in _UNWANTED:
            kept += sign
    return kept


def _joins(sign: str, before: str) -> bool:
    """Whether it is a joiner after something that can be joined: no space, and no letter that stands alone anyway."""
    can_be = before and unicodedata.category(before)[0] in "LMS" and not _written_in(before, _ALPHABETS)
    return sign in _JOINERS and bool(can_be)
