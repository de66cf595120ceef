"""Which passwords are accepted, and from whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.accounts.password_rules import LONGEST, SHORTEST, Flaw, flaw

pytestmark = pytest.mark.pure

AMINA = {"email": "amina.diallo@secretariat.example", "name": "Amina Diallo"}
ascii_text = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=SHORTEST, max_size=40)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("eleven char", Flaw.SHORT),
        ("twelve chars", None),
        ("correct horse battery staple", None),
        ("le café de la gare", None),
        ("これはとても長い合言葉です", None),
        ("%&/()=?!$§+*", None),
        ("x" * 257, Flaw.LONG),
        ("amina.diallo.2026", Flaw.PERSONAL),
        ("AMINA-DIALLO-2026", Flaw.PERSONAL),
        ("amina.diallo@secretariat.example", Flaw.PERSONAL),
        ("amina diallo brussels", None),
        ("passwordpassword", Flaw.COMMON),
        ("Pass.word.2026!", Flaw.COMMON),
        ("Motdepasse2026", Flaw.COMMON),
        ("123456789012", Flaw.COMMON),
        ("abcdefghijklmnop", Flaw.COMMON),
        ("qwertyuiop123", Flaw.COMMON),
        ("abababababababab", Flaw.COMMON),
    ],
)
def test_a_password_of_amina(password: str, expected: Flaw | None) -> None:
    assert flaw(password, **AMINA) is expected


def test_another_person_may_take_what_is_too_close_to_amina() -> None:
    assert flaw("amina.diallo.2026", email="jean@secretariat.example", name="Jean Petit") is None


@given(st.text(max_size=SHORTEST - 1).filter(str.isascii))
def test_fewer_than_twelve_characters_are_short(password: str) -> None:
    assert flaw(password, **AMINA) is Flaw.SHORT


@given(ascii_text)
def test_capital_letters_change_nothing(password: str) -> None:
    assert flaw(password.upper(), **AMINA) is flaw(password.lower(), **AMINA)


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from("ab1!é字"), st.integers(SHORTEST, LONGEST))
def test_one_character_again_and_again_is_refused(character: str, times: int) -> None:
    assert flaw(character * times, **AMINA) is Flaw.COMMON


@given(ascii_text, st.emails(), st.text(max_size=120))
def test_every_name_and_address_gets_an_answer(password: str, email: str, name: str) -> None:
    assert flaw(password, email=email, name=name) in {None, Flaw.PERSONAL, Flaw.COMMON}
