"""Items in the meeting file: read, refused with the item and the field, applied, and written as they were."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import world
from tests.registration.papers.files import pdf
from tests.registration.test_policy_files import PLAIN as LIVE
from tests.statements import statements
from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.correspondence import files, queries, saying
from tracker.correspondence.files import WholeFile, applying
from tracker.correspondence.files.applying import NoSuchDocument
from tracker.correspondence.files.parts import DocumentFile, ItemFile, moved
from tracker.correspondence.models import Item
from tracker.correspondence.saying import Voice
from tracker.correspondence.setting import ItemSpokenOn
from tracker.correspondence.words import ItemKind, WordKind, stands_in_address
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings import queries as meetings
from tracker.meetings.files import MeetingFileWrong
from tracker.meetings.loading import Outcome
from tracker.people.models import Delegation

DEMO = Path(__file__).parents[2] / "tracker" / "demo" / "meetings"
PHASE = """
[[phases]]
kind = "document"
opens = 2027-05-01T09:00:00
closes = 2027-05-29T18:00:00
"""
PLAIN = LIVE.replace("[[phases]]", PHASE.strip() + "\n\n[[phases]]", 1)
ITEMS = """
[[items]]
code = "I"
kind = "election"
class = "A"
title = { en = "Election of the Chairperson", fr = "Élection à la présidence" }
deadline = 2027-05-15T12:00:00

