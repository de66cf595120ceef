"""The form, field by field."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests import world
from tests.registration.delegate import ABDOU
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, Phase, PhaseKind
from tracker.people.models import Category, Delegation
from tracker.registration import forms, queries
from tracker.registration.details import Details
from tracker.registration.forms import RegistrationForm
from tracker.registration.models import DelegateRole, Mode

Fill = Callable[..., RegistrationForm]


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    world.delegations()
    return world.meeting()


@pytest.fixture
def fill(context: Flask, meeting: Meeting) -> Fill:
    """The form as a browser sends it: Abdou, in person in every session, except for what is said."""

    def filled(**other: str) -> RegistrationForm:
        sent = ABDOU | {f"session_{s.id}": "in_person" for s in meeting.sessions} | other
        with context.test_request_context(method="POST", data=MultiDict(sent)):
            form = forms.blank(meeting, queries.delegations())
            form.validate()
            return form

    return filled


def field(meeting: Meeting, code: str) -> str:
    return f"session_{world.session(meeting, code).id}"


def test_a_good_form(fill: Fill, meeting: Meeting) -> None:
    form = fill(email=" Abdou.DIALLO@Douanes.Example ")
    assert form.errors == {}
    ivory_coast = db.session.scalars(db.select(Delegation).filter_by(code="CI")).one()
    assert form.details() == Details(
        title="M.",
        family_name="Diallo",
        given_name="Abdou",
        email="abdou.diallo@douanes.example",
        phone="+225 01 02 03 04",
        delegation_id=ivory_coast.id,
        category=Category.MEM,
        department="Lutte contre la fraude",
        position="Chef de bureau",
        role=DelegateRole.HEAD,
        choices={session.id: Mode.IN_PERSON for session in meeting.sessions},
        language="fr",
        interpretation="fr",
    )


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("title", "", "Enter how you wish to be addressed, for example Ms."),
        ("title", "x" * 41, "Use at most 40 characters."),
        ("family_name", " \t ", "Enter your family name as on your photo ID."),
        ("family_name", "x" * 121, "Use at most 120 characters."),
        ("given_name", "\x00", "Enter your given name as on your photo ID."),
        ("native_name", "王" * 161, "Use at most 160 characters."),
        ("email", "", "Enter the e-mail address at which we reach you."),
        ("email", "abdou", "Enter an e-mail address such as name@customs.example."),
        ("email", "abdou@localhost", "Enter an e-mail address such as name@customs.example."),
        ("email", "a@b.example, c@d.example", "Enter an e-mail address such as name@customs.example."),
        ("email", "a@b.example\nBcc: c@d.example", "Enter an e-mail address such as name@customs.example."),
        ("phone", "1" * 41, "Use at most 40 characters."),
        ("represents", "", "Choose whom you represent. If it is not in the list, see its last group."),
        ("represents", "XX", "Not a valid choice."),
        ("represents", "other:MEM", "Not a valid choice."),
        ("position", "", "Enter your position."),
        ("role", "", "Choose your role in the delegation."),
        ("role", "king", "Choose your role in the delegation."),
        ("language", "de", "Choose the language of our e-mails."),
        ("interpretation", "tlh", "Not a valid choice."),
        ("accessibility", "x" * 2001, "Use at most 2000 characters."),
        ("comment", "x" * 2001, "Use at most 2000 characters."),
    ],
)
def test_what_is_wrong(fill: Fill, name: str, typed: str, message: str) -> None:
    form = fill(**{name: typed})
    assert {key: list(map(str, found)) for key, found in form.errors.items()} == {name: [message]}


def test_needs_are_kept_by_consent_only(fill: Fill) -> None:
    refused = fill(accessibility="Captions.")
    assert refused.errors == {"consents_needs": ["Tick the box, or leave empty what you say about your needs."]}
    agreed = fill(accessibility="Captions.", consents_needs="y").details()
    assert (agreed.accessibility, agreed.consents_needs) == ("Captions.", True)
    assert fill().details().consents_needs is False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王小明", "王小明"),
        ("أمينة  السيد", "أمينة السيد"),
        ("Олена\u00a0Приклад", "Олена Приклад"),
        ("N\u0303un\u0303ez", "Ñuñez"),
        ("x" * 120, "x" * 120),
        ("O’Brien\x07", "O’Brien"),
        ("a\r\nb", "a b"),
        ("=1+1", "=1+1"),
    ],
)
def test_names_are_kept_as_people_write_them(fill: Fill, typed: str, kept: str) -> None:
    form = fill(family_name=typed, given_name=typed)
    assert form.errors == {}
    assert (form.details().family_name, form.details().given_name) == (kept, kept)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("A@B.TEST", "a@b.test"),
        ("o'neil+cap@customs.example", "o'neil+cap@customs.example"),
        ("anna@zürich.example", "anna@xn--zrich-kva.example"),
    ],
)
def test_addresses_are_stored_as_they_are_mailed_to(fill: Fill, typed: str, stored: str) -> None:
    assert fill(email=typed).details().email == stored


def test_a_company_names_itself_and_may_enter_the_joint_session(fill: Fill, meeting: Meeting) -> None:
    closed = (field(meeting, "S1"), field(meeting, "S3"))
    form = fill(represents="other:PRV")
    not_open = ["This session is not open to you. Choose “Not attending”."]
    assert form.errors == {
        "organization": ["Enter the name of your organization or company."],
        closed[0]: not_open,
        closed[1]: not_open,
    }
    form = fill(represents="other:PRV", organization="Example Brands", **dict.fromkeys(closed, "absent"))
    assert form.errors == {}
    details = form.details()
    assert (details.category, details.delegation_id) == (Category.PRV, None)
    assert details.choices == {world.session(meeting, "S2").id: Mode.IN_PERSON}


@pytest.mark.parametrize(
    ("value", "category"),
    [("BE", "MEM"), ("EU", "UNI"), ("RILO-WE", "REG"), ("INTERPOL", "IGO"), ("other:PRS", "PRS"), ("other:GOV", "GOV")],
)
def test_the_category_follows_from_the_delegation(fill: Fill, value: str, category: str) -> None:
    sender = fill(represents=value).sender
    assert sender is not None
    assert sender.category == category


def test_one_session_at_least(fill: Fill, meeting: Meeting) -> None:
    nowhere = {field(meeting, code): "absent" for code in ("S1", "S2", "S3")}
    assert fill(**nowhere).errors == {field(meeting, "S1"): ["Choose at least one session."]}
    company = fill(represents="other:PRV", organization="Example Brands", **nowhere)
    assert company.errors == {field(meeting, "S2"): ["Choose at least one session."]}
    press = fill(represents="other:PRS", organization="Example Times", **nowhere)
    assert press.errors == {"": ["No session of this meeting is open to you. Write to the organizer."]}


def test_the_document_phase_is_enough(fill: Fill, meeting: Meeting) -> None:
    with transaction():
        opens, closes = world.at("2026-11-02 09:00"), world.at("2026-11-13 18:00")
        meeting.phases.append(Phase(kind=PhaseKind.DOCUMENT, opens_at=opens, closes_at=closes))
    nowhere = {field(meeting, code): "absent" for code in ("S1", "S2", "S3")}
    assert fill().errors == {"document_phase": ["Choose whether you take part in the document phase."]}
    assert fill(document_phase="no", **nowhere).errors == {field(meeting, "S1"): ["Choose at least one session."]}
    form = fill(document_phase="yes", **nowhere)
    assert form.errors == {}
    assert (form.details().document_phase, form.details().choices) == (True, {})


def test_a_session_without_a_screen(fill: Fill, meeting: Meeting) -> None:
    with transaction():
        world.session(meeting, "S1").online = False
    assert fill(**{field(meeting, "S1"): "online"}).errors == {field(meeting, "S1"): ["Not a valid choice."]}


@pytest.mark.parametrize(
    ("language", "members"),
    [
        ("en", ["Belgium", "China", "Côte d'Ivoire", "Egypt", "Germany"]),
        ("fr", ["Allemagne", "Belgique", "Chine", "Côte d'Ivoire", "Égypte"]),
    ],
)
def test_members_stand_in_the_order_of_the_reader(
    context: Flask, meeting: Meeting, language: str, members: list[str]
) -> None:
    with context.test_request_context(headers={"Accept-Language": language}):
        list_of_all = str(forms.blank(meeting, queries.delegations()).represents())
    first_group = list_of_all.split("<optgroup")[1]
    assert re.findall(r">([^<>]+)</option>", first_group.replace("&#39;", "'")) == members


def test_no_consent_is_given_beforehand(context: Flask, meeting: Meeting) -> None:
    with context.test_request_context():
        form = forms.blank(meeting, queries.delegations())
    assert [form[name].data for name in ("consents_listed", "consents_photos", "consents_news")] == [False] * 3
