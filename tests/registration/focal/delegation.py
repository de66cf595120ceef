"""A focal point at a browser and a mailbox, and what the stories ask of the database."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests import world
from tests.registration.delegate import Delegate
from tracker import clock
from tracker.db import db, transaction
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.outbox.models import Message
from tracker.people.models import Delegation
from tracker.registration.focal import links
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import Registration, State


class Speaker(Delegate):
    """A focal point who has the link."""

    def __init__(self, app: Flask, mailbox: Path, of: FocalPoint) -> None:
        super().__init__(app, mailbox, language="en")
        self.email = of.email
        self.page = f"/delegations/{links.speaking(of.uid)}"

    def nominates(self, meeting: Meeting, name: str, **other: str) -> TestResponse:
        """Somebody in person at every session that is open to Members."""
        given, _, family = name.rpartition(" ")
        sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
        person = {
            "title": "Ms",
            "given_name": given,
            "family_name": family,
            "email": address(name),
            "position": "Inspector",
            "role": "delegate",
            "language": "en",
        }
        return self.sends(f"{self.page}/nominations", **(person | sessions | other))

    def does(self, what: str, to: Registration, **fields: str) -> TestResponse:
        return self.sends(f"{self.page}/people/{to.id}/{what}", **fields)

    def substitutes(self, leaving: Registration, name: str) -> TestResponse:
        given, _, family = name.rpartition(" ")
        person = {"title": "Mr", "given_name": given, "family_name": family, "email": address(name)}
        return self.does("substitution", leaving, **person, position="Inspector", language="en")

    def sees(self) -> list[str]:
        """The people on the page, in its order."""
        answer = self.opens(self.page)
        assert answer.status_code == 200
        found = re.findall(r'<th scope="row">\s*<a [^>]*>(.*?)</a>', answer.text, re.DOTALL)
        return [re.sub(r"<[^>]+>", "", name) for name in found]


def address(name: str) -> str:
    return f"{name}@customs.example".lower().replace(" ", ".")


def focal_point(meeting: Meeting, name: str, delegation: str = "CI") -> FocalPoint:
    """Somebody who speaks for a delegation at the meeting."""
    world.delegations()
    with transaction():
        made = FocalPoint(
            uid=uuid4(),
            meeting=meeting,
            delegation=db.session.scalars(select(Delegation).filter_by(code=delegation)).one(),
            name=name,
            email=address(name),
            language="en",
            created_at=clock.now(),
        )
        db.session.add(made)
    return made


def asks_for(meeting: Meeting, policy: ApprovalPolicy) -> None:
    """Set whose approval the meeting wants."""
    with transaction():
        db.session.get_one(Meeting, meeting.id).approval = policy


def known(name: str) -> Registration:
    """The latest registration of somebody."""
    db.session.rollback()
    chosen = select(Registration).where(Registration.email == address(name)).order_by(Registration.id.desc())
    return db.session.scalars(chosen).first() or _nobody(name)


def _nobody(name: str) -> Registration:
    message = f"nobody is called {name}"
    raise AssertionError(message)


def state(name: str) -> State:
    return known(name).state


def kinds_to(email: str) -> list[str]:
    """What was mailed to an address, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Message.kind).where(Message.recipient == email).order_by(Message.id)))


def seats(meeting: Meeting) -> int:
    """How many people hold a seat in the room."""
    db.session.rollback()
    held = select(func.count()).where(Registration.meeting_id == meeting.id, Registration.seat_in_person)
    return db.session.scalar(held) or 0