[[items]]
code = "II.a"
kind = "decision"
title = "Adoption of the Agenda"
text = '''
Draft of 3 May.
Paragraph 4 is new.'''
opens = 2027-05-03T00:00:00
deadline = 2027-05-22T23:59:00
timezone = "Pacific/Auckland"
silence = true
documents = [
  { language = "en", file = "papers/agenda.pdf" },
  { name = "Ordre du jour.pdf", language = "fr", file = "papers/ordre.pdf" },
]
"""
FULL = PLAIN + ITEMS
AGENDA, ORDER = pdf(text=b"Agenda"), pdf(text=b"Ordre du jour")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "agenda.pdf").write_bytes(AGENDA)
    (tmp_path / "papers" / "ordre.pdf").write_bytes(ORDER)
    return tmp_path


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wrong(items: str, folder: Path | None = None, plain: str = PLAIN) -> list[str]:
    with pytest.raises(MeetingFileWrong) as refused:
        files.read(plain + items, folder)
    return list(refused.value.problems)


def told(text: str, folder: Path | None = None) -> tuple[Outcome, tuple[str, ...]]:
    """What loading that file says."""
    with transaction():
        done = files.load(files.read(text, folder), COMMAND)
    return done.outcome, done.changes


def dumped() -> str:
    db.session.rollback()
    return files.write(files.dump(meetings.by_slug("cap-24")))


def items() -> list[Item]:
    db.session.rollback()
    return list(queries.items(meetings.by_slug("cap-24").id))


# --- Reading -------------------------------------------------------------------------------------------------------


@pytest.mark.pure
def test_items_are_read(folder: Path) -> None:
    found = files.read(FULL, folder).items
    assert found is not None
    election, agenda = found
    assert election == ItemFile(
        code="I",
        kind=ItemKind.ELECTION,
        category="A",
        title=Texts({"en": "Election of the Chairperson", "fr": "Élection à la présidence"}),
        opens=wall("2027-05-01 09:00"),  # with the document phase
        deadline=wall("2027-05-15 12:00"),
        timezone="Europe/Brussels",
    )
    assert (agenda.silence, agenda.timezone, agenda.text.best("en")[0]) == (
        True,
        "Pacific/Auckland",
        "Draft of 3 May.\nParagraph 4 is new.",
    )
    assert agenda.values["deadline_at"] == world.at("2027-05-22 13:59")  # in Brussels it is noon and two hours
    assert agenda.documents == (
        DocumentFile(name="agenda.pdf", language="en", sha256=sha(AGENDA), file="papers/agenda.pdf", content=AGENDA),
        DocumentFile(
            name="Ordre du jour.pdf", language="fr", sha256=sha(ORDER), file="papers/ordre.pdf", content=ORDER
        ),
    )
    assert files.read(PLAIN).items is None
    assert files.read(f"items = []\n{PLAIN}").items == ()


WITHOUT = 'no / or \\, no "new"'
ITEM = '[[items]]\ncode = "I"\nkind = "decision"\ntitle = "Agenda"\n'


@pytest.mark.pure
@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ("[items]\ncode = 1", ["items must be written as tables that begin with [[items]]"]),
        (
            "[[items]]\n",
            [
                "items[0]: code is missing",
                "items[0]: kind is missing; it is one of information, decision, election",
                "items[0]: title is missing",
            ],
        ),
        (
            '[[items]]\ncode = "I"\nkind = "vote"\ntitle = 7\nclass = "AAAAAAAAA"\nsilence = "yes"\n',
            [
                "items[0] (I): kind is 'vote'; there are information, decision, election",
                "items[0] (I): class has 9 characters; at most 8 fit",
                'items[0] (I): title is 7, but must be a text or a table by language such as { en = "…", fr = "…" }',
                "items[0] (I): silence is 'yes', but must be true or false",
            ],
        ),
        (
            ITEM + "dealine = 2027-05-15T12:00:00\n",
            ["items[0] (I): there is no key 'dealine'; did you mean 'deadline'?"],
        ),
        (ITEM + 'title.en = "x"\n', None),
        *(
            (
                ITEM.replace('"I"', f"'{code}'"),
                [f"items[0] ({code}): code {code!r} cannot stand in the address of the item's page: {WITHOUT}"],
            )
            for code in ("é 1/2", "new")
        ),
        (
            ITEM + "deadline = 2027-05-15T12:00:00+02:00\n",
            [
                (
                    "items[0] (I): deadline carries an offset from UTC; write the time at the place of the meeting,"
                    " such as 2027-05-15 12:00"
                )
            ],
        ),
        (
            ITEM + 'deadline = "Friday"\n',
            ["items[0] (I): deadline is 'Friday', but must be a day and a time such as 2026-12-08 09:00"],
        ),
        (
            ITEM + "deadline = 2027-05-01T09:00:00\n",
            ["items[0] (I): deadline 2027-05-01 09:00 is not after opens 2027-05-01 09:00"],
        ),
        (
            ITEM + "opens = 2027-03-28T02:30:00\n",
            ["items[0] (I): opens: 2027-03-28 02:30 does not exist in Europe/Brussels: clocks are put forward over it"],
        ),
        (
            ITEM + 'timezone = "Europe/Brussels"\ndeadline = 2027-05-15T12:00:00\n',
            ["items[0] (I): opens is missing"],  # that of the phase is told by the clocks of the meeting
        ),
        (
            ITEM + 'timezone = "Mars/Olympus"\nopens = 2027-05-15T12:00:00\ndeadline = 2027-05-16T12:00:00\n',
            ["items[0] (I): timezone: unknown time zone 'Mars/Olympus': use an IANA name such as Europe/Brussels"],
        ),
        (ITEM + ITEM, ["items: the code 'I' is given to 2 of them"]),
        (
            ITEM + 'documents = "report.pdf"\n',
            ['items[0] (I): documents must be a list such as [{ language = "en", file = "report.pdf" }]'],
        ),
        (
            ITEM + 'documents = [{ language = "xx", sha256 = "12" }, { pages = 3 }]\n',
            [
                "items[0] (I): documents[0]: sha256 must be 64 hexadecimal digits",
                "items[0] (I): documents[0]: language is 'xx'; there are en, fr, ar, es, pt, ru, zh",
                "items[0] (I): documents[1]: there is no key 'pages'; there are name, language, file, sha256",
                "items[0] (I): documents[1]: file is missing",
            ],
        ),
        (
            ITEM + 'documents = [{ file = "report.pdf" }]\n',
            ["items[0] (I): documents[0]: file 'report.pdf' can be read only beside a meeting file"],
        ),
    ],
)
def test_a_mistake_names_the_item_and_the_field(said: str, problems: list[str] | None) -> None:
    if problems is None:
        assert wrong(said)[0].startswith("this is not TOML")
    else:
        assert wrong(said) == problems


@pytest.mark.pure
def test_without_a_document_phase_an_item_says_its_times() -> None:
    assert wrong("\n" + ITEM, plain=LIVE) == ["items[0] (I): opens is missing", "items[0] (I): deadline is missing"]


@pytest.mark.pure
def test_mistakes_of_items_stand_beside_those_of_the_meeting() -> None:
    said = wrong(
        '[[items]]\ncode = "I"\nkind = "poll"\ntitle = "x"\n', plain=PLAIN.replace("number = 24", "number = 0")
    )
    assert said == [
        "number is 0, but must lie between 1 and 9999",
        "items[0] (I): kind is 'poll'; there are information, decision, election",
    ]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("none.pdf", None, "is not there"),
        ("papers", None, "cannot be opened"),
        ("../secret.pdf", AGENDA, "lies outside the folder of the meeting file"),
        ("/etc/passwd", None, "lies outside the folder of the meeting file"),
        ("link.pdf", None, "lies outside the folder of the meeting file"),
        ("page.pdf", b"<html>", "is no PDF"),
        ("empty.pdf", b"", "is empty"),
        ("script.pdf", pdf(b"<< /S /JavaScript /JS (app.alert) >>"), "contains scripts, which may do harm"),
        ("large.pdf", AGENDA + b" " * 20 * 1024**2, "is larger than 20 MB"),
    ],
)
def test_hostile_documents(folder: Path, file: str, content: bytes | None, problem: str) -> None:
    inside = folder / "inside"
    (inside / "papers").mkdir(parents=True)
    (inside / "link.pdf").symlink_to(folder / "papers" / "agenda.pdf")
    if content is not None:
        (inside / file).write_bytes(content)
    said = wrong(f'{ITEM}documents = [{{ file = "{file}" }}]\n', inside)
    assert said == [f"items[0] (I): documents[0]: file {file!r} {problem}"]


@pytest.mark.pure
def test_a_document_that_is_another_or_twice(folder: Path) -> None:
    said = wrong(f'{ITEM}documents = [{{ file = "papers/agenda.pdf", sha256 = "{sha(ORDER)}" }}]\n', folder)
    assert said == ["items[0] (I): documents[0]: file 'papers/agenda.pdf' is another document than its sha256 says"]
    one = '{ file = "papers/agenda.pdf" }'
    assert wrong(f"{ITEM}documents = [{one}, {one}]\n", folder) == [
        "items[0] (I): documents: 'agenda.pdf' is there twice"
    ]


# --- Writing -------------------------------------------------------------------------------------------------------

lines = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\"\\'"), min_size=1, max_size=40
).map(str.strip)
words = lines.filter(bool)
texts = st.dictionaries(st.sampled_from(["en", "fr", "ar"]), words, min_size=1).map(Texts)
documents = st.builds(
    DocumentFile,
    name=words,
    language=st.sampled_from(["en", "fr", "zh"]),
    sha256=st.binary(max_size=4).map(sha),
)
some_documents = st.none() | st.lists(documents, max_size=3, unique_by=lambda one: one.sha256).map(tuple)
begins = st.datetimes(wall("2027-04-01 00:00"), wall("2027-06-01 00:00")).map(lambda at: at.replace(microsecond=0))
some_items = st.builds(
    lambda length, **said: ItemFile(**said, deadline=said["opens"] + length),
    length=st.integers(1, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes)),
    code=words.map(lambda text: " ".join(text.split())[:20].strip()).filter(bool).filter(stands_in_address),
    kind=st.sampled_from(ItemKind),
    category=st.sampled_from(["", "A", "B 2"]),
    title=texts,
    text=texts | st.just(Texts({})),
    opens=begins,
    timezone=st.sampled_from(["Europe/Brussels", "UTC", "Asia/Kathmandu"]),
    silence=st.booleans(),
    documents=some_documents,
)


@pytest.mark.pure
@settings(deadline=None)
@given(st.none() | st.lists(some_items, max_size=4, unique_by=lambda one: one.code).map(tuple))
def test_what_is_written_is_read_again(said: tuple[ItemFile, ...] | None) -> None:
    file = replace(files.read(PLAIN), items=said)
    assert files.read(files.write(file)) == replace(
        file, meeting=replace(file.meeting, policy={} if said is None else {"items": _tables(files.write(file))})
    )


def _tables(text: str) -> object:
    import tomllib  # noqa: PLC0415 (here alone)

    return tomllib.loads(text)["items"]


@pytest.mark.pure
def test_other_days(folder: Path) -> None:
    read = files.read(FULL, folder)
    later = moved(read.items, timedelta(weeks=2))
    assert later is not None
    assert [f"{one.deadline:%m-%d %H:%M}" for one in later] == ["05-29 12:00", "06-05 23:59"]
    assert moved(None, timedelta(weeks=2)) is None


# --- Into the database and back ------------------------------------------------------------------------------------


@pytest.fixture
def loaded(context: Flask, watch: Watch, folder: Path) -> Path:
    """The meeting of the file, on the third of May."""
    watch.says("2027-05-04 10:00")
    world.delegations()
    assert told(FULL, folder) == (Outcome.CREATED, ())
    return folder


def test_loading_it_again_changes_nothing(loaded: Path) -> None:
    assert [(one.code, one.kind.value, one.category, one.is_silence) for one in items()] == [
        ("I", "election", "A", False),
        ("II.a", "decision", "", True),
    ]
    assert items()[1].deadline_at == world.at("2027-05-22 13:59")
    assert [(one.name, one.language, one.content) for one in items()[1].documents] == [
        ("agenda.pdf", "en", AGENDA),
        ("Ordre du jour.pdf", "fr", ORDER),
    ]
    assert told(FULL, loaded) == (Outcome.UNCHANGED, ())
    assert told(PLAIN) == (Outcome.UNCHANGED, ())  # a file that does not mention them leaves them
    assert len(items()) == 2


def test_the_dump_of_a_meeting_is_that_meeting(loaded: Path) -> None:
    written = dumped()
    assert told(written) == (Outcome.UNCHANGED, ())  # documents are known by their fingerprints
    assert dumped() == written
    assert "deadline = 2027-05-22T13:59:00" in written  # in the zone of the meeting


def test_the_dump_makes_the_same_meeting_elsewhere(loaded: Path, tmp_path: Path) -> None:
    """The file and the folder beside it are all that is needed."""
    target = tmp_path / "elsewhere" / "cap-24.toml"
    target.parent.mkdir()
    db.session.rollback()
    found = files.put_beside(files.dump(meetings.by_slug("cap-24"), with_content=True), target)
    target.write_text(files.write(found), encoding="utf-8")
    beside = [path.name for path in (target.parent / "cap-24-documents").iterdir()]
    assert sorted(beside) == ["II.a-1-agenda.pdf", "II.a-2-Ordre-du-jour.pdf"]
    text = target.read_text(encoding="utf-8").replace('slug = "cap-24"', 'slug = "cap-25"')
    assert told(text.replace("number = 24", "number = 25"), target.parent) == (Outcome.CREATED, ())
    db.session.rollback()
    first, second = (applying.dump(meetings.by_slug(slug), with_content=True) for slug in ("cap-24", "cap-25"))
    assert first == second


def test_an_hour_that_clocks_show_twice(loaded: Path) -> None:
    """The second half past two of the thirty-first of October 2027 is half past one of the world's time."""
    with transaction():
        items()[0].deadline_at = world.at("2027-10-31 02:30") + timedelta(hours=1)
    written = dumped()
    assert 'timezone = "UTC"' in written
    assert told(written) == (Outcome.UNCHANGED, ())


