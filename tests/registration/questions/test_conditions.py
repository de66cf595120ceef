"""Which questions are asked, given what was answered."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people.models import Category
from tracker.registration.questions.conditions import Condition, asked, depending

pytestmark = pytest.mark.pure
HOTEL = Condition("hotel")
NIGHTS = Condition("nights", None, "hotel", "yes")
WHY = Condition("why", None, "nights", "more than five")
SPEECH = Condition("speech", ["MEM", "IGO"])
FORM = [WHY, HOTEL, NIGHTS, SPEECH]  # the order does not matter


@pytest.mark.parametrize(
    ("category", "answers", "codes"),
    [
        (Category.MEM, {}, {"hotel", "speech"}),
        (Category.PRS, {}, {"hotel"}),
        (None, {}, {"hotel", "speech"}),
        (Category.PRS, {"hotel": "no"}, {"hotel"}),
        (Category.PRS, {"hotel": "yes"}, {"hotel", "nights"}),
        (Category.PRS, {"hotel": "yes", "nights": "more than five"}, {"hotel", "nights", "why"}),
        # What was typed under a condition that is met no more counts for nothing.
        (Category.PRS, {"hotel": "no", "nights": "more than five"}, {"hotel"}),
    ],
)
def test_who_is_asked_what(category: Category | None, answers: Mapping[str, str], codes: set[str]) -> None:
    assert asked(FORM, category, answers) == codes


def test_a_question_whose_condition_is_gone_is_not_asked() -> None:
    assert asked([NIGHTS], None, {"hotel": "yes"}) == set()


def test_questions_in_a_circle_are_not_asked() -> None:
    circle = [Condition("a", None, "b", "yes"), Condition("b", None, "a", "yes")]
    assert asked(circle, None, {"a": "yes", "b": "yes"}) == set()
    assert depending(circle, "a") == {"a", "b"}


def test_what_depends_on_a_question() -> None:
    assert depending(FORM, "hotel") == {"nights", "why"}
    assert depending(FORM, "why") == set()


CODES = st.sampled_from(["a", "b", "c", "d"])
FORMS = st.lists(
    st.builds(Condition, CODES, st.none(), st.none() | CODES, st.sampled_from(["yes", "no"])),
    unique_by=lambda q: q.code,
)


@given(form=FORMS, answers=st.dictionaries(CODES, st.sampled_from(["yes", "no"])))
def test_who_is_asked_was_asked_the_condition_too(form: list[Condition], answers: dict[str, str]) -> None:
    found = asked(form, None, answers)
    for one in form:
        met = one.if_code is None or (one.if_code in found and answers.get(one.if_code) == one.if_answer)
        assert (one.code in found) <= met
