"""An organizer brings a list in, page by page."""

import hashlib
import io
import os
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests import world
from tests.meetings.reading import Page
from tests.registration.delegate import errors, value, words
from tests.registration.importing.files import HEADER, PEOPLE, csv, laughing
from tests.registration.importing.lists import person
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.cli.worker import CHORES
from tracker.config import Settings
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration.importing import limits, uploads
from tracker.registration.importing.models import Upload
from tracker.registration.models import Registration, State

IMPORT = "/meetings/cap-23/registrations/import"


@pytest.fixture(autouse=True)
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def upload(browser: FlaskClient, data: bytes, name: str = "list.csv", **fields: str) -> TestResponse:
    sent = {"file": FileStorage(io.BytesIO(data), name), **fields}
    boundary, body = encode_multipart(sent)
    return browser.post(IMPORT, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def uploaded(browser: FlaskClient, data: bytes, name: str = "list.csv") -> str:
    """The address of the list's page."""
    answer = upload(browser, data, name)
    assert answer.status_code == 303, errors(answer)
    return answer.location


def apply(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    seen = value(browser.get(address), "seen")
    answer = browser.post(f"{address}/application", data={"seen": seen, **fields})
    assert answer.status_code == 303
    return browser.get(answer.location)


def rows(browser: FlaskClient, address: str) -> list[str]:
    return Page(browser, address).texts("//tbody/tr")


def test_a_list_is_looked_at_and_then_applied(amara: FlaskClient) -> None:
    link = Page(amara, "/meetings/cap-23/registrations").all("//a[contains(@class, 'button')]/@href")
    assert IMPORT in link
    address = uploaded(amara, csv(*PEOPLE), "liste  d'été.csv")
    page = Page(amara, address)
    assert page.text("//p[@class='kicker']") == "liste d'été.csv"
    assert page.texts("//nav[@class='tabs']//li") == ["All 7", "Refused 0", "New 7", "Updated 0", "Unchanged 0"]
    assert (
        page.texts("//tbody/tr")[0]
        == "2 KOUASSI AdjouaCôte d'Ivoire New Member administration · head of delegation · online"
    )
    assert world.count(Registration) == 0
    assert "Applied: 7 new, 0 updated, 0 unchanged." in words(apply(amara, address))
    assert person("KOUASSI").state is State.SUBMITTED
    page = Page(amara, address)
    assert page.texts("//div[contains(@class, 'notice')]//p") == [
        "This list was applied on 2 Nov 2026, 10:00.",
        "There is nothing to apply: no row is new or changes anything.",
    ]
    entry = db.session.scalars(select(Entry).where(Entry.action == "list.imported")).one()
    assert (entry.details["sha256"], entry.actor) == (
        hashlib.sha256(csv(*PEOPLE)).hexdigest(),
        "amara@secretariat.example",
    )


def test_refused_rows_are_mended_or_left_out(amara: FlaskClient) -> None:
    address = uploaded(amara, csv(*PEOPLE, "R9,LI,Wei,,member,Atlantis,delegate,wei@customs.example,online"))
    refused = (
        "9 LI Wei Refused “Atlantis” is no delegation of the reference list. Write its code, such as CI, or its name."
    )
    assert rows(amara, f"{address}?fate=refused") == [refused]
    said = words(apply(amara, address))
    assert "Nothing was applied: 1 row is refused. Mend them, or choose to leave them out." in said
    assert world.count(Registration) == 0
    said = words(apply(amara, address, skip_refused="y", approve="y"))
    assert "Applied: 7 new, 0 updated, 0 unchanged." in said
    assert "Left out: rows 9." in said
    assert person("KOUASSI").state is State.APPROVED


def test_what_a_row_changes_is_shown_before_and_after(amara: FlaskClient, meeting: Meeting) -> None:
    world.registration(meeting, "Wei Li", delegation="CN")
    address = uploaded(
        amara, csv("Li,Wei,CN,wei.li@customs.example,Directeur", header="nom,prénom,pays,courriel,fonction")
    )
    assert rows(amara, address) == ["2 Li WeiChina Updated Position: nothing Directeur"]


def test_unknown_headings_are_asked_for_once(amara: FlaskClient) -> None:
    data = csv("LI,Wei,CN", header="Who,First,From where")
    address = uploaded(amara, data)
    asked = amara.get(address)
    assert (asked.status_code, asked.location) == (303, f"{address}/columns")
    page = Page(amara, asked.location)
    assert page.texts("//select[@id='family_name']/option") == [
        "Not in this list",
        "Who (LI)",
        "First (Wei)",
        "From where (CN)",
    ]
    wrong = amara.post(asked.location, data={"given_name": "1", "delegation": "1"})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        ["Choose the column. Without it the list cannot be read.", "This column is chosen already: Given name."],
    )
    chosen = amara.post(asked.location, data={"family_name": "0", "given_name": "1", "delegation": "2"})
    assert chosen.location == address
    assert rows(amara, address) == ["2 LI WeiChina New Member administration · delegate · in person"]
    assert rows(amara, uploaded(amara, data)) == ["2 LI WeiChina New Member administration · delegate · in person"]


def test_the_registrations_may_change_between_looking_and_applying(amara: FlaskClient, meeting: Meeting) -> None:
    address = uploaded(amara, csv("Li,Wei,CN,wei.li@customs.example", header="nom,prénom,pays,courriel"))
    seen = value(amara.get(address), "seen")
    world.registration(meeting, "Wei Li", delegation="CN")
    answer = amara.post(f"{address}/application", data={"seen": seen})
    assert "The registrations have changed meanwhile." in words(amara.get(answer.location))
    assert [entry for entry in db.session.scalars(select(Entry.action)) if entry == "list.imported"] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "This is a PDF. Send the spreadsheet that it was made from, as .xlsx or .csv."),
        (
            laughing(),
            (
                "The workbook holds definitions that no list needs and that can harm a server, so it was not opened."
                " Copy the list into a new workbook."
            ),
        ),
        (HEADER.encode(), "The file has a heading at most, but nobody under it. Send the list with its rows."),
        (
            b"x" * (limits.FILE + 1),
            (
                "The file is larger than 5 MB. Remove pictures and sheets that do not belong to the list,"
                " or save it as CSV."
            ),
        ),
    ],
    ids=["PDF", "entities", "nobody", "large"],
)
def test_what_cannot_be_read_is_told_beside_the_field(amara: FlaskClient, data: bytes, said: str) -> None:
    answer = upload(amara, data)
    assert (answer.status_code, errors(answer)) == (422, [said])
    assert world.count(Upload) == 0


