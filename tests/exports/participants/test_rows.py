"""Who stands where in a list of participants."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exports.participants import rows
from tracker.exports.participants.options import Audience, Basis, Options, Order, asked
from tracker.exports.participants.rows import Entry, Function, Person, attends, listing
from tracker.exports.participants.texts import ROLES, SECTION_OF, Attends, Pair, Section
from tracker.people.models import Category
from tracker.people.names import sort_key
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import DelegateRole, Mode, State

pytestmark = pytest.mark.pure

LISTED = frozenset(Category) - {Category.TEC}
GERMANY, EGYPT, NOBODY = Pair("Germany", "Allemagne"), Pair("Egypt", "Égypte"), Pair("", "")
IVORY_COAST, CHINA = Pair("Côte d'Ivoire", "Côte d'Ivoire"), Pair("China", "Chine")
NOONE = Person(
    id=1,
    title="Ms",
    given_name="Ada",
    family_name="Weiß",
    native_name="",
    sort_key="weiss, ada",
    category=Category.MEM,
    role=DelegateRole.DELEGATE,
    state=State.APPROVED,
    mode=Mode.IN_PERSON,
    chose_sessions=True,
    in_writing=False,
    attended=None,
    wrote=False,
    delegation_code="DE",
    delegation=GERMANY,
    organization="",
    department="",
    position="",
    email="ada@customs.example",
    phone="+49 30 555 01",
    may_show_email=False,
)


def person(number: int, family_name: str, delegation: Pair = GERMANY, **details: object) -> Person:
    made = replace(
        NOONE, id=number, family_name=family_name, delegation=delegation, sort_key=sort_key(family_name, "Ada")
    )
    return replace(made, **details)  # type: ignore[arg-type]


def printed(people: list[Person], options: Options = Options()) -> list[tuple[Section, str, str]]:  # noqa: B008
    return [
        (part.section, group.heading.first(options.order), entry.family_name)
        for part, group, entry in listing(people, options, LISTED).entries
    ]


def only(people: list[Person], options: Options) -> Entry:
    [(_part, _group, entry)] = listing(people, options, LISTED).entries
    return entry


def test_delegations_stand_in_the_alphabet_of_the_language_without_accents() -> None:
    people = [person(1, "A", GERMANY), person(2, "B", EGYPT), person(3, "C", IVORY_COAST), person(4, "D", CHINA)]
    english = [heading for _, heading, _ in printed(people)]
    french = [heading for _, heading, _ in printed(people, Options(order=Order.FR))]
    assert english == ["China", "Côte d'Ivoire", "Egypt", "Germany"]
    assert french == ["Allemagne", "Chine", "Côte d'Ivoire", "Égypte"]


def test_within_a_delegation_the_head_comes_first_then_family_names() -> None:
    people = [
        person(1, "Zimmer", role=DelegateRole.HEAD),
        person(2, "Öz", role=DelegateRole.DELEGATE),
        person(3, "Otto", role=DelegateRole.DELEGATE),
        person(4, "Adler", role=DelegateRole.OBSERVER),
        person(5, "Bach", role=DelegateRole.ADVISER),
        person(6, "Zorn", role=DelegateRole.ALTERNATE),
    ]
    assert [name for _, _, name in printed(people)] == ["ZIMMER", "ZORN", "OTTO", "ÖZ", "BACH", "ADLER"]


def test_sections_follow_each_other_as_official_lists_have_them() -> None:
    people = [
        person(number, "Weiß", NOBODY, category=category, organization="Somebody")
        for number, category in enumerate(Category)
    ]
    assert [section for section, _, _ in printed(people)] == [
        Section.OFFICERS,
        Section.MEMBERS,
        Section.UNIONS,
        Section.GOVERNMENTS,
        Section.ORGANIZATIONS,
        Section.REGIONAL,
        Section.ASSOCIATIONS,
        Section.COMPANIES,
        Section.SECRETARIAT,
        Section.PRESS,
    ]


def test_an_officer_is_printed_twice_and_counted_once() -> None:
    chair = person(1, "Weiß", functions=(Function(OfficerFunction.CHAIRPERSON),))
    made = listing([chair, person(2, "Abel")], Options(), LISTED)
    assert [(part.section, entry.family_name, entry.is_counted) for part, _, entry in made.entries] == [
        (Section.OFFICERS, "WEISS", False),
        (Section.MEMBERS, "ABEL", True),
        (Section.MEMBERS, "WEISS", True),
    ]
    assert [(line.heading.en, line.delegations, line.people) for line in (*made.totals, made.total)] == [
        ("Members", 1, 2),
        ("Total", 1, 2),
    ]


def test_an_officer_without_a_delegation_counts_among_the_officers_once() -> None:
    functions = (Function(OfficerFunction.VICE_CHAIRPERSON), Function(OfficerFunction.SPEAKER))
    made = listing([person(1, "Okoro", NOBODY, category=Category.EXP, functions=functions)], Options(), LISTED)
    assert [entry.is_counted for _, _, entry in made.entries] == [True, False]
    assert made.total.people == 1


def test_experts_are_speakers_and_interpreters_are_left_out() -> None:
    people = [person(1, "Okoro", NOBODY, category=Category.EXP), person(2, "Turner", NOBODY, category=Category.TEC)]
    assert printed(people) == [(Section.OFFICERS, "Speakers and experts", "OKORO")]


def test_the_title_of_an_officer_is_printed_where_the_function_is_not_enough() -> None:
    title = Pair("Secretary General", "Secrétaire général")
    officer = person(1, "Lind", functions=(Function(OfficerFunction.SECRETARY, title),))
    entries = [entry for _, _, entry in listing([officer], Options(), LISTED).entries]
    assert [entry.described for entry in entries] == [(title,), (ROLES[DelegateRole.DELEGATE], title)]


def test_companies_that_write_their_name_in_two_ways_are_one() -> None:
    company = {"category": Category.PRV, "delegation_code": ""}
    people = [
        person(1, "Berg", NOBODY, organization="Zeta Shoes", **company),
        person(2, "Abel", NOBODY, organization="ZETA shoes", **company),
    ]
    assert printed(people) == [
        (Section.COMPANIES, "ZETA shoes", "ABEL"),
        (Section.COMPANIES, "ZETA shoes", "BERG"),
    ]


@pytest.mark.parametrize(
    ("changes", "registered", "attended"),
    [
        ({}, Attends.ROOM, None),
        ({"attended": Attends.ROOM}, Attends.ROOM, Attends.ROOM),
        ({"mode": Mode.ONLINE}, Attends.ONLINE, None),
        ({"mode": Mode.ONLINE, "attended": Attends.ROOM}, Attends.ONLINE, Attends.ROOM),
        ({"mode": Mode.MIXED, "attended": Attends.BOTH}, Attends.BOTH, Attends.BOTH),
        ({"mode": Mode.ONLINE, "chose_sessions": False, "in_writing": True}, Attends.WRITING, None),
        ({"in_writing": True, "wrote": True}, Attends.ROOM, Attends.WRITING),
        ({"wrote": True}, Attends.ROOM, None),
        ({"state": State.CONFIRMED}, Attends.ROOM, None),
        ({"state": State.WITHDRAWN, "attended": Attends.ROOM}, None, Attends.ROOM),
        ({"state": State.WITHDRAWN, "mode": Mode.ONLINE}, None, None),
        ({"state": State.SUBMITTED, "in_writing": True, "wrote": True}, None, None),
    ],
)
def test_who_is_in_which_list(changes: dict[str, object], registered: Attends | None, attended: Attends | None) -> None:
    found = replace(person(1, "Weiß"), **changes)  # type: ignore[arg-type]
    assert (attends(found, Basis.REGISTERED), attends(found, Basis.ATTENDED)) == (registered, attended)


@pytest.mark.parametrize(
    ("audience", "may_show_email", "email", "tells_more"),
    [
        (Audience.PUBLIC, True, "", False),
        (Audience.PARTICIPANTS, False, "", False),
        (Audience.PARTICIPANTS, True, "ada@customs.example", False),
        (Audience.INTERNAL, False, "ada@customs.example", True),
    ],
)
def test_contacts_are_told_by_consent_and_audience(
    audience: Audience, *, may_show_email: bool, email: str, tells_more: bool
) -> None:
    entry = only([person(1, "Weiß", may_show_email=may_show_email)], Options(audience=audience))
    assert (entry.email, entry.internals is not None) == (email, tells_more)


def test_nothing_private_is_anywhere_in_a_public_list() -> None:
    made = listing(
        [person(1, "Weiß", may_show_email=True, native_name="外")], Options(audience=Audience.PUBLIC), LISTED
    )
    assert [secret for secret in ("ada@customs.example", "+49 30 555 01", "外") if secret in repr(made)] == []


def test_what_an_address_asks_for() -> None:
    wanted = Options(Basis.ATTENDED, True, Audience.INTERNAL, Order.FR, 3)
    assert asked({name: str(value) for name, value in wanted.parameters.items()}) == wanted
    assert asked({"basis": "all", "order": "de", "number": "0", "audience": "", "is_final": "1"}) == Options()
    assert asked({}, "fr") == Options(order=Order.FR)


PEOPLE = st.lists(
    st.builds(
        person,
        st.integers(min_value=1, max_value=10**6),
        st.sampled_from(["Abel", "Étienne", "Öz", "d'Arc", "El-Sayed", "ÅBERG"]),
        st.sampled_from([GERMANY, EGYPT, NOBODY]),
        category=st.sampled_from(Category),
        role=st.sampled_from(DelegateRole),
        state=st.sampled_from(State),
        attended=st.sampled_from([None, Attends.ROOM, Attends.ONLINE, Attends.BOTH]),
        wrote=st.booleans(),
        in_writing=st.booleans(),
        organization=st.sampled_from(["", "Zeta", "alpha"]),
        functions=st.lists(st.sampled_from([Function(kind) for kind in OfficerFunction]), unique=True).map(tuple),
    ),
    unique_by=lambda found: found.id,
    max_size=12,
)
OPTIONS = st.builds(Options, st.sampled_from(Basis), st.booleans(), st.sampled_from(Audience), st.sampled_from(Order))


@given(PEOPLE, OPTIONS)
def test_everybody_who_belongs_in_a_list_counts_once(people: list[Person], options: Options) -> None:
    made = listing(people, options, LISTED)
    belong = [
        found for found in people if attends(found, options.basis) and (found.category in LISTED or found.functions)
    ]
    assert made.total.people == len(belong) == sum(entry.is_counted for _, _, entry in made.entries)
    doors = Counter(attends(found, options.basis) for found in belong)
    assert made.total.by_door == tuple(doors[door] for door in Attends)


@given(PEOPLE, OPTIONS, st.randoms())
def test_the_order_of_the_rows_does_not_depend_on_the_database(
    people: list[Person], options: Options, chance: object
) -> None:
    mixed = list(people)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert listing(mixed, options, LISTED) == listing(people, options, LISTED)


def test_every_category_has_its_section() -> None:
    assert set(SECTION_OF) == set(Category)
    assert rows.listing([], Options(), LISTED).total.people == 0
