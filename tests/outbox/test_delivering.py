"""Mail through a real SMTP server that has good days and bad ones."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.outbox.conftest import Sender, sent_to
from tests.outbox.post_office import PostOffice
from tests.watch import Watch
from tracker.db import transaction
from tracker.errors import Conflict
from tracker.outbox import patience, queries
from tracker.outbox.delivering import Outcome, clear_out, deliver_due
from tracker.outbox.posting import post
from tracker.outbox.queries import Counts
from tracker.outbox.transports import Away

AMINA = "amina@ministry.example"
BO = "bo@ministry.example"


class RegistrationClosed(Conflict):
    """What may happen after a mail was posted."""


def _clears_out(app: Flask) -> None:
    with app.app_context(), transaction():
        clear_out()


def delivered(app: Flask) -> dict[Outcome, int]:
    return dict(deliver_due(app))


def test_a_mail_is_sent_once(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    watch.says("2026-11-17 09:00")
    sender.posts(AMINA)
    watch.says("09:01")
    assert delivered(app) == {Outcome.SENT: 1}
    assert delivered(app) == {}
    [mail] = post_office.mails
    row = sender.row()
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (AMINA, "Welcome, Amina", row.message_id)
    assert mail["Date"].datetime == watch.instant == row.sent_at == row.done_at
    assert row.message_id.endswith("@tracker.example>")


def test_many_mails_share_connections(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    for number in range(60):
        sender.posts(f"delegate{number}@ministry.example")
    assert delivered(app) == {Outcome.SENT: 60}
    assert len(post_office.visitors) == 2  # fifty over the first


def test_a_mail_is_written_in_its_language_with_public_addresses(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], public_url="https://meetings.example/tracker")
    monkeypatch.setitem(app.extensions, "settings", settings)
    for language in ("fr", "en", "de"):
        sender.posts(AMINA, kind="test_place", language=language)
    deliver_due(app)
    address = "https://meetings.example/tracker/static/favicon.svg"
    texts = [mail.get_body(("plain",)).get_content() for mail in post_office.mails]  # type: ignore[union-attr]
    assert texts == [f"fr {address}\r\n", f"en {address}\r\n", f"en {address}\r\n"]


def test_a_name_in_any_script_arrives(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    sender.posts(AMINA, "أمينة 王 Zoë")
    deliver_due(app)
    assert post_office.subjects() == ["Welcome, أمينة 王 Zoë"]


def test_an_address_in_any_script_goes_where_the_server_can_carry_it(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts("zoë@münchen.example")
    assert delivered(app) == {Outcome.SENT: 1}
    assert post_office.mails[0]["To"] == "zoë@xn--mnchen-3ya.example"


def test_an_address_that_the_server_cannot_carry_is_given_up(
    app: Flask, watch: Watch, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = PostOffice()
    monkeypatch.setitem(app.extensions, "settings", sent_to(office, app.extensions["settings"]))
    sender.posts("zoë@ministry.example")
    sender.posts(BO)
    with office.at_work(enable_SMTPUTF8=False):
        assert delivered(app) == {Outcome.GIVEN_UP: 1, Outcome.SENT: 1}
    assert [mail["To"] for mail in office.mails] == [BO]


def test_a_refusal_for_a_while_is_overcome(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    watch.says("2026-11-17 09:00")
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.refusals[AMINA] = "451 come back later"
    assert delivered(app) == {Outcome.PUT_OFF: 1, Outcome.SENT: 1}
    assert sender.rows()[0].last_error == "451 come back later"
    watch.says("09:00")
    watch.moves_on(seconds=59)
    assert delivered(app) == {}
    post_office.refusals.clear()
    watch.moves_on(seconds=16)  # a minute and a quarter at most
    assert delivered(app) == {Outcome.SENT: 1}
    assert [mail["To"] for mail in post_office.mails] == [BO, AMINA]
    assert sender.rows()[0].last_error is None


def test_a_refusal_for_good_is_given_up_at_once_and_seen(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    posted = watch.says("2026-11-17 09:00")
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.refusals[AMINA] = "550 no such person"
    given_up = watch.says("09:01")
    assert delivered(app) == {Outcome.GIVEN_UP: 1, Outcome.SENT: 1}
    with app.app_context():
        assert queries.counts() == Counts(waiting=0, waiting_since=None, failed=1)
        [failure] = queries.failures()
    assert (failure.recipient, failure.error) == (AMINA, "550 no such person")
    assert (failure.posted_at, failure.given_up_at) == (posted, given_up)


def test_a_text_may_be_refused_for_a_while(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    sender.posts(AMINA)
    post_office.after_text = "452 disk full"
    assert delivered(app) == {Outcome.PUT_OFF: 1}
    assert sender.row().last_error == "452 disk full"


def test_a_text_may_be_refused_for_good(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    sender.posts(AMINA)
    post_office.after_text = "554 looks like spam"
    assert delivered(app) == {Outcome.GIVEN_UP: 1}
    assert sender.row().last_error == "554 looks like spam"


def test_twelve_attempts_are_enough(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    sender.posts(AMINA)
    post_office.refusals[AMINA] = "451 never today"
    outcomes = Counter[Outcome]()
    for _ in range(20):
        outcomes += deliver_due(app)
        watch.moves_on(minutes=75)
    assert outcomes == {Outcome.PUT_OFF: 11, Outcome.GIVEN_UP: 1}
    assert (sender.row().attempts, sender.row().sent_at) == (patience.ATTEMPTS, None)


def test_a_server_that_hangs_holds_one_mail_up_for_its_timeout(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA)
    post_office.open.clear()
    assert delivered(app) == {Outcome.PUT_OFF: 1}
    assert sender.row().last_error == "SMTPServerDisconnected: Connection unexpectedly closed: timed out"
    post_office.open.set()
    watch.moves_on(minutes=2)
    assert delivered(app) == {Outcome.SENT: 1}


def test_a_dropped_connection_costs_one_attempt_of_one_mail(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.drops = 1
    assert delivered(app) == {Outcome.PUT_OFF: 1, Outcome.SENT: 1}
    watch.moves_on(minutes=2)
    assert delivered(app) == {Outcome.SENT: 1}
    assert [mail["To"] for mail in post_office.mails] == [BO, AMINA]


def test_a_server_that_is_away_costs_no_attempt(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = watch.says("2026-11-17 09:00")
    sender.posts(AMINA)
    there = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(there, smtp_port=1))
    watch.says("2026-11-19 09:00")
    with pytest.raises(Away, match="Connection refused"):
        deliver_due(app)
    with app.app_context():
        assert queries.counts() == Counts(waiting=1, waiting_since=posted, failed=0)
    assert sender.row().attempts == 0
    monkeypatch.setitem(app.extensions, "settings", there)
    assert delivered(app) == {Outcome.SENT: 1}


def test_a_mail_that_cannot_be_written_blocks_no_other(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA, kind="test_broken")
    sender.posts(AMINA, kind="test_unheard_of")
    sender.posts("amina@ministry.example, mallory@elsewhere.example")
    sender.posts(BO)
    assert delivered(app) == {Outcome.PUT_OFF: 2, Outcome.GIVEN_UP: 1, Outcome.SENT: 1}
    assert [row.last_error for row in sender.rows()] == [
        "RuntimeError: no registration 17",
        "UnknownKind: nobody writes mails of the kind 'test_unheard_of'",
        "a mail goes to exactly one address",
        None,
    ]


def test_a_mail_that_is_no_longer_wanted_is_dropped(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA, kind="test_obsolete")
    assert delivered(app) == {Outcome.DROPPED: 1}
    assert (sender.row().done_at, sender.row().sent_at) == (watch.instant, None)
    with app.app_context():
        assert queries.counts() == Counts(waiting=0, waiting_since=None, failed=0)


def test_a_mail_that_was_rolled_back_never_existed(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    with suppress(RegistrationClosed), app.app_context(), transaction():
        post("test_welcome", AMINA, "en", name="Amina")
        raise RegistrationClosed
    assert sender.rows() == []
    assert delivered(app) == {}


def test_done_mails_are_deleted_after_thirty_days(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.refusals[BO] = "451 later"
    deliver_due(app)
    watch.instant += timedelta(days=30)
    _clears_out(app)
    assert len(sender.rows()) == 2
    watch.moves_on(seconds=1)
    _clears_out(app)
    assert [row.recipient for row in sender.rows()] == [BO]  # it still waits
