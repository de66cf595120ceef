"""Every name by which somebody may look for a delegation: in all languages that readers have, and older ones."""

from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale

from tracker.i18n import LANGUAGES, NOTICES
from tracker.people import aliases, country_names
from tracker.people.names import search_key


@lru_cache(maxsize=4096)
def every_name(code: str, name_en: str, name_fr: str) -> str:
    """The search key of a delegation; a country's holds what it is called in each language of the interface.

    >>> all(name in every_name("CN", "China", "Chine") for name in (" china", " chine", " 中国", " китаи", " الصين"))
    True
    """
    return search_key(code, name_en, name_fr, *_countries().get(code, ()), *aliases.of(code))


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """The names of countries by their code of two letters."""
    found: dict[str, list[str]] = {}
    for language in sorted({*LANGUAGES, *NOTICES}):
        for code, name in Locale.parse(language).territories.items():
            found.setdefault(code, []).append(name)
        for code, own in country_names.names(language).items():
            found.setdefault(code, []).append(own.name)
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


def matching(term: str, delegations: Iterable[tuple[int, str, str, str]]) -> set[int]:
    """Which delegations (id, code, English and French name) a term of a search finds."""
    return {id_ for id_, code, name_en, name_fr in delegations if term in every_name(code, name_en, name_fr)}
