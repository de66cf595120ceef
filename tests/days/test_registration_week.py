"""A registration week: three seats for each delegation, four people who want them, and the list that comes of it."""

from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.exports.participants import hall
from tests.registration.audit import audit
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.registration.focal.delegation import Speaker, address, asks_for, known, seats, state
from tests.registration.focal.test_focal_points import appointed
from tests.registration.focal.test_nominating import LINES
from tests.registration.papers.files import pdf
from tests.registration.papers.test_uploads import papers, sends
from tests.watch import Watch
from tracker.access import Role
from tracker.badges import issuing
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.people.models import Category
from tracker.registration.models import State
from tracker.registration.papers.models import PaperKind

AYA = "aya.toure@customs.example"
AWA, BINTOU, ZOE, ABDOU_DIALLO = "Awa Bamba", "Bintou Coulibaly", "Zoe Diabate", "Abdou Diallo"
EVERYBODY = (AWA, BINTOU, ZOE, ABDOU_DIALLO)
LETTER = pdf(text=b"The Directorate General nominates its delegates.")


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """Whoever speaks for a delegation approves its people."""
    watch.says("2026-11-02 09:00")
    world.delegations()
    made = world.meeting()
    asks_for(made, ApprovalPolicy.FOCAL_POINT)
    return made


class Nominee(Delegate):
    """Somebody of the delegation, who completes what the focal point began."""

    def __init__(self, app: Flask, mailbox: Path, meeting: Meeting, name: str) -> None:
        super().__init__(app, mailbox, language="en")
        self.meeting, self.email = meeting, address(name)
        given, _, family = name.rpartition(" ")
        self.said = LINES | {"role": "delegate", "given_name": given, "family_name": family}

    def mail(self) -> EmailMessage:
        """The last one that came to this person."""
        return next(mail for mail in reversed(self.mails()) if mail["To"] == self.email)

    def says(self, page: str, *, mode: str = "in_person", **other: str) -> str:
        """Send the form of a page: the same way to attend every session. Answers with the page that follows."""
        sessions = {f"session_{one.id}": mode for one in self.meeting.sessions}
        answer = self.sends(page, **(self.said | sessions | other))
        assert answer.status_code == 303, errors(answer)
        return str(answer.headers["Location"])

    def completes(self, **other: str) -> None:
        """Follow the link of the nomination, and send the letter that the meeting requires."""
        personal = self.says(link_in(self.mail()), **other)
        assert sends(self.browser, f"{personal}/papers", LETTER).status_code == 303


@dataclass
class Week:
    """The people of the story."""

    app: Flask
    mailbox: Path
    watch: Watch
    meeting: Meeting

    def __post_init__(self) -> None:
        self.amara = Organizer(self.app, self.meeting)
        self.awa, self.bintou, self.zoe, self.abdou = map(self._person, EVERYBODY)
        self.abdou.said = ABDOU | {"email": self.abdou.email, "role": "delegate", "language": "en"}

    def _person(self, name: str) -> Nominee:
        return Nominee(self.app, self.mailbox, self.meeting, name)

    @cached_property
    def aya(self) -> Speaker:
        """Once she is appointed."""
        return Speaker(self.app, self.mailbox, appointed())

    @cached_property
    def personal(self) -> str:
        """Abdou's page, which his first mail leads to."""
        return str(self.abdou.sends(link_in(self.abdou.mail())).headers["Location"])


def test_a_registration_week(context: Flask, outbox: Path, watch: Watch, meeting: Meeting, tmp_path: Path) -> None:
    week = Week(context, outbox, watch, meeting)
    for day in (monday, tuesday, wednesday, thursday, friday, saturday):
        day(week)
    sunday(week, tmp_path)


def monday(week: Week) -> None:
    """Amara allots the seats and appoints Aya, who gets her link by mail."""
    week.amara.allots(3, of="delegation")
    week.amara.asks_for(PaperKind.NOMINATION_LETTER, of=Category.MEM)
    week.amara.appoints("Aya Touré", AYA, delegation="CI")
    assert (week.aya.last_mail()["To"], link_in(week.aya.last_mail())) == (AYA, week.aya.page)

    # She nominates three people; what they hold begins when they have completed and confirmed.
    week.watch.says("2026-11-02 11:00")
    for name in (AWA, BINTOU, ZOE):
        assert week.aya.nominates(week.meeting, name).status_code == 303
    assert (week.aya.sees(), seats(week.meeting)) == (["BAMBA Awa", "COULIBALY Bintou", "DIABATE Zoe"], 0)
    week.awa.completes()
    week.bintou.completes()
    week.zoe.completes(given_name="Zouzou")  # not whom Aya has named: she is asked again
    assert [state(name) for name in (AWA, BINTOU, ZOE)] == [State.APPROVED, State.APPROVED, State.SUBMITTED]
    assert seats(week.meeting) == 3