def test_every_change_is_told_and_recorded(loaded: Path) -> None:
    other = FULL.replace("2027-05-15T12:00:00", "2027-05-20T12:00:00").replace("silence = true\n", "")
    other = other.replace('name = "Ordre du jour.pdf"', 'name = "ODJ.pdf"')
    added = '[[items]]\ncode = "III"\nkind = "information"\ntitle = "Programme of work"\n'
    assert told(other + added, loaded) == (
        Outcome.UPDATED,
        ("item I: deadline", "item II.a: silence, documents", "item III added"),
    )
    assert [one.name for one in items()[1].documents] == ["agenda.pdf", "ODJ.pdf"]
    actions = set(db.session.scalars(db.select(Entry.action).where(Entry.action.like("item%"))))
    assert {"item.added", "item.changed", "item.document_added", "item.document_removed"} <= actions


def test_order_and_removal(loaded: Path) -> None:
    first, second = ("[[items]]" + part for part in ITEMS.split("[[items]]")[1:])
    assert told(PLAIN + second + "\n" + first, loaded) == (Outcome.UPDATED, ("items: order",))
    assert [one.code for one in items()] == ["II.a", "I"]
    assert told(PLAIN + second, loaded) == (Outcome.UPDATED, ("item I removed",))
    assert told(f"items = []\n{PLAIN}") == (Outcome.UPDATED, ("item II.a removed",))
    assert items() == []


