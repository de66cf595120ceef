"""Meetings, sessions and people in the app's own words.

Of a person it hears what a desk shows: name, delegation, category, and how they stand. It expects an e-mail address and
the secret of the badge, too; of these it gets empty ones.
"""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from tracker.api.indico import numbers
from tracker.api.indico.queries import Event, Figures, Form, Person
from tracker.i18n import current_language
from tracker.meetings.admission import may_enter
from tracker.meetings.categories import Colour
from tracker.people.categories import DEFAULTS, label
from tracker.people.models import Category
from tracker.people.names import printed
from tracker.registration.models import ADMITTED, Mode, State

_NO_SECRET = str(UUID(int=0))
_STATES = {
    State.DRAFT: "pending",
    State.SUBMITTED: "pending",
    State.RETURNED: "pending",
    State.WAITLISTED: "pending",
    State.APPROVED: "complete",
    State.CONFIRMED: "complete",
    State.DECLINED: "rejected",
    State.WITHDRAWN: "withdrawn",
    State.SUBSTITUTED: "withdrawn",
}
# The app knows thirteen colours.
_COLOURS = {
    Colour.NAVY: "blue",
    Colour.TEAL: "teal",
    Colour.GREEN: "green",
    Colour.OLIVE: "olive",
    Colour.BROWN: "brown",
    Colour.RED: "red",
    Colour.PLUM: "purple",
    Colour.VIOLET: "violet",
    Colour.GREY: "grey",
    Colour.BLACK: "black",
}
_FLAGS = 100  # the numbers of tags that are no category begin here


def event(one: Event) -> dict[str, object]:
    """A meeting."""
    starts, ends = _span(one)
    return {
        "id": one.id,
        "title": str(one.title),
        "description": str(one.description),
        "start_dt": starts,
        "end_dt": ends,
        "registration_tags": [_category(category, label(category)) for category in Category] + _flags(),
    }


def _span(one: Event) -> tuple[str | None, str | None]:
    if not one.forms:
        return None, None
    return min(form.starts_at for form in one.forms).isoformat(), max(form.ends_at for form in one.forms).isoformat()


def form(one: Form, of: Event, counted: Figures, now: datetime) -> dict[str, object]:
    """A session. It is open as long as people can come in."""
    return {
        "id": one.id,
        "event_id": of.id,
        "title": str(one.title),
        "introduction": str(one.description),
        "start_dt": one.starts_at.isoformat(),
        "end_dt": one.ends_at.isoformat(),
        "is_open": now < one.ends_at,
        "registration_count": counted.people,
        "checked_in_count": counted.inside,
    }


def person(one: Person, at: Form, of: Event, *, secret: UUID | None = None) -> dict[str, object]:
    """Somebody at a session, with what their badge says."""
    return listed(one, at, of, secret=secret) | {"registration_data": [_badge(one)]}


def listed(one: Person, at: Form, of: Event, *, secret: UUID | None = None) -> dict[str, object]:
    """Somebody in the list of a session."""
    return {
        "id": numbers.joined(one.registration_id, at.id),
        "regform_id": at.id,
        "event_id": of.id,
        "full_name": printed(one.title, one.given_name, one.family_name),
        "email": "",
        "state": state(one, at),
        "checked_in": one.inside,
        "checked_in_dt": one.last_at.isoformat() if one.inside and one.last_at else None,
        "checkin_secret": str(secret) if secret else _NO_SECRET,
        "registration_date": one.created_at.isoformat(),
        "occupied_slots": 1,
        "tags": _tags(one, at),
        "personal_data_picture": None,
        "is_paid": False,
        "price": 0,
        "payment_date": None,
        "currency": "",
        "formatted_price": "",
    }


def state(one: Person, at: Form) -> str:
    """How the person stands, in one of the app's words; who is approved, but not for this session, is not complete."""
    if one.state in ADMITTED and not _may_enter(one, at):
        return "rejected"
    return _STATES[one.state]


def _may_enter(one: Person, at: Form) -> bool:
    return may_enter(one.category.value, at.categories, one.exception)


def _tags(one: Person, at: Form) -> list[dict[str, object]]:
    not_for_them, on_screen, not_chosen = _flags()
    tags = [_category(one.category, _category_label(one))]
    if not _may_enter(one, at):
        return [*tags, not_for_them]
    if one.mode is None:
        return [*tags, not_chosen]
    return tags if one.mode is Mode.IN_PERSON else [*tags, on_screen]


def _flags() -> list[dict[str, object]]:
    """What the desk would say besides."""
    return [
        {"id": _FLAGS, "title": _("Not for this session"), "color": "red"},
        {"id": _FLAGS + 1, "title": _("Registered online"), "color": "orange"},
        {"id": _FLAGS + 2, "title": _("Not registered for this session"), "color": "yellow"},
    ]


def _category(category: Category, title: str) -> dict[str, object]:
    place = list(Category).index(category) + 1
    return {"id": place, "title": title, "color": _COLOURS[DEFAULTS[category].colour]}


def _category_label(one: Person) -> str:
    return str(one.category_label or label(one.category))


def _badge(one: Person) -> dict[str, object]:
    delegation = one.name_fr if current_language() == "fr" else one.name_en
    lines = (
        (_("Name in its own script"), one.native_name),
        (_("Delegation"), delegation or ""),
        (_("Organization"), one.organization),
        (_("Category"), _category_label(one)),
    )
    given = [(title, text) for title, text in lines if text]
    fields = [_field(place, title, text) for place, (title, text) in enumerate(given, 1)]
    return {"id": 1, "position": 1, "title": _("Badge"), "description": "", "fields": fields}


def _field(place: int, title: str, text: str) -> dict[str, object]:
    return {
        "id": place,
        "position": place,
        "title": title,
        "description": "",
        "input_type": "text",
        "data": text,
        "default_value": "",
    }
