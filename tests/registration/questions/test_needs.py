"""Which fields the form has, and for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people.models import Category
from tracker.registration.papers.models import Need
from tracker.registration.questions.needs import FIELDS, Rules, need, needs, of_question, together

pytestmark = pytest.mark.pure
OFF, OPTIONAL, REQUIRED = Need.OFF, Need.OPTIONAL, Need.REQUIRED
MEM, PRS = Category.MEM, Category.PRS


@pytest.mark.parametrize(
    ("rules", "of_members", "of_press"),
    [
        ({}, REQUIRED, REQUIRED),
        ({("position", None): OPTIONAL}, OPTIONAL, OPTIONAL),
        ({("position", PRS): OFF}, REQUIRED, OFF),
        ({("position", None): OFF, ("position", MEM): OPTIONAL}, OPTIONAL, OFF),
        ({("phone", None): OFF}, REQUIRED, REQUIRED),
    ],
)
def test_the_rule_of_a_category_comes_before_that_of_all(rules: Rules, of_members: Need, of_press: Need) -> None:
    assert (need("position", MEM, rules), need("position", PRS, rules)) == (of_members, of_press)


def test_a_meeting_that_says_nothing_has_the_usual_form() -> None:
    required = {field for field in FIELDS if need(field, MEM, {}) is REQUIRED}
    assert required == {"title", "given_name", "position", "role", "document_phase", "interpretation"}
    assert {field for field in FIELDS if need(field, MEM, {}) is OFF} == {"dietary"}
    assert {need(field, MEM, {}) for field in FIELDS} == {REQUIRED, OPTIONAL, OFF}


def test_nobody_is_made_to_consent_or_to_speak_of_their_health() -> None:
    personal = {"accessibility", "dietary", "consents_listed", "consents_photos", "consents_news", "comment"}
    assert {field for field, usual in FIELDS.items() if REQUIRED not in usual.allowed} == personal


@pytest.mark.parametrize(
    ("found", "shown"),
    [([OFF, OFF], OFF), ([REQUIRED, REQUIRED], REQUIRED), ([OFF, REQUIRED], OPTIONAL), ([OFF, OPTIONAL], OPTIONAL)],
)
def test_before_a_delegation_is_chosen(found: list[Need], shown: Need) -> None:
    assert together(found) is shown


RULES = st.dictionaries(
    st.tuples(st.sampled_from(sorted(FIELDS)), st.none() | st.sampled_from(list(Category))), st.sampled_from(Need)
)


@given(rules=RULES, field=st.sampled_from(sorted(FIELDS)))
def test_a_rule_that_is_there_is_kept(rules: Rules, field: str) -> None:
    found = needs(field, rules)
    assert set(found) == set(Category)
    assert {c: n for (f, c), n in rules.items() if f == field and c} == {
        c: found[c] for (f, c) in rules if f == field and c
    }


def test_a_question_is_asked_of_its_categories() -> None:
    found = of_question(REQUIRED, ["MEM"])
    assert (found[MEM], found[PRS]) == (REQUIRED, OFF)
    assert set(of_question(OPTIONAL, None).values()) == {OPTIONAL}
