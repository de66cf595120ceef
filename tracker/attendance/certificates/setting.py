"""Which papers can be printed: those whose every letter a font has, but for the name in its own script.

That name is left out where no font has it, and the Latin one stands. Everything else has to be printed as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.attendance.certificates.candidates import Candidate
from tracker.attendance.certificates.saying import Paper
from tracker.errors import Invalid
from tracker.people.names import printed
from tracker.typesetting import glyphs

_NAMED = 10  # of those who cannot be printed, in one sentence


class NotPrintable(Invalid):
    """No font has what a certificate would say."""


@dataclass(frozen=True, slots=True)
class Unset:
    """Somebody of whose paper something is missing."""

    registration_id: int
    name: str
    what: str  # the name in its own script, or letters with their numbers


def name_of(paper: Paper) -> str:
    """As in a list of participants."""
    return printed(paper.title, paper.given_name, paper.family_name)


def flaw(paper: Paper) -> str:
    """Letters that have to be printed and cannot, as a person can look them up; empty where there are none."""
    return ", ".join(glyphs.named(glyphs.missing("".join(_texts(paper)))))


def leaves_out(paper: Paper) -> str:
    """The name in its own script, if the paper bears the Latin name alone."""
    return "" if glyphs.in_own_script(paper.native_name) else paper.native_name


def without_own_script(found: Iterable[Candidate]) -> list[Unset]:
    """Those whose paper bears the Latin name alone, with the other one."""
    return [
        Unset(one.registration_id, name_of(one.paper), one.paper.native_name) for one in found if leaves_out(one.paper)
    ]


def unprintable(found: Iterable[Candidate]) -> list[Unset]:
    """Those whose paper cannot be made, with the letters."""
    flaws = ((one, flaw(one.paper)) for one in found)
    return [Unset(one.registration_id, name_of(one.paper), letters) for one, letters in flaws if letters]


def check(found: Iterable[Candidate]) -> None:
    """Raise NotPrintable, with names and letters, unless all these papers can be made."""
    if unset := unprintable(found):
        raise NotPrintable(sentence([(one.name, one.what) for one in unset]))


def sentence(unset: list[tuple[str, str]]) -> str:
    """Why nothing was issued, and what to do."""
    named = "; ".join(f"{name}: {letters}" for name, letters in unset[:_NAMED])
    more = ", …" if len(unset) > _NAMED else ""
    return _(
        "Nothing is issued: no font can print letters of these certificates. Correct them first. %(people)s",
        people=named + more,
    )


def _texts(paper: Paper) -> Iterator[str]:
    yield from (paper.title, paper.given_name, paper.family_name, paper.accreditation)
    both = (paper.represents, paper.body, paper.meeting, paper.place, *(one.title for one in paper.sessions))
    for text in both:
        yield from (text.en, text.fr)
    yield from (one.code for one in paper.sessions)
