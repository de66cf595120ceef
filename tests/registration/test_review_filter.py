"""The filter in the address of the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people.models import Category
from tracker.registration.models import Mode, State
from tracker.registration.review_filter import Filter, Sort, asked

pytestmark = pytest.mark.pure

filters = st.builds(
    Filter,
    q=st.text(max_size=200).map(str.strip),
    status=st.none() | st.sampled_from(State),
    delegation=st.text(max_size=40),
    category=st.none() | st.sampled_from(Category),
    mode=st.none() | st.sampled_from(Mode),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 9999),
)


@given(filters)
def test_an_address_brings_back_the_same_list(shown: Filter) -> None:
    assert asked({name: str(value) for name, value in shown.parameters.items()}) == shown


@given(st.dictionaries(st.sampled_from(list(Filter.__slots__)), st.text()))
def test_no_address_fails(parameters: dict[str, str]) -> None:
    assert asked(parameters).page >= 1


def test_what_goes_without_saying_is_not_said() -> None:
    assert Filter().parameters == {}
    assert Filter(q="li", page=3).sorted_by("-name").parameters == {"q": "li", "sort": "-name"}
    assert Filter(status=State.APPROVED, page=3).with_status(None).parameters == {}


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "٣", "", "99999999999999999999"])
def test_a_page_that_is_no_number_is_the_first(number: str) -> None:
    assert asked({"page": number}).page == 1
