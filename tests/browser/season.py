"""What registration looks like with delegations, seats, papers and lists, and the pages of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests import world
from tests.browser.sight import Sight, opens
from tests.registration.importing.files import PEOPLE, csv
from tests.registration.papers.files import pdf
from tracker.accounts.models import User
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation
from tracker.registration import links, registering, reviewing
from tracker.registration.details import Details
from tracker.registration.focal import links as focal_links
from tracker.registration.focal import nominating, pointing
from tracker.registration.focal.models import FocalPoint
from tracker.registration.focal.pointing import Named
from tracker.registration.importing import uploads
from tracker.registration.models import Mode, Registration, State
from tracker.registration.papers import receiving, requesting, ruling
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.passports import Passport
from tracker.registration.papers.receiving import Upload
from tracker.registration.questions import editing
from tracker.registration.questions.models import Question, QuestionKind
from tracker.registration.seats import limiting
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

SPEAKER = "Aleksandra-Wilhelmina Konstantinopolska-Brzęczyszczykiewicz"
REFUSED = "R9,LI,Wei,,member,Atlantis,delegate,wei@customs.example,online"
LETTER = "Nomination letter of the Directorate General of Customs and Indirect Taxes, signed and sealed.pdf"


@dataclass(frozen=True, slots=True)
class Season:
    """The people and things that the pages are about."""

    papered: Registration  # approved, with a letter and a request for another
    waiting: Registration
    offered: Registration
    returned: Registration
    speaker: FocalPoint
    nominee: Registration
    question: Question
    upload: UUID
    again: str  # the path of the form that begins with what was said before


def begin(meeting: Meeting, organizer: User, papered: Registration) -> Season:
    """Limit seats, appoint, nominate, ask for papers and answers, send somebody back, bring in a list."""
    speaker, nominee = _delegation(meeting)
    waiting, offered = _queue(meeting)
    _papers(meeting, papered)
    returned = world.registration(meeting, "Rita Returned", delegation="EG", state=State.SUBMITTED)
    with transaction():
        question = _questions(meeting)
        upload = uploads.keep(meeting, organizer.id, "Liste des délégués.csv", csv(*PEOPLE, REFUSED))
        reviewing.send_back(returned, COMMAND, "Your position is missing.\n" + "Please add it. " * 20)
    earlier = world.registration(_before(), "Adjoua Kouassi")
    token = links.starting_again(meeting.id, earlier.uid)
    again = f"/meetings/cap-23/register/again/{token}"
    return Season(papered, waiting, offered, returned, speaker, nominee, question, upload.id, again)


def _delegation(meeting: Meeting) -> tuple[FocalPoint, Registration]:
    """Two focal points of Egypt, one of whom has nominated somebody."""
    with transaction():
        egypt = db.session.scalars(select(Delegation).filter_by(code="EG")).one()
        first = pointing.appoint(meeting, egypt, Named(SPEAKER, "focal.point@customs.example", "en"), COMMAND)
        pointing.appoint(meeting, egypt, Named("Koffi Yao", "koffi.yao@customs.example", "fr"), COMMAND)
        nominee = nominating.nominate(
            first,
            Details(
                title="Ms",
                family_name="Nominated",
                given_name="Nadia",
                email="nadia.nominated@customs.example",
                delegation_id=egypt.id,
                category=Category.MEM,
                choices={one.id: Mode.IN_PERSON for one in meeting.sessions},
            ),
        )
    return first, nominee


def _queue(meeting: Meeting) -> tuple[Registration, Registration]:
    """Limits at all levels; one person waits, another has an offer."""
    germany, china = (db.session.scalars(select(Delegation.id).filter_by(code=code)).one() for code in ("DE", "CN"))
    levels = (
        Wanted(level=Level.MEETING, mode=Mode.IN_PERSON, seats=120, when_full=WhenFull.WAIT),
        Wanted(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=8, when_full=WhenFull.WAIT),
        Wanted(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=0, when_full=WhenFull.WAIT, delegation_id=germany),
        Wanted(level=Level.CATEGORY, mode=Mode.ONLINE, seats=40, when_full=WhenFull.REFUSE, category=Category.NGO),
    )
    full = Wanted(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=0, when_full=WhenFull.WAIT, delegation_id=china)
    waiting = world.registration(meeting, "Wanda Waiting", delegation="DE", state=State.DRAFT)
    offered = world.registration(meeting, "Otto Offered", delegation="CN", state=State.DRAFT)
    with transaction():
        for limit in levels:
            limiting.add(meeting, limit, COMMAND)
        made = limiting.add(meeting, full, COMMAND)
        registering.confirm(waiting)
        registering.confirm(offered)
        limiting.change(meeting, made.id, 20, WhenFull.WAIT, COMMAND)
    return waiting, offered


def _papers(meeting: Meeting, person: Registration) -> None:
    """Three papers asked for, one received; a passport for an invitation."""
    rules = {
        (person.category, PaperKind.NOMINATION_LETTER): Need.REQUIRED,
        (person.category, PaperKind.NOTE_VERBALE): Need.OPTIONAL,
        (Category.MEM, PaperKind.CREDENTIALS): Need.REQUIRED,
    }
    passport = Passport(
        full_name=f"{person.given_name} {person.family_name}",
        nationality="German",
        passport_number="A1234567",
        passport_expires=date(2030, 5, 3),
        born_on=date(1980, 5, 3),
        arrives_on=date(2026, 11, 16),
        leaves_on=date(2026, 11, 19),
    )
    with transaction():
        ruling.rule(meeting, rules, COMMAND)
        receiving.receive(person, PaperKind.NOMINATION_LETTER, Upload(LETTER, pdf()), COMMAND)
        requesting.ask(person, passport, registering.delegate(person))


def _questions(meeting: Meeting) -> Question:
    """Two questions, the second of which depends on the first."""
    hotel = editing.Wanted(
        QuestionKind.YES_NO,
        Texts({"en": "Do you need a hotel room?", "fr": "Avez-vous besoin d'une chambre d'hôtel ?"}),
        Texts({"en": "Rooms are few. We answer within a week.", "fr": "Nous répondons en une semaine."}),
        Need.OPTIONAL,
    )
    first = editing.add(meeting, hotel, COMMAND)
    options = ({"en": "Single", "fr": "Simple"}, {"en": "Double, with a view of the park", "fr": "Double, sur le parc"})
    room = editing.Wanted(
        QuestionKind.CHOICE,
        Texts({"en": "Which room?", "fr": "Quelle chambre ?"}),
        Texts({}),
        Need.OPTIONAL,
        options=options,
        if_code=first.code,
        if_answer="yes",
    )
    return editing.add(meeting, room, COMMAND)


def _before() -> Meeting:
    return db.session.scalars(select(Meeting).filter_by(slug="cap-22")).one()


def public(of: Season) -> Iterator[Sight]:
    """What people see who have no account: delegates, nominees, focal points."""
    for name, person in (("waiting", of.waiting), ("offered", of.offered), ("returned", of.returned)):
        yield Sight(f"my registration, {name}", f"/my/{links.personal(person.uid)}")
    papered, returned = (f"/my/{links.personal(one.uid)}" for one in (of.papered, of.returned))
    yield Sight("edit, returned", f"{returned}/edit")
    yield Sight("own papers", f"{papered}/papers")
    yield Sight("own visa letter", f"{papered}/visa")
    yield Sight("start again", "/meetings/cap-23/register/again")
    yield Sight("start again, sent", "/meetings/cap-23/register/again/sent")
    yield Sight("start again, form", of.again)
    page = f"/delegations/{focal_links.speaking(of.speaker.uid)}"
    yield Sight("delegation", page)
    yield Sight("delegation, nominate", f"{page}/nominations")
    yield Sight("delegation, nominee", f"{page}/people/{of.nominee.id}")
    yield Sight("delegation, returned", f"{page}/people/{of.returned.id}")
    yield Sight("delegation, substitute", f"{page}/people/{of.returned.id}/substitution")
    yield Sight("delegation link", "/meetings/cap-23/delegation-link")
    yield Sight("delegation link, sent", "/meetings/cap-23/delegation-link/sent")
    yield Sight("nomination", f"/nominations/{focal_links.nominating(of.nominee.uid)}")


def at_work(of: Season) -> Iterator[Sight]:
    """What an organizer sees."""
    home, people = "/meetings/cap-23", "/meetings/cap-23/registrations"
    yield Sight("seats", f"{home}/seats")
    yield Sight("seats, changing", f"{home}/seats", act=opens(".limits .disclosure summary"))
    yield Sight("delegations", f"{home}/delegations")
    yield Sight("categories", f"{home}/categories")
    yield Sight("category", f"{home}/categories/MEM")
    yield Sight("papers", f"{home}/papers")
    yield Sight("form", f"{home}/form")
    yield Sight("form, preview", f"{home}/form/preview")
    yield Sight("form, field", f"{home}/form/fields/phone")
    yield Sight("form, new question", f"{home}/form/questions/new")
    yield Sight("form, question", f"{home}/form/questions/{of.question.id}")
    yield Sight("registering somebody", f"{people}/new")
    yield Sight("import", f"{people}/import")
    yield Sight("import, preview", f"{people}/import/{of.upload}")
    yield Sight("import, columns", f"{people}/import/{of.upload}/columns")
    yield Sight("import, refused", f"{people}/import/{of.upload}?fate=refused")
    yield Sight("participants", f"{home}/participants")
    yield Sight("participants, attended", f"{home}/participants?basis=attended&audience=internal&order=fr")
    for name, person in (("waitlisted", of.waiting), ("returned", of.returned)):
        yield Sight(f"registrations, {name}", f"{people}?status={name}")
        yield Sight(f"registration, {name}", f"{people}/{person.id}")
    yield Sight("registration, offered", f"{people}/{of.offered.id}")
    yield Sight("registration, papers", f"{people}/{of.papered.id}/papers")
