"""What a wall says, in each of its languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import force_locale, ngettext, pgettext
from flask_babel import gettext as _

from tracker import clock, days
from tracker.dashboard.live.figures import Figures, Meter, SessionFigures
from tracker.people.names import fold


@dataclass(frozen=True, slots=True)
class Words:
    """One language of a wall."""

    language: str
    title: str
    session: str  # which one, and when; empty without one
    expected: str
    arrived: str
    inside: str
    online: str
    represented: str  # a sentence
    verdict: str
    parts: str  # in the room, on the screen
    delegations: str  # the heading of their list
    nobody: str
    stale: str  # with {time}


def words(languages: Sequence[str], figures: Figures) -> tuple[Words, ...]:
    """All that is said about these figures."""
    return tuple(_words(language, figures) for language in languages)


def _words(language: str, figures: Figures) -> Words:
    with force_locale(language):
        quorum, focus = figures.meter.quorum, figures.session()
        return Words(
            language=language,
            title=figures.title.best(language)[0],
            session=_session(focus, figures.zone, language) if focus else "",
            expected=pgettext("persons", "Expected"),
            arrived=_("Arrived"),
            inside=_("In the room"),
            online=_("Online"),
            represented=ngettext(
                "%(num)s of %(entitled)s delegations represented",
                "%(num)s of %(entitled)s delegations represented",
                quorum.represented,
                entitled=quorum.entitled,
            ),
            verdict=_verdict(figures.meter, figures.zone),
            parts=_parts(figures.meter),
            delegations=_("Delegations represented"),
            nobody=_("No delegation is represented yet."),
            stale=_("Not up to date since {time}. Trying again."),
        )


def _session(session: SessionFigures, zone: str, language: str) -> str:
    starts, ends = (days.time(clock.in_zone(moment, zone)) for moment in (session.starts_at, session.ends_at))
    return f"{session.title.best(language)[0]}, {starts}\N{WORD JOINER}–\N{WORD JOINER}{ends}"


def _verdict(meter: Meter, zone: str) -> str:
    quorum = meter.quorum
    if quorum.needed is None:
        return ""
    if not quorum.is_met:
        missing = quorum.needed - quorum.represented
        return ngettext(
            "No quorum: %(num)s more delegation needed.", "No quorum: %(num)s more delegations needed.", missing
        )
    if meter.since is None:
        return _("Quorum met.")
    return _("Quorum met since %(time)s.", time=days.time(clock.in_zone(meter.since, zone)))


def _parts(meter: Meter) -> str:
    quorum = meter.quorum
    said = [_("In the room: %(num)s.", num=quorum.in_room)]
    if quorum.counts_screen:
        said.append(_("On the screen alone: %(num)s.", num=quorum.on_screen))
    else:
        said.append(_("On the screen alone, which does not count: %(num)s.", num=quorum.on_screen))
    if quorum.needed is not None:
        said.append(_("Needed: %(num)s.", num=quorum.needed))
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Represented:
    """A delegation in the list of the wall."""

    names: tuple[tuple[str, str], ...]  # (language, name), each name once
    is_on_screen: bool  # and nobody in the room


def represented(meter: Meter, languages: Sequence[str]) -> tuple[Represented, ...]:
    """The delegations represented, in the order of the first language."""
    counting = meter.screen if meter.quorum.counts_screen else ()
    found = [*((one, False) for one in meter.room), *((one, True) for one in counting)]
    found.sort(key=lambda one: fold(one[0].name(languages[0])))
    return tuple(
        Represented(once((language, one.name(language)) for language in languages), is_on_screen)
        for one, is_on_screen in found
    )


def once(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(language, text) without those that say the same as one before."""
    found: dict[str, str] = {}
    for language, text in texts:
        found.setdefault(text, language)
    return tuple((language, text) for text, language in found.items() if text)


def spoken(words: Sequence[Words], attribute: str) -> tuple[tuple[str, str], ...]:
    """What one of the words is in all languages."""
    return once((one.language, getattr(one, attribute)) for one in words)
