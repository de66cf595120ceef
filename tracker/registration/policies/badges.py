"""The table [badges] of a meeting file in, a Dress out, and what is wrong with it. Pure."""

from base64 import b64decode
from collections.abc import Collection
from typing import Final

from tracker.badges.layouts import SINGLE, Layout
from tracker.i18n import LANGUAGES
from tracker.meetings.files.fields import Fields
from tracker.registration.badges import logos
from tracker.registration.badges.logos import LogoRefused
from tracker.registration.badges.looks import MOST_LANGUAGES, USUAL, BadgeField, Dress, Look, in_order

KEYS: Final = ("layout", "desk", "two_sided", "languages", "fields", "logo")
_LONGEST: Final = 2_000_000  # characters of a logo


def read(table: Fields) -> Dress:
    """The look of the badges; what the table does not say is as usual."""
    usual = USUAL.look
    desk = table.one_of("desk", Layout, usual.desk)
    if desk not in SINGLE:
        table.wrong(f"desk is {desk.value!r}; a printer at the desk has {', '.join(SINGLE)}")
    languages = _words(table, "languages", LANGUAGES, usual.languages)
    if not 1 <= len(languages) <= MOST_LANGUAGES:
        table.wrong("languages lists one or two")
    look = Look(
        layout=table.one_of("layout", Layout, usual.layout),
        desk=desk,
        two_sided=table.flag("two_sided", default=usual.two_sided),
        languages=languages,
        fields=in_order(BadgeField(one) for one in _words(table, "fields", tuple(BadgeField), usual.fields)),
    )
    return Dress(look, _logo(table))


def _words(table: Fields, key: str, known: Collection[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    said = table.table.get(key, list(usual))
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        table.wrong(f"{key} must be a list of words, such as {list(usual)}")
        return usual
    for one in said:
        if one not in known:
            table.wrong(f"{key}: there is no {one!r}; there are {', '.join(known)}")
    return tuple(dict.fromkeys(one for one in said if one in known))


def _logo(table: Fields) -> bytes | None:
    written = table.text("logo", _LONGEST, "")
    if not written:
        return None
    try:
        return logos.made_plain(b64decode(written, validate=True))
    except (LogoRefused, ValueError) as error:
        table.wrong(f"logo is no picture as base64 ({error})")
        return None
