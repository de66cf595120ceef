"""Badge codes: derived, printed, read back and refused.

``codes.json`` is shared with the browser's version of the rule. After a change of the rule, write it anew
with ``python -m tests.badges.test_codes``.
"""

import hashlib
import json
import random
import string
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.badges import codes
from tracker.badges.codes import Code, Misread

pytestmark = pytest.mark.pure

TABLE = Path(__file__).with_name("codes.json")
KEY = bytes(range(32))
AMINA = UUID("0b5d6c1e-8a53-4f0e-9d7a-2f6f6f1c0a01")
AMINAS_CODE = "BA8XVV32QHGJ9CSY"

badge_ids = st.uuids()
keys = st.binary(min_size=16, max_size=64)
some_codes = st.builds(codes.derive, badge_ids, keys)
FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in string.ascii_uppercase + string.digits + "-"}


def test_aminas_badge_keeps_its_code_for_ever() -> None:
    assert codes.derive(AMINA, KEY) == AMINAS_CODE


def test_a_new_key_changes_every_code() -> None:
    assert codes.derive(AMINA, KEY[::-1]) != AMINAS_CODE


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 16 bytes or more, not 15"):
        codes.derive(AMINA, bytes(15))


def test_the_printed_form_has_four_groups() -> None:
    assert codes.grouped(Code("B234567892345678")) == "B234 5678 9234 5678"


def test_only_the_digest_is_kept() -> None:
    assert codes.digest(codes.derive(AMINA, KEY)) == hashlib.sha256(AMINAS_CODE.encode()).digest()


def test_no_two_of_ten_thousand_badges_share_a_code() -> None:
    assert len({codes.derive(UUID(int=number), KEY) for number in range(10_000)}) == 10_000


@given(badge_ids, keys)
def test_a_code_is_sixteen_characters_that_read_as_themselves(badge_id: UUID, key: bytes) -> None:
    code = codes.derive(badge_id, key)
    assert (len(code), code[0], set(code) - set(codes.ALPHABET)) == (16, "B", set())
    assert codes.read(code) == code


@given(some_codes, st.randoms(use_true_random=False))
def test_spaces_hyphens_case_and_width_do_not_matter(code: Code, chance: random.Random) -> None:
    assert codes.read(dressed_up(code, chance)) == code


def test_every_single_wrong_character_is_seen() -> None:
    wrong = [
        AMINAS_CODE[:at] + other + AMINAS_CODE[at + 1 :]
        for at in range(16)
        for other in codes.ALPHABET.replace(AMINAS_CODE[at], "")
    ]
    assert len(wrong) == 16 * 31
    assert {codes.read(text) for text in wrong} == {Misread.MISTYPED}


@given(some_codes, st.integers(0, 15), st.sampled_from(string.digits + string.ascii_uppercase))
def test_a_wrong_character_is_seen_in_any_code(code: Code, at: int, other: str) -> None:
    text = code[:at] + other + code[at + 1 :]
    assert codes.read(text) == (code if other == code[at] else Misread.MISTYPED)


@settings(deadline=None)
@given(some_codes)
def test_every_swap_of_two_characters_is_seen(code: Code) -> None:
    for first, second in combinations(range(16), 2):
        reading = codes.read(swapped(code, first, second))
        if code[first] == code[second]:
            assert reading == code
        else:
            # A swap with the format letter leaves a text that begins like nothing of ours.
            assert reading == (Misread.MISTYPED if first else Misread.FOREIGN)


@given(some_codes, st.integers(1, 15))
def test_a_character_too_few_or_too_many_is_seen(code: Code, at: int) -> None:
    assert codes.read(code[:at] + code[at + 1 :]) == Misread.MISTYPED
    assert codes.read(code[: at + 1] + code[at:]) == Misread.MISTYPED


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    reading = codes.read(text)
    assert isinstance(reading, Misread) or codes.read(reading) == reading


def test_the_shared_table_says_what_the_code_says() -> None:
    assert json.loads(TABLE.read_text("utf-8")) == table()


def table() -> list[dict[str, str | None]]:
    """Return the cases that the browser's version has to answer in the same way."""
    return [case(text) for text in [*chosen_texts(), *generated_texts(random.Random(16))]]


def case(text: str) -> dict[str, str | None]:
    reading = codes.read(text)
    printed = None if isinstance(reading, Misread) else codes.grouped(reading)
    return {"text": text, "reads": str(reading), "grouped": printed}


def chosen_texts() -> list[str]:
    code = AMINAS_CODE
    return [
        code,
        codes.grouped(Code(code)),
        code.lower(),
        "-".join(code),
        code.translate(FULL_WIDTH),
        f"\u202a{code}\u202c\r\n",
        "\u2013".join(code),
        f"\ufeff{code}\u3000\u00a0",
        code.replace("B", "8", 1),
        code.replace("B", "C", 1),
        "I" + code[1:],
        code[:-1],
        code[1:],
        code[:-1] + "0",
        code + "\x00",
        "B" * 16,
        "B" * 13,
        "B" * 14,
        "B" * 18,
        "B" * 19,
        "bonjour, meeting",
        "BACK TO THE ROOMS",
        "",
        " ",
        "B",
        "2222222222222222",
        "https://reg.example/badge/" + code,
        "WIFI:T:WPA;S:Room 3;P:secret;;",
        "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100",
        "978-2-07-036822-8",
        "شارة المندوب",
        "代表证",
        "\u017f" * 16,
        "B\u00df" + code[2:],
        "B\u0131" + code[2:],
        "B\U0001d7da" + code[2:],
        "\U0001f600" + code[1:],
    ]


def generated_texts(chance: random.Random) -> list[str]:
    texts = []
    for number in range(60):
        code = codes.derive(UUID(int=number), KEY)
        at, to = chance.sample(range(16), 2)
        other = chance.choice(string.digits + string.ascii_letters + "!é\u00bd")
        texts += [
            dressed_up(code, chance),
            code[:at] + other + code[at + 1 :],
            swapped(code, min(at, to), max(at, to)),
            code[:at] + code[at + 1 :],
            code[:at] + other + code[at:],
            "".join(chance.choices(codes.ALPHABET, k=chance.randint(12, 20))),
        ]
    return texts


def dressed_up(code: str, chance: random.Random) -> str:
    looks: list[Callable[[str], str]] = [str.lower, str, lambda letter: letter.translate(FULL_WIDTH)]
    separators = ["", "", " ", "-", "\u00a0", "\u2011", "\u3000", "\uff0d", "\u200e"]
    return "".join(chance.choice(looks)(letter) + chance.choice(separators) for letter in code)


def swapped(code: str, first: int, second: int) -> str:
    return code[:first] + code[second] + code[first + 1 : second] + code[first] + code[second + 1 :]


if __name__ == "__main__":
    rows = ",\n".join(json.dumps(row) for row in table())
    TABLE.write_text(f"[\n{rows}\n]\n", "utf-8")
