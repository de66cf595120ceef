"""What stands on the badges of people: read from the registrations, in the languages of the meeting's badges."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from babel.dates import format_date
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from tracker import clock
from tracker.badges import issuing
from tracker.badges.models import Badge
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.people import categories, scripts
from tracker.people.models import Category
from tracker.people.names import fold
from tracker.registration import queries as registrations
from tracker.registration.badges import queries
from tracker.registration.badges.bearers import Band, Bearer, Occasion
from tracker.registration.badges.looks import BadgeField, Dress, Look, Order
from tracker.registration.focal.models import Officer
from tracker.registration.models import Mode, Registration
from tracker.registration.papers import needs, storing
from tracker.registration.papers.storing import PaperLost
from tracker.registration.wording import mode_word, office_word

Holder = tuple[Registration, UUID]


def occasion(meeting: Meeting, dress: Dress) -> Occasion:
    """What all badges of the meeting have in common (at most 3 statements)."""
    rules, languages = categories.of(meeting.id), dress.look.languages
    words: dict[Category, list[str]] = {code: [] for code in rules}
    titles, days = [], []
    held = live_span(meeting)
    for language in languages:
        with force_locale(language):
            titles.append(str(meeting.title))
            days.append(days_of(held, meeting.timezone) if held else "")
            for code in rules:
                words[code].append(categories.label(code, rules))
    with force_locale(languages[0]):
        sentence = _("Found this badge? Please hand it in at the registration desk.")
    return Occasion(
        title=tuple(titles),
        days=tuple(days),
        found=f"{sentence}\n{meeting.contact}".strip(),
        bands={code: Band(tuple(words[code]), rule.colour, rule.pattern) for code, rule in rules.items()},
        logo=dress.logo,
    )


def bearers(meeting: Meeting, holders: Sequence[Holder], look: Look) -> list[Bearer]:
    """What their badges say, in their order (4 statements at most, however many they are)."""
    offices = registrations.offices_of(meeting.id) if BadgeField.OFFICE in look.fields else {}
    ids = [holder.id for holder, _badge in holders]
    there = queries.attendances(ids) if look.two_sided else {}
    words = programme(meeting, look) if look.two_sided else {}
    photos = dict(_photos(ids)) if BadgeField.PHOTO in look.fields else {}
    return [
        Bearer(
            registration_id=holder.id,
            badge_id=badge_id,
            code=issuing.code_of(Badge(id=badge_id)),
            given_name=holder.given_name,
            family_name=holder.family_name,
            category=holder.category,
            native_name=holder.native_name,
            native_language=scripts.language(holder.native_name, holder.delegation.code if holder.delegation else ""),
            delegation=_delegation(holder, look),
            organization=_organization(holder, look),
            position=holder.position,
            offices=_offices(offices.get(holder.id, ()), look),
            sessions=_sessions(there.get(holder.id, {}), words),
            photo=photos.get(holder.id),
        )
        for holder, badge_id in holders
    ]


def in_order(holders: Sequence[Holder], order: Order, language: str) -> list[Holder]:
    """As they leave the printer: by name, or by delegation as that language sorts them; who has none comes last."""
    if order is Order.NAME:
        return list(holders)

    def place(holder: Holder) -> tuple[bool, str]:
        sender = holder[0].delegation
        return sender is None, fold(sender.name(language) if sender else holder[0].organization)

    return sorted(holders, key=place)


def _delegation(holder: Registration, look: Look) -> tuple[str, ...]:
    sender = holder.delegation
    return tuple(sender.name(language) for language in look.languages) if sender else ()


def _organization(holder: Registration, look: Look) -> str:
    """The organization, unless it is the delegation by another word."""
    names = {fold(name) for name in _delegation(holder, look)}
    return "" if fold(holder.organization) in names else holder.organization


def _offices(held: Sequence[Officer], look: Look) -> tuple[tuple[str, ...], ...]:
    def in_all(one: Officer) -> Iterator[str]:
        for language in look.languages:
            with force_locale(language):
                yield office_word(one.function, one.title)

    return tuple(tuple(in_all(one)) for one in held)


def programme(meeting: Meeting, look: Look) -> Mapping[int, str]:
    """Every session in words, in the first language of the badge."""
    with force_locale(look.languages[0]):
        return {session.id: _session(session, meeting.timezone) for session in meeting.sessions}


def _session(session: MeetingSession, zone: str) -> str:
    starts, ends = clock.in_zone(session.starts_at, zone), clock.in_zone(session.ends_at, zone)
    day = format_date(starts.date(), "EEE d MMM", locale=get_locale())
    return f"{day}, {starts:%H:%M}–{ends:%H:%M} · {session.title}"


def _sessions(there: Mapping[int, Mode], words: Mapping[int, str]) -> tuple[str, ...]:
    """What the person comes to, in the order of time."""
    online = f" ({mode_word(Mode.ONLINE)})"
    return tuple(
        session + (online if there[session_id] is Mode.ONLINE else "")
        for session_id, session in words.items()
        if session_id in there
    )


def _photos(registration_ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Their photos; one whose file is lost is left out, the badge is not."""
    for registration_id, paper in needs.photos(registration_ids).items():
        try:
            yield registration_id, storing.read(paper.stored_as)
        except PaperLost:
            continue
