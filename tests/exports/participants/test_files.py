"""One list, three files and a page: the same people in the same order, and nothing that was typed becomes markup."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.actors import FrontDesk
from tests.exports.participants import hall
from tests.exports.participants.hall import Hall
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.audit.models import COMMAND, Entry
from tracker.correspondence.models import Item, Word
from tracker.correspondence.words import ItemKind, WordKind
from tracker.db import db, transaction
from tracker.exports.participants import documents
from tracker.exports.participants.documents import Document
from tracker.exports.participants.making import WRITERS
from tracker.exports.participants.models import ParticipantList
from tracker.exports.participants.options import Audience, Basis, Format, Options, Order
from tracker.i18n import Texts
from tracker.meetings import queries as meetings
from tracker.people.models import Delegation
from tracker.registration.models import DelegateRole

HOSTILE = '#read("/etc/passwd") $x$ *b* _c_ <a> =1+1 {{ 7*7 }} \\ // /* " & ’'


@pytest.fixture
def place(context: Flask, watch: Watch) -> Hall:
    watch.says("2026-11-16 19:00")
    return hall.fill()


@pytest.fixture
def organizer(app: Flask, place: Hall) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=place.meeting))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)


def draft(options: Options = Options()) -> Document:  # noqa: B008
    db.session.rollback()  # look anew
    return documents.draft(meetings.by_slug("cap-23"), options)


def names(document: Document, *, counted: bool = False) -> list[str]:
    return [entry.name for _, _, entry in document.listing.entries if entry.is_counted or not counted]


def page_names(page: str) -> list[str]:
    found = re.findall(r'<p class="participant-name">\s*<bdi>(.*?)</bdi>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", name)).split()) for name in found]


ENGLISH = [
    "Ms Aya KONAN",
    "Ms Rosa LIND",
    "Prof. Sam OKORO",
    "Ms Marie-Hélène DUPONT",
    "Ms Zoé ÉTIENNE",
    "Mr Jan PEETERS",
    "Mr Wei CHEN",
    "Ms Aya KONAN",
    "H.E. Dr Amina EL-SAYED",
    "Ms Anna MÜLLER",
    "Ms Elena ROSSI",
    "Mr Luc MARTIN",
    "Ms Pia NOWAK",
    "Mr Ida BERG",
    "Mr Hugo BRANDT",
    "Ms Rosa LIND",
]


def test_the_whole_list(place: Hall) -> None:
    assert names(draft()) == ENGLISH


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(audience=Audience.INTERNAL),
        Options(order=Order.FR, audience=Audience.PUBLIC, is_final=True),
    ],
    ids=["usual", "internal", "french"],
)
def test_all_files_name_the_same_people_in_the_same_order(place: Hall, options: Options, tmp_path: Path) -> None:
    document = draft(options)
    made = {kind: write(document) for kind, write in WRITERS.items()}
    assert hall.pdf_names(made[Format.PDF], tmp_path) == names(document)
    assert hall.docx_names(made[Format.DOCX]) == names(document)
    sheet = "Liste des participants" if options.order is Order.FR else "List of participants"
    rows = hall.xlsx_rows(made[Format.XLSX], sheet, options.order)
    assert [row["Family name"] for row in rows] == [
        entry.family_name for _, _, entry in document.listing.entries if entry.is_counted
    ]


def test_the_page_shows_the_same_people(place: Hall, organizer: FlaskClient) -> None:
    page = organizer.get("/meetings/cap-23/participants").get_data(as_text=True)
    assert page_names(page) == ENGLISH


def test_the_figures_are_the_same_in_all_files(place: Hall, tmp_path: Path) -> None:
    document = draft()
    total = document.listing.total
    assert (total.delegations, total.by_door, total.people) == (11, (10, 2, 1, 1), 14)
    made = {kind: write(document) for kind, write in WRITERS.items()}
    assert list(hall.xlsx_rows(made[Format.XLSX], "Summary - Récapitulatif")[-1].values()) == [
        "Total",
        11,
        10,
        2,
        1,
        1,
        14,
    ]
    table = docx.Document(BytesIO(made[Format.DOCX])).tables[0]
    assert [cell.text for cell in table.rows[-1].cells] == ["Total", "11", "10", "2", "1", "1", "14"]
    last = [line.split() for line in hall.pdf_text(made[Format.PDF], tmp_path).splitlines() if line.strip()][-2]
    assert last == ["Total", "11", "10", "2", "1", "1", "14"]


@pytest.mark.parametrize("kind", list(Format))
def test_what_people_type_is_printed_as_they_typed_it(place: Hall, kind: Format, tmp_path: Path) -> None:
    place.comes("Nora Klein", DelegateRole.HEAD, delegation="EG", position=HOSTILE)
    content = WRITERS[kind](draft())
    if kind is Format.PDF:
        text = hall.pdf_text(content, tmp_path)
    elif kind is Format.DOCX:
        text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    else:
        text = "\n".join(str(row["Position"]) for row in hall.xlsx_rows(content))
    assert [line.strip() for line in text.splitlines() if "passwd" in line] == [HOSTILE]


def test_contacts_are_in_the_files_by_consent_only(place: Hall, tmp_path: Path) -> None:
    shown = {
        audience: [
            re.findall(
                r"[\w.-]+@customs\.example",
                hall.pdf_text(WRITERS[Format.PDF](draft(Options(audience=audience))), tmp_path),
            )
        ][0]
        for audience in (Audience.PUBLIC, Audience.PARTICIPANTS)
    }
    assert shown == {Audience.PUBLIC: [], Audience.PARTICIPANTS: ["zoé.étienne@customs.example"]}


def test_names_in_their_own_script_are_for_the_secretariat(place: Hall, tmp_path: Path) -> None:
    for number, name in enumerate(("佐藤 遥", "김민준", "Ольга", "Ελένη", "ნინო", "Անի", "አበበ", "José Ünal")):
        place.comes(f"Person Number{number}", delegation="DE", native_name=name)
    shown = hall.pdf_text(WRITERS[Format.PDF](draft(Options(audience=Audience.INTERNAL))), tmp_path)
    lines = [line.split(", Delegate")[0].split() for line in shown.splitlines() if "NUMBER" in line]
    assert [" ".join(words[3:]) for words in lines] == [
        "佐藤 遥",
        "김민준",
        "Ольга",
        "Ελένη",
        "ნინო",
        "Անի",
        "አበበ",
        "José Ünal",
    ]
    assert "陈伟" not in hall.pdf_text(WRITERS[Format.PDF](draft()), tmp_path)


def test_the_headings_are_in_both_languages(place: Hall) -> None:
    content = docx.Document(BytesIO(WRITERS[Format.DOCX](draft(Options(order=Order.FR)))))
    headings = [found.text for found in content.paragraphs if found.style and found.style.name == "Heading 2"]
    assert headings[3:9] == [
        "ALLEMAGNE / GERMANY",
        "BELGIQUE / BELGIUM",
        "CHINE / CHINA",
        "CÔTE D'IVOIRE",
        "ÉGYPTE / EGYPT",
        "UNION EUROPÉENNE / EUROPEAN UNION",
    ]


def test_those_who_attended(context: Flask, place: Hall, watch: Watch) -> None:
    watch.says("2026-11-17 09:00")
    FrontDesk(context, place.meeting).scans(place.people["Dupont"])
    watch.says("2026-11-18 19:00")
    with transaction():
        germany = db.session.scalars(db.select(Delegation).filter_by(code="DE")).one()
        item = Item(
            meeting_id=place.meeting.id,
            code="1",
            position=1,
            kind=ItemKind.INFORMATION,
            title=Texts({"en": "Report"}),
            opens_at=world.at("2026-10-01 09:00"),
            deadline_at=world.at("2026-11-30 09:00"),
        )
        db.session.add(item)
        db.session.flush()
        db.session.add(
            Word(
                item_id=item.id,
                delegation_id=germany.id,
                kind=WordKind.NOTE,
                language="en",
                at=clock.now(),
                actor_kind=COMMAND.kind,
                actor="Anna",
            )
        )
    document = draft(Options(basis=Basis.ATTENDED))
    assert [(entry.name, entry.attends.value) for _, _, entry in document.listing.entries if entry.is_counted] == [
        ("Ms Marie-Hélène DUPONT", "room"),
        ("Ms Anna MÜLLER", "writing"),
    ]
    assert document.notes[0].en.startswith("[room] and [online]: as seen")


def test_a_list_keeps_its_number_until_it_changes(place: Hall, organizer: FlaskClient, watch: Watch) -> None:
    def made(**options: str) -> str:
        with organizer.post("/meetings/cap-23/participants", data={"order": "en"} | options) as answer:
            assert answer.status_code == 200
            return answer.headers["Content-Disposition"].partition("filename=")[2]

    assert made(format="pdf") == "cap-23-participants-INF-1-registered-provisional-participants-en.pdf"
    watch.says("20:00")
    assert made(format="docx", order="fr", audience="public") == (
        "cap-23-participants-INF-1-registered-provisional-public-fr.docx"
    )
    place.comes("Nora Klein", delegation="EG")
    assert made(format="xlsx") == "cap-23-participants-INF-1-Rev.1-registered-provisional-participants-en.xlsx"
    assert made(format="pdf", is_final="yes") == "cap-23-participants-INF-1-Rev.2-registered-final-participants-en.pdf"
    assert made(format="pdf") == "cap-23-participants-INF-1-Rev.1-registered-provisional-participants-en.pdf"
    assert made(format="pdf", number="4") == "cap-23-participants-INF-4-registered-provisional-participants-en.pdf"
    db.session.rollback()  # look anew
    rows = db.session.scalars(db.select(ParticipantList).order_by(ParticipantList.id)).all()
    assert [(row.number, row.revision, row.is_final, row.people, row.made_by) for row in rows] == [
        (1, 0, False, 14, "olga@secretariat.example"),
        (1, 1, False, 15, "olga@secretariat.example"),
        (1, 2, True, 15, "olga@secretariat.example"),
        (4, 0, False, 15, "olga@secretariat.example"),
    ]


def test_the_document_of_record_keeps_its_time(place: Hall, organizer: FlaskClient, watch: Watch) -> None:
    organizer.post("/meetings/cap-23/participants", data={"format": "xlsx"}).close()
    watch.says("2026-11-17 08:00")
    document = draft()
    assert (document.is_on_record, document.made.fr) == (True, "16 novembre 2026, 19:00 Europe/Brussels (UTC+01:00)")


def test_every_file_leaves_a_line_in_the_journal(place: Hall, organizer: FlaskClient) -> None:
    data = {"format": "xlsx", "audience": "internal", "order": "fr"}
    organizer.post("/meetings/cap-23/participants", data=data).close()
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.participants")).one()
    assert (entry.actor, entry.subject, entry.meeting_slug, entry.details) == (
        "olga@secretariat.example",
        "CAP/23/INF/1",
        "cap-23",
        {"format": "xlsx", "basis": "registered", "audience": "internal", "order": "fr", "final": False, "people": 14},
    )


def test_the_price_does_not_grow_with_the_people(place: Hall) -> None:
    with statements() as few:
        draft()
    for number in range(5):
        place.comes(f"Person Number{number}", delegation="DE")
    with statements() as many:
        draft()
    assert len(many) == len(few) <= 12


def test_a_meeting_without_anybody_has_a_list_too(context: Flask, watch: Watch) -> None:
    watch.says("2026-11-16 19:00")
    world.meeting()
    document = draft()
    assert [len(write(document)) > 1000 for write in WRITERS.values()] == [True, True, True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("-o list.pdf", "Wrote list.pdf: CAP/23/INF/1, 14 people.\n"),
        ("-o list.docx --attended --final --order fr --internal", "Wrote list.docx: CAP/23/INF/1, 0 people.\n"),
        ("-o list.xlsx --public --number 7", "Wrote list.xlsx: CAP/23/INF/7, 14 people.\n"),
    ],
)
@pytest.mark.usefixtures("place", "folder")
def test_the_command(app: Flask, arguments: str, said: str) -> None:
    result = app.test_cli_runner().invoke(args=["export", "participants", "cap-23", *arguments.split()])
    assert (result.output, result.exit_code) == (said, 0)
    assert Path(arguments.split()[1]).stat().st_size > 1000


def test_the_command_knows_three_kinds_of_file(place: Hall, app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["export", "participants", "cap-23", "-o", str(tmp_path / "list.odt")])
    assert "End the name of the file in .pdf, .docx or .xlsx." in result.output
    assert result.exit_code == 2


def test_letters_that_no_font_has(place: Hall, organizer: FlaskClient) -> None:
    """The PDF is made without them, and the page says of whom it leaves something out."""
    place.comes("Harpreet Sandhu", delegation="BE", native_name="ਹਰਪ੍ਰੀਤ ਸੰਧੂ", position="Officer 😀")
    for audience in Audience:
        asked = {"format": "pdf", "audience": audience.value}
        with organizer.post("/meetings/cap-23/participants", data=asked) as answer:
            assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    page = " ".join(organizer.get("/meetings/cap-23/participants?audience=internal").text.split())
    assert "<bdi>Ms Harpreet SANDHU</bdi>: <bdi>ਹਰਪ੍ਰੀਤ ਸੰਧੂ</bdi>" in page
    assert "<bdi>Ms Harpreet SANDHU</bdi>: <bdi>😀 (U+1F600 GRINNING FACE)</bdi>" in page
    assert "ਹਰਪ੍ਰੀਤ" not in organizer.get("/meetings/cap-23/participants?audience=public").text