def test_a_form_without_a_file_or_of_a_huge_one_is_refused(amara: FlaskClient) -> None:
    answer = amara.post(IMPORT, data={})
    assert (answer.status_code, errors(answer)) == (422, ["Choose the file with the list."])
    assert upload(amara, b"x" * (limits.FILE + 2 * limits.MEGABYTE)).status_code == 413


def test_lists_are_removed_after_a_day(amara: FlaskClient, settings: Settings, watch: Watch) -> None:
    address = uploaded(amara, csv(*PEOPLE))
    kept = settings.instance / "lists" / address.rpartition("/")[2]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert uploads.forget_uploads in CHORES
    watch.moves_on(hours=23)
    orphan = kept.with_name("never-finished")
    orphan.touch()
    os.utime(orphan, (0, 0))
    with transaction():
        assert uploads.forget_uploads() == 0
    assert not orphan.exists()
    watch.moves_on(seconds=uploads.LIFE / timedelta(seconds=1))
    with transaction():
        assert uploads.forget_uploads() == 1
    assert (kept.exists(), amara.get(address).status_code) == (False, 410)


def test_a_list_belongs_to_its_meeting(amara: FlaskClient, app: Flask) -> None:
    address = uploaded(amara, csv(*PEOPLE))
    other = world.meeting("cap-22", number=22)
    jean = world.sign_in(app.test_client(), world.user("Jean Petit", role=Role.ORGANIZER, of=other))
    assert jean.get(address).status_code == 403
    assert jean.get(re.sub("cap-23", "cap-22", address)).status_code == 410


def test_a_long_list_is_shown_in_pages(amara: FlaskClient) -> None:
    people = (f"Person{number:03},Li,CN" for number in range(150))
    address = uploaded(amara, csv(*people, header="nom,prénom,pays"))
    assert [len(rows(amara, f"{address}?page={page}")) for page in ("1", "2", "99", "x")] == [100, 50, 50, 100]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\Users\\amara\\list.csv", "list.csv"),
        ("../../etc/passwd", "passwd"),
        ("liste\r\nSet-Cookie: x", "liste Set-Cookie: x"),
        ("", "list"),
        ("é" * 300 + ".xlsx", "é" * 195 + ".xlsx"),
    ],
)
def test_the_name_of_a_file_is_only_a_name(typed: str, kept: str) -> None:
    assert uploads.base_name(typed) == kept
