"""A whole list of participants as it is printed: its head, its rows, its notes."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import force_locale

from tracker import clock
from tracker.audit.models import Actor
from tracker.days import day_range
from tracker.exports.participants import numbering, queries, rows, texts
from tracker.exports.participants.numbering import Issue
from tracker.exports.participants.options import Audience, Options, Order
from tracker.exports.participants.rows import Listing, Person
from tracker.exports.participants.texts import Pair
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.people import categories
from tracker.people.models import Category
from tracker.templating import zone_label


@dataclass(frozen=True, slots=True)
class Document:
    """What every kind of file prints, in both languages; nothing in it needs the database any more."""

    slug: str
    number: int  # of the information document
    symbol: str
    made: Pair
    made_on: datetime  # in the meeting's zone
    is_on_record: bool
    body: Pair
    meeting: Pair
    place: Pair
    status: Pair
    basis: Pair
    notes: tuple[Pair, ...]
    options: Options
    listing: Listing
    categories: dict[Category, Pair]

    @property
    def order(self) -> Order:
        return self.options.order

    @property
    def is_internal(self) -> bool:
        return self.options.audience is Audience.INTERNAL

    @property
    def title(self) -> str:
        """The name of the file's content among its properties."""
        return f"{texts.TITLE.first(self.order)}, {self.meeting.first(self.order)}"

    @property
    def file_name(self) -> str:
        """Without its ending: "cap-23-participants-INF-1-Rev.2-final-public-en"."""
        _body, _, number = self.symbol.partition("/INF/")
        state = "final" if self.options.is_final else "provisional"
        parts = ("participants", "INF", *number.split("/"), self.options.basis, state, self.options.audience)
        return "-".join((self.slug, *parts, self.order))


def draft(meeting: Meeting, options: Options) -> Document:
    """The list as it would be made now; nothing is written (at most 6 statements)."""
    people, rules = queries.people(meeting, options.basis), categories.of(meeting.id)
    listed = _listed(rules)
    found = numbering.find(meeting.id, numbering.digest(people, options, listed), options)
    return _document(meeting, options, people, rules, found)


def issue(meeting: Meeting, options: Options, by: Actor) -> Document:
    """The same, put on record where it is not yet."""
    people, rules = queries.people(meeting, options.basis), categories.of(meeting.id)
    listed = _listed(rules)
    content = numbering.digest(people, options, listed)
    counted = rows.listing(people, options, listed).total.people
    found = numbering.issue(meeting.id, content, options, counted, by)
    return _document(meeting, options, people, rules, found)


def _listed(rules: categories.Rules) -> frozenset[Category]:
    return frozenset(category for category, rule in rules.items() if rule.is_listed)


def _document(
    meeting: Meeting, options: Options, people: list[Person], rules: categories.Rules, found: Issue
) -> Document:
    listing = rows.listing(people, options, _listed(rules))
    made_on = clock.in_zone(found.made_at, meeting.timezone)
    return Document(
        slug=meeting.slug,
        number=found.number,
        symbol=found.symbol(meeting),
        made=_moment(made_on, found.made_at, meeting.timezone),
        made_on=made_on,
        is_on_record=found.is_on_record,
        body=queries.both(meeting.body.name),
        meeting=queries.both(meeting.title),
        place=_place(meeting),
        status=texts.STATUS[options.is_final],
        basis=texts.BASIS[options.basis],
        notes=_notes(options, listing, meeting.contact),
        options=options,
        listing=listing,
        categories={category: _label(category, rules) for category in rules},
    )


def _moment(wall: datetime, instant: datetime, zone: str) -> Pair:
    """Day and time with the zone: "17 November 2026, 19:00 Europe/Brussels (UTC+01:00)"."""
    english, french = (format_date(wall.date(), "d MMMM y", locale=locale) for locale in ("en", "fr"))
    hour = f"{wall:%H:%M} {zone_label(instant, zone)}"
    return Pair(f"{english}, {hour}", f"{french}, {hour}")


def _place(meeting: Meeting) -> Pair:
    """Place, and the days in the room; the days alone where no place is given."""
    place = queries.both(meeting.place)
    held = live_span(meeting)
    if held is None:
        return place
    first, last = (clock.day_in(moment, meeting.timezone) for moment in (held.starts, held.ends))
    english, french = (_days(first, last, language) for language in ("en", "fr"))
    return Pair(*(", ".join(filter(None, parts)) for parts in ((place.en, english), (place.fr, french))))


def _days(first: date, last: date, language: str) -> str:
    with force_locale(language):
        return day_range(first, last)


def _notes(options: Options, listing: Listing, contact: str) -> tuple[Pair, ...]:
    found = [texts.MODES_NOTE[options.basis]]
    if any(not entry.is_counted for _part, _group, entry in listing.entries):
        found.append(texts.OFFICERS_NOTE)
    if options.audience is Audience.INTERNAL:
        found.append(texts.INTERNAL_NOTE)
    elif options.audience is Audience.PARTICIPANTS:
        found.append(texts.CONSENT_NOTE)
    if contact and not options.is_final:
        found.append(texts.corrections(contact))
    return tuple(found)


def _label(category: Category, rules: categories.Rules) -> Pair:
    said = rules[category].label
    return queries.both(said) if isinstance(said, Texts) else texts.CATEGORIES[category]
