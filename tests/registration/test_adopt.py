"""Companies, associations and governments of no list become delegations."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, link_in
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.registration import links
from tracker.registration.adopt import code_of
from tracker.registration.models import Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def delegate(context: Flask, outbox: Path, meeting: Meeting) -> Delegate:
    return Delegate(context, outbox)


def joint(meeting: Meeting) -> dict[str, str]:
    """Online at the session that is open to everybody of the stories."""
    return {f"session_{one.id}": "online" if one.code == "S2" else "absent" for one in meeting.sessions}


def registers(delegate: Delegate, meeting: Meeting, email: str, represents: str, organization: str) -> Registration:
    who = {"email": email, "represents": represents, "organization": organization}
    assert delegate.sends("/meetings/cap-23/register", **(ABDOU | joint(meeting) | who)).status_code == 303
    assert delegate.sends(link_in(delegate.last_mail())).status_code == 303
    db.session.rollback()
    return db.session.scalars(select(Registration).where(Registration.email == email)).one()


def test_two_people_of_one_company_are_one_delegation(delegate: Delegate, meeting: Meeting) -> None:
    one = registers(delegate, meeting, "a@brand.example", "other:PRV", "Société Marque, S.A.")
    two = registers(delegate, meeting, "b@brand.example", "other:PRV", "SOCIETE  MARQUE S.A.")
    other = registers(delegate, meeting, "c@other.example", "other:PRV", "Autre Marque")
    assert one.delegation is not None
    assert one.delegation_id == two.delegation_id != other.delegation_id
    assert (one.delegation.kind, one.delegation.name_fr, one.category) == (
        DelegationKind.COMPANY,
        "Société Marque, S.A.",
        Category.PRV,
    )
    assert "Société Marque" not in delegate.opens("/meetings/cap-23/register").text


@pytest.mark.parametrize(
    ("represents", "kind"),
    [("other:NGO", DelegationKind.ASSOCIATION), ("other:GOV", DelegationKind.GOVERNMENT), ("other:EXP", None)],
)
def test_what_kind_a_delegation_is(
    delegate: Delegate, meeting: Meeting, represents: str, kind: DelegationKind | None
) -> None:
    made = registers(delegate, meeting, "a@elsewhere.example", represents, "Northern Isles")
    assert (made.delegation.kind if made.delegation else None) is kind


def test_a_draft_makes_no_delegation(delegate: Delegate, meeting: Meeting) -> None:
    before = world.count(Delegation)
    who = {"represents": "other:PRV", "organization": "Marque"}
    delegate.sends("/meetings/cap-23/register", **(ABDOU | joint(meeting) | who))
    assert world.count(Delegation) == before


def test_another_company_is_another_delegation(delegate: Delegate, meeting: Meeting) -> None:
    one = registers(delegate, meeting, "a@brand.example", "other:PRV", "Marque")
    told = {name: text for name, text in ABDOU.items() if name != "email"} | joint(meeting)
    edit = f"/my/{links.personal(one.uid)}/edit"
    assert delegate.sends(edit, **(told | {"represents": "other:PRV", "organization": "Marque"})).status_code == 303
    db.session.rollback()
    assert one.delegation is not None
    assert one.delegation.code == code_of(DelegationKind.COMPANY, "Marque")
    delegate.sends(edit, **(told | {"represents": "other:PRV", "organization": "Autre"}))
    db.session.rollback()
    assert one.delegation.code == code_of(DelegationKind.COMPANY, "Autre")


def test_a_listed_association_is_found_by_its_name(delegate: Delegate, meeting: Meeting) -> None:
    with transaction():
        db.session.add(
            Delegation(code="ACME", kind=DelegationKind.ASSOCIATION, name_en="Acme Group", name_fr="Groupe Acmé")
        )
    made = registers(delegate, meeting, "a@acme.example", "other:NGO", "groupe acme")
    assert made.delegation is not None
    assert made.delegation.code == "ACME"


def test_codes_fit_whatever_the_name() -> None:
    long = code_of(DelegationKind.COMPANY, "An exceedingly long name " * 8)
    assert len(long) <= 40
    assert code_of(DelegationKind.COMPANY, "株式会社") != code_of(DelegationKind.COMPANY, "有限会社")
    assert code_of(DelegationKind.COMPANY, "Marque") != code_of(DelegationKind.ASSOCIATION, "Marque")
