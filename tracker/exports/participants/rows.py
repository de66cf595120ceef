"""Who stands where in a list of participants, and what the list tells of each. Pure.

The order is the one that intergovernmental bodies print: officers; Members by delegation in the alphabetical order of
one language; unions; observers; the private sector; the Secretariat. Within a delegation the head comes first, then
alternates, delegates, advisers and observers, each by family name.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.exports.participants import texts
from tracker.exports.participants.options import Audience, Basis, Options, Order
from tracker.exports.participants.texts import Attends, Pair, Section
from tracker.people.models import Category
from tracker.people.names import fold, printed
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import ADMITTED, DelegateRole, Mode, State

_RANKS = tuple(DelegateRole)
_WITH_ROLES = frozenset(
    {
        Section.MEMBERS,
        Section.UNIONS,
        Section.GOVERNMENTS,
        Section.ORGANIZATIONS,
        Section.REGIONAL,
        Section.ASSOCIATIONS,
    }
)
_NOWHERE = Pair("", "")


@dataclass(frozen=True, slots=True)
class Function:
    """What somebody is besides a delegate; the title where the function does not say enough."""

    kind: OfficerFunction
    title: Pair = _NOWHERE

    @property
    def words(self) -> Pair:
        if self.title:
            return self.title
        return texts.SPEAKER if self.kind is OfficerFunction.SPEAKER else texts.FUNCTIONS[self.kind]


@dataclass(frozen=True, slots=True)
class Person:
    """A registration as the database knows it."""

    id: int
    title: str
    given_name: str
    family_name: str
    native_name: str
    sort_key: str
    category: Category
    role: DelegateRole
    state: State
    mode: Mode
    chose_sessions: bool
    in_writing: bool  # asked to take part in the document phase
    attended: Attends | None  # by the evidence: in the room, online, or both
    wrote: bool  # their delegation reacted in the document phase
    delegation_code: str
    delegation: Pair
    organization: str
    department: str
    position: str
    email: str
    phone: str
    may_show_email: bool
    functions: tuple[Function, ...] = ()

    @property
    def represents(self) -> Pair:
        return self.delegation or Pair(self.organization, self.organization)


@dataclass(frozen=True, slots=True)
class Internals:
    """What only the Secretariat's own list tells."""

    native_name: str
    phone: str
    category: Category
    state: State


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as printed. A person who is printed twice is counted in one place."""

    title: str
    given_name: str
    family_name: str  # in capitals
    represents: Pair
    represents_code: str
    role: Pair
    function: Pair
    position: str
    department: str
    organization: str  # where it is not the heading already
    attends: Attends
    email: str
    internals: Internals | None
    is_counted: bool
    shows_represents: bool

    @property
    def name(self) -> str:
        return printed(self.title, self.given_name, self.family_name)

    @property
    def is_native(self) -> bool:
        return bool(self.internals and self.internals.native_name)

    def details(self, order: Order) -> str:
        """Position, department and organization in one line."""
        represents = self.represents.first(order) if self.shows_represents else ""
        return ", ".join(part for part in (self.position, self.department, self.organization, represents) if part)

    @property
    def described(self) -> tuple[Pair, ...]:
        """Role and function, as far as there are any."""
        return tuple(words for words in (self.role, self.function) if words)


@dataclass(frozen=True, slots=True)
class Group:
    """A delegation, an organization, or those with one function; a heading may be missing."""

    heading: Pair
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its groups."""

    section: Section
    groups: tuple[Group, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        return (entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many people of a section, and through which door; of how many delegations."""

    heading: Pair
    delegations: int
    by_door: tuple[int, ...]  # in the order of Attends

    @property
    def people(self) -> int:
        return sum(self.by_door)

    def cells(self, order: Order) -> list[str]:
        """A line of the summary; a dash stands for nobody."""
        figures = (self.delegations, *self.by_door, self.people)
        return [self.heading.joined(order), *(str(figure) if figure else "–" for figure in figures)]


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list."""

    parts: tuple[Part, ...]

    @property
    def entries(self) -> Iterator[tuple[Part, Group, Entry]]:
        """All that is printed, in its order."""
        return ((part, group, entry) for part in self.parts for group in part.groups for entry in group.entries)

    @property
    def totals(self) -> tuple[Totals, ...]:
        """The figures of every section, without those where nobody counts."""
        found = (_totals(part) for part in self.parts)
        return tuple(totals for totals in found if totals.people)

    @property
    def total(self) -> Totals:
        """The figures of the whole list."""
        lines = self.totals
        doors = tuple(sum(figures) for figures in zip(*(line.by_door for line in lines), strict=True))
        return Totals(texts.TOTAL, sum(line.delegations for line in lines), doors or (0,) * len(Attends))


def listing(people: Iterable[Person], options: Options, listed: Collection[Category]) -> Listing:
    """The list of those people that the options ask for; `listed` are the categories that belong in it."""
    present = [(person, door) for person in people if (door := attends(person, options.basis))]
    parts = [Part(Section.OFFICERS, tuple(_officers(present, options, listed)))]
    for section in list(Section)[1:]:
        found = [
            (person, door)
            for person, door in present
            if person.category in listed and texts.SECTION_OF[person.category] is section
        ]
        parts.append(Part(section, tuple(_delegations(found, section, options))))
    return Listing(tuple(part for part in parts if part.groups))


def attends(person: Person, basis: Basis) -> Attends | None:
    """Through which door the list says that the person came; None leaves the person out."""
    if basis is Basis.ATTENDED:
        return _attended(person)
    return _registered(person) if person.state in ADMITTED else None


def _registered(person: Person) -> Attends:
    if person.in_writing and not person.chose_sessions:
        return Attends.WRITING
    return {Mode.IN_PERSON: Attends.ROOM, Mode.ONLINE: Attends.ONLINE, Mode.MIXED: Attends.BOTH}[person.mode]


def _attended(person: Person) -> Attends | None:
    if person.attended:
        return person.attended
    return Attends.WRITING if person.wrote and person.in_writing and person.state in ADMITTED else None


# --- Grouping ------------------------------------------------------------------------------------------------------

_Present = tuple[Person, Attends]


def _officers(present: list[_Present], options: Options, listed: Collection[Category]) -> Iterator[Group]:
    by_name = sorted(present, key=lambda found: (found[0].sort_key, found[0].id))
    counted: set[int] = set()
    for kind in OfficerFunction:
        entries = []
        for person, door in by_name:
            for function in _functions(person, listed):
                if function.kind is kind:
                    counts = person.id not in counted and not _is_listed_below(person, listed)
                    counted.add(person.id)
                    entries.append(_officer(person, door, function, options, is_counted=counts))
        if entries:
            yield Group(texts.FUNCTIONS[kind], tuple(entries))


def _functions(person: Person, listed: Collection[Category]) -> tuple[Function, ...]:
    """Experts without a function are speakers, for they stand in no delegation."""
    if person.functions or texts.SECTION_OF[person.category] is not Section.OFFICERS or person.category not in listed:
        return person.functions
    return (Function(OfficerFunction.SPEAKER),)


def _is_listed_below(person: Person, listed: Collection[Category]) -> bool:
    return person.category in listed and texts.SECTION_OF[person.category] is not Section.OFFICERS


def _delegations(present: list[_Present], section: Section, options: Options) -> Iterator[Group]:
    def place(found: _Present) -> tuple[str, str]:
        person, _door = found
        return fold(person.represents.first(options.order)), person.delegation_code

    def rank(found: _Present) -> tuple[tuple[str, str], int, str, int]:
        person, _door = found
        role = _RANKS.index(person.role) if section in _WITH_ROLES else 0
        return place(found), role, person.sort_key, person.id

    for _place, group in groupby(sorted(present, key=rank), key=place):
        members = list(group)
        entries = tuple(_delegate(person, door, section, options) for person, door in members)
        yield Group(members[0][0].represents, entries)


# --- What is told of a person --------------------------------------------------------------------------------------


def _officer(person: Person, door: Attends, function: Function, options: Options, *, is_counted: bool) -> Entry:
    says_more = function.words != texts.FUNCTIONS[function.kind]
    return _entry(
        person,
        door,
        options,
        role=_NOWHERE,
        function=function.words if says_more and function.words != texts.SPEAKER else _NOWHERE,
        is_counted=is_counted,
        shows_represents=True,
    )


def _delegate(person: Person, door: Attends, section: Section, options: Options) -> Entry:
    functions = [function.words for function in person.functions]
    together = Pair(", ".join(words.en for words in functions), ", ".join(words.fr for words in functions))
    role = texts.ROLES[person.role] if section in _WITH_ROLES else _NOWHERE
    return _entry(person, door, options, role=role, function=together, is_counted=True, shows_represents=False)


def _entry(  # noqa: PLR0913 (what differs between the two kinds of entries)
    person: Person,
    door: Attends,
    options: Options,
    *,
    role: Pair,
    function: Pair,
    is_counted: bool,
    shows_represents: bool,
) -> Entry:
    is_named_already = fold(person.organization) in {"", fold(person.represents.en), fold(person.represents.fr)}
    return Entry(
        title=person.title,
        given_name=person.given_name,
        family_name=person.family_name.upper(),
        represents=person.represents,
        represents_code=person.delegation_code,
        role=role,
        function=function,
        position=person.position,
        department=person.department,
        organization="" if is_named_already else person.organization,
        attends=door,
        email=_email(person, options.audience),
        internals=_internals(person) if options.audience is Audience.INTERNAL else None,
        is_counted=is_counted,
        shows_represents=shows_represents,
    )


def _email(person: Person, audience: Audience) -> str:
    if audience is Audience.INTERNAL:
        return person.email
    return person.email if audience is Audience.PARTICIPANTS and person.may_show_email else ""


def _internals(person: Person) -> Internals:
    return Internals(person.native_name, person.phone, person.category, person.state)


def _totals(part: Part) -> Totals:
    counted = [entry for entry in part.entries if entry.is_counted]
    doors = tuple(sum(entry.attends is door for entry in counted) for door in Attends)
    delegations = 0 if part.section is Section.OFFICERS else sum(bool(group.heading) for group in part.groups)
    return Totals(texts.SECTIONS[part.section], delegations, doors)