def test_an_item_that_delegations_have_spoken_on_stays(loaded: Path, watch: Watch) -> None:
    with transaction():
        belgium = db.session.scalars(db.select(Delegation).filter_by(code="BE")).one()
        voice = Voice(meetings.by_slug("cap-24"), belgium, COMMAND, "en", "Head", votes=True)
        saying.say(items()[1], voice, WordKind.SUPPORT)
    with pytest.raises(ItemSpokenOn, match=r"^item II\.a: Delegations have spoken on this item, so it stays"):
        told(PLAIN + ITEMS.partition('\n[[items]]\ncode = "II.a"')[0])
    with pytest.raises(ItemSpokenOn, match=r"^item II\.a: Delegations have spoken on this item, so its kind"):
        told(FULL.replace('kind = "decision"', 'kind = "information"').replace("12:00:00", "13:00:00"), loaded)
    assert items()[0].deadline_at == world.at("2027-05-15 12:00")  # nothing of the file was taken
    assert told(FULL.replace("2027-05-22T23:59:00", "2027-05-23T23:59:00"), loaded)[1] == ("item II.a: deadline",)


def test_a_document_that_nobody_has(loaded: Path) -> None:
    with pytest.raises(
        NoSuchDocument, match=r"^item I: there is no document 'Report.pdf' of this sha256; say its file"
    ):
        told(f'{PLAIN}{ITEM}documents = [{{ name = "Report.pdf", sha256 = "{sha(b"x")}" }}]\n')
    assert len(items()) == 2


def test_the_price(loaded: Path) -> None:
    db.session.rollback()
    meeting = meetings.by_slug("cap-24")
    with statements() as heard:
        applying.dump(meeting, with_content=False)
    assert len(heard) == 2


@pytest.mark.parametrize("name", ["cap-18", "cap-20", "cap-23"])
def test_the_demo_reads_as_it_was(context: Flask, watch: Watch, name: str) -> None:
    watch.says("2021-10-20 10:00")
    read: WholeFile = files.read((DEMO / f"{name}.toml").read_text(encoding="utf-8"), DEMO)
    with transaction():
        files.load(read, COMMAND)
    db.session.rollback()
    again = files.dump(meetings.by_slug(name))
    with transaction():
        assert files.load(files.read(files.write(again)), COMMAND).outcome is Outcome.UNCHANGED
