"""What desks are told, as JSON: the words that people read belong to the page, which knows them without a network."""

from tracker.checkin.doors import fullness
from tracker.checkin.queries import Counts, Found, Known
from tracker.checkin.scanning import Answer
from tracker.i18n import current_language
from tracker.people.categories import label
from tracker.people.names import printed
from tracker.registration.wording import office_word
from tracker.templating import iso


def answer(one: Answer) -> dict[str, object]:
    """The answer to a scan."""
    return {
        "id": str(one.id),
        "verdict": one.verdict,
        "again": one.again,
        "person": one.person and person(one.person),
        "seen": one.seen and {"at": iso(one.seen.at), "desk": one.seen.desk},
    }


def person(one: Known | Found) -> dict[str, object]:
    """Somebody as the desk shows them, in the reader's language."""
    delegation = one.name_fr if current_language() == "fr" else one.name_en
    return {
        "name": printed(one.title, one.given_name, one.family_name),
        "native_name": one.native_name,
        "represents": delegation or one.organization,
        "office": office_word(one.function, one.function_title) if one.function else "",
        "category": str(one.category_label or label(one.category)),
    }


def found(one: Found) -> dict[str, object]:
    """Somebody found by name."""
    return person(one) | {"uid": str(one.uid), "state": one.state}


def counts(one: Counts) -> dict[str, int | str | None]:
    """The figures of a session."""
    return {
        "inside": one.inside,
        "came": one.came,
        "expected": one.expected,
        "refused": one.refused,
        "capacity": one.capacity,
        "provisional": one.provisional,
        "room": fullness(one.inside + one.provisional, one.capacity),
    }
