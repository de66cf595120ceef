"""What organizers write, taken apart: tables of cases, and what holds of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.mailing import texts
from tracker.mailing.texts import Block, Flaw, Link, Slot, Words

pytestmark = pytest.mark.pure

VALUES = {
    Slot.NAME: "Ms Adjoua {badge} https://not.example <b>",
    Slot.MEETING: "23rd Meeting",
    Slot.DELEGATION: "Côte d'Ivoire",
    Slot.PERSONAL_LINK: "https://t.example/my/token",
    Slot.BADGE: "BA8X VV32 QHGJ 9CSY",
}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("One.\nTwo.", (Block(((Words("One."),), (Words("Two."),))),)),
        ("One.\n\n \n\nTwo.", (Block(((Words("One."),),)), Block(((Words("Two."),),)))),
        ("Dear {name},", (Block(((Words("Dear "), Slot.NAME, Words(",")),)),)),
        ("Dear { Name },", (Block(((Words("Dear "), Slot.NAME, Words(",")),)),)),
        ("Show\n{badge}\nthere", (Block(((Words("Show"),),)), Block(((Slot.BADGE,),)), Block(((Words("there"),),)))),
        ("See {personal_link}.", (Block(((Words("See "), Slot.PERSONAL_LINK, Words(".")),)),)),
        ("{name}", (Block(((Slot.NAME,),)),)),
        ("See https://a.example/b.", (Block(((Words("See "), Link("https://a.example/b"), Words(".")),)),)),
        ("(https://a.example/b_(c))", (Block(((Words("("), Link("https://a.example/b_(c)"), Words(")")),)),)),
        ("http://a.example?q=1&r=2, then", (Block(((Link("http://a.example?q=1&r=2"), Words(", then")),)),)),
        ("javascript:alert(1) ftp://a", (Block(((Words("javascript:alert(1) ftp://a"),),)),)),
        ("https://a.example/{name}", (Block(((Link("https://a.example/"), Slot.NAME),)),)),
    ],
)
def test_a_text_is_taken_apart(text: str, blocks: tuple[Block, ...]) -> None:
    assert texts.parse(text) == blocks


@pytest.mark.parametrize(
    ("text", "is_subject", "found"),
    [
        ("Dear {name} of {delegation}", False, []),
        ("Dear {nom},", False, [(Flaw.UNKNOWN, "{nom}")]),
        ("Dear {},", False, [(Flaw.UNKNOWN, "{}")]),
        ("Dear {name", False, [(Flaw.STRAY, "{")]),
        ("Dear name}\nand {{name}}", False, [(Flaw.STRAY, "}"), (Flaw.STRAY, "{"), (Flaw.STRAY, "}")]),
        ("{badge}", False, []),
        ("  {badge}  ", False, []),
        ("Code: {badge}", False, [(Flaw.NOT_ALONE, "{badge}")]),
        ("{badge} {badge}", False, [(Flaw.NOT_ALONE, "{badge}"), (Flaw.NOT_ALONE, "{badge}")]),
        ("{meeting}: {name}, {delegation}", True, []),
        ("{badge}", True, [(Flaw.NOT_HERE, "{badge}")]),
        ("Go to {personal_link}", True, [(Flaw.NOT_HERE, "{personal_link}")]),
    ],
)
def test_what_is_wrong_is_found(text: str, *, is_subject: bool, found: list[tuple[Flaw, str]]) -> None:
    assert [(one.flaw, one.word) for one in texts.faults(text, is_subject=is_subject)] == found


def test_what_stands_in_a_name_is_never_read_again() -> None:
    blocks = texts.parse("Dear {name},")
    assert texts.plain(blocks, VALUES) == "Dear Ms Adjoua {badge} https://not.example <b>,"
    assert texts.filled("{name} at {meeting}", VALUES) == "Ms Adjoua {badge} https://not.example <b> at 23rd Meeting"


def test_plain_text_keeps_paragraphs_and_addresses() -> None:
    text = "Dear all,\nwelcome.\n\nSee https://a.example.\n{personal_link}\n{badge}"
    assert texts.plain(texts.parse(text), VALUES) == (
        "Dear all,\nwelcome.\n\nSee https://a.example.\n\nhttps://t.example/my/token\n\nBA8X VV32 QHGJ 9CSY"
    )


@given(st.text())
def test_any_text_is_taken_apart_without_losing_words(text: str) -> None:
    """Braces, links and lines in any order: what comes out says what went in, space aside."""
    names = {slot: f"{{{slot}}}" for slot in Slot}
    if not texts.faults(text) and not any(texts.uses(text, slot) for slot in Slot):
        assert texts.plain(texts.parse(text), names).split() == text.split()


@given(st.lists(st.sampled_from(["{name}", "{badge}", "{", "}", "https://", "a.b)", "\n", " ", "é"]), max_size=12))
def test_pieces_in_any_order_break_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    texts.faults(text)
    texts.plain(texts.parse(text), VALUES)