def tuesday(week: Week) -> None:
    """Aya returns Zoe with a reason, she corrects it, Aya approves."""
    week.watch.says("2026-11-03 09:00")
    assert week.aya.does("decision", known(ZOE), verb="return", reason="As in your passport.").status_code == 303
    assert (state(ZOE), "As in your passport." in text_of(week.zoe.mail())) == (State.RETURNED, True)
    week.zoe.says(link_in(week.zoe.mail()))
    assert (state(ZOE), known(ZOE).given_name) == (State.SUBMITTED, "Zoe")
    assert week.aya.does("approval", known(ZOE)).status_code == 303
    assert state(ZOE) is State.APPROVED


def wednesday(week: Week) -> None:
    """Abdou registers by himself. All three seats are taken, so he waits."""
    week.watch.says("2026-11-04 09:00")
    week.abdou.says("/meetings/cap-23/register")
    assert "Your place in the waiting list: 1." in words(week.abdou.opens(week.personal))
    assert (state(ABDOU_DIALLO), seats(week.meeting), audit(week.meeting.id)) == (State.WAITLISTED, 3, [])


def thursday(week: Week) -> None:
    """Bintou attends online instead, and the seat is offered to Abdou for 48 hours."""
    week.watch.says("2026-11-05 09:00")
    week.bintou.says(f"{link_in(week.bintou.mail())}/edit", mode="online")
    assert week.abdou.mail()["Subject"] == "A seat is free for you: CAP 23"
    assert "until 7 November 2026, 09:00 (Brussels time)" in text_of(week.abdou.mail())
    assert (state(ABDOU_DIALLO), seats(week.meeting)) == (State.WAITLISTED, 3)


def friday(week: Week) -> None:
    """He accepts and sends his letter. It is for him and the Secretariat, and for nobody else."""
    week.watch.says("2026-11-06 16:00")
    assert week.abdou.sends(f"{week.personal}/seat", answer="accepted").status_code == 303
    assert state(ABDOU_DIALLO) is State.SUBMITTED
    assert sends(week.abdou.browser, f"{week.personal}/papers", LETTER).status_code == 303
    letter = papers()[-1]
    assert week.abdou.opens(f"{week.personal}/papers/{letter.id}").data == LETTER
    assert week.amara.takes_the_copy(known(ABDOU_DIALLO), letter.id).data == LETTER
    assert week.zoe.opens(f"{link_in(week.zoe.mail())}/papers/{letter.id}").status_code == 404
    for name, role in (("Vera Novak", Role.VIEWER), ("Tim Tembo", Role.DESK)):
        colleague = Organizer(week.app, week.meeting, name, role)
        assert colleague.takes_the_copy(known(ABDOU_DIALLO), letter.id).status_code == 403


def saturday(week: Week) -> None:
    """Aya approves him, and he has a badge."""
    week.watch.says("2026-11-07 10:00")
    assert week.aya.does("approval", known(ABDOU_DIALLO)).status_code == 303
    assert [state(name) for name in EVERYBODY] == [State.APPROVED] * 4
    assert issuing.valid(known(ABDOU_DIALLO).id) is not None
    assert (seats(week.meeting), audit(week.meeting.id)) == (3, [])


def sunday(week: Week, folder: Path) -> None:
    """The list of participants says in three kinds of file who comes, and how."""
    week.watch.says("2026-11-08 18:00")
    book, printed, text = (week.amara.makes_the_list(kind) for kind in ("xlsx", "pdf", "docx"))
    printed_names = ["Ms Awa BAMBA", "Ms Bintou COULIBALY", "Ms Zoe DIABATE", "M. Abdou DIALLO"]
    rows = hall.xlsx_rows(book)
    assert [f"{row['Title']} {row['Given name']} {row['Family name']}" for row in rows] == printed_names
    assert hall.pdf_names(printed, folder) == printed_names
    assert hall.docx_names(text) == printed_names
    assert [row["Attends"] for row in rows] == ["room", "online", "room", "room"]
    total = hall.xlsx_rows(book, "Summary - Récapitulatif")[-1]
    assert (total["Delegations"], total["room"], total["online"], total["Total"]) == (1, 3, 1, 4)
    assert "3 / 3" in words(week.amara.opens("seats"))
