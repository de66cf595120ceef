"""Badges as what the template draws: every line in its place, measured; and which badges cannot be printed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tracker.badges import qr
from tracker.badges.fitting import POINT, Line, Paragraph, fit
from tracker.badges.layouts import SHEETS, Box, Layout, Sheet, back, face
from tracker.meetings.categories import Colour
from tracker.people import scripts
from tracker.people.names import capitals
from tracker.registration.badges.bearers import Band, Bearer, Occasion
from tracker.registration.badges.looks import BadgeField, Look
from tracker.typesetting import glyphs

TEMPLATE: Final = "registration/badges/badges.typ"
LEAST_NAME: Final = 8.0  # points
SURELY_FITS: Final = 36  # letters of a name, its own script included, of which
LONGEST_WORD: Final = 19  # at most stand together
_TALL: Final = 1.55  # the height of a line in scripts with marks above and below, in parts of the size
_USUAL: Final = 1.2
_TONES: Final[Mapping[Colour, str]] = {
    Colour.NAVY: "#0b4a82",
    Colour.TEAL: "#00606b",
    Colour.GREEN: "#0d6148",
    Colour.OLIVE: "#3f5c00",
    Colour.BROWN: "#8a3b00",
    Colour.RED: "#a3182b",
    Colour.PLUM: "#7a1f5c",
    Colour.VIOLET: "#5a3d8a",
    Colour.GREY: "#4a4a4a",
    Colour.BLACK: "#1d1d1d",
}
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why somebody's badge is not printed: letters that no font has, or texts that do not fit at a legible size."""

    registration_id: int
    name: str
    letters: str  # empty: too long


@dataclass(frozen=True, slots=True)
class Drawing:
    """What typst sets: a document, the images that it names, whose badges are on it, and who is held back."""

    document: _Json
    images: Mapping[str, bytes]
    drawn: tuple[Bearer, ...]
    flaws: tuple[Flaw, ...]


def draw(bearers: Iterable[Bearer], look: Look, occasion: Occasion, layout: Layout, *, alone: bool = False) -> Drawing:
    """The sheets of these people, in their order; or each badge `alone`, cut already. Who has a flaw is not on them."""
    sheet = SHEETS[layout].cut() if alone else SHEETS[layout]
    pens = _Pens(look, occasion, sheet)
    drawn: list[Bearer] = []
    flaws: list[Flaw] = []
    badges: list[_Json] = []
    images = {"logo.png": occasion.logo} if occasion.logo else dict[str, bytes]()
    for bearer in bearers:
        letters = glyphs.missing("".join(_texts(bearer, look)))
        badge = None if letters else pens.badge(bearer)
        if badge is None:
            flaws.append(Flaw(bearer.registration_id, bearer.name, letters))
            continue
        if bearer.photo:
            badge["photo"] = f"photo-{len(drawn)}{_ending(bearer.photo)}"
            images[badge["photo"]] = bearer.photo
        drawn.append(bearer)
        badges.append(badge)
    document = {
        "title": " / ".join(occasion.title),
        "page": [sheet.page.width, sheet.page.height],
        "marks": [_rounded(mark) for mark in sheet.marks()],
        "fronts": [_box(box) for box in sheet.fronts()],
        "backs": [_box(box) for box in sheet.backs()] if look.two_sided else [],
        **pens.common(),
        "badges": badges,
    }
    return Drawing(document, images, tuple(drawn), tuple(flaws))


def flaws(bearers: Iterable[Bearer], look: Look, layout: Layout) -> tuple[Flaw, ...]:
    """Who cannot be printed. Names of ordinary length fit on any badge and are not measured."""
    box = face(SHEETS[layout]).person
    found = []
    for bearer in bearers:
        letters = glyphs.missing("".join(_texts(bearer, look)))
        is_long = _may_be_too_long(bearer.name, bearer.native_name)
        if letters or (is_long and fit(_person(bearer, look, box), box, _measure) is None):
            found.append(Flaw(bearer.registration_id, bearer.name, letters))
    return tuple(found)


class _Pens:
    """What is the same on all badges of a layout, worked out once."""

    def __init__(self, look: Look, occasion: Occasion, sheet: Sheet) -> None:
        self.look, self.occasion = look, occasion
        self.plain = face(sheet, has_logo=bool(occasion.logo))
        self.with_photo = face(sheet, has_logo=bool(occasion.logo), has_photo=True)
        self.back = back(sheet)
        self.reverse_head = _lines(_head(occasion.title, occasion.days, self.back.head), self.back.head)
        foot = [Paragraph(line, 8, is_soft=True, extra_lines=1) for line in occasion.found.splitlines()]
        self.foot = _lines(foot, self.back.foot)

    def common(self) -> _Json:
        """The parts of the document that are drawn on every front."""
        one, badge = self.plain, self.plain.badge
        title = self.occasion.title if BadgeField.MEETING in self.look.fields else ()
        days = self.occasion.days if BadgeField.DATES in self.look.fields else ()
        margin = one.logo.x
        return {
            "head": _lines(_head(title, days, one.head), one.head),
            "rule": _rounded((margin, one.head.bottom + 0.012 * badge.height, badge.width - 2 * margin, 0))
            if title or days or self.occasion.logo
            else None,
            "logo": _box(one.logo) if self.occasion.logo else None,
            "symbol": _box(one.symbol),
            "photo_symbol": _box(self.with_photo.symbol),
            "photo": _box(self.with_photo.photo) if self.with_photo.photo else None,
            "bands": {code.value: _band(band, one.band) for code, band in self.occasion.bands.items()},
        }

    def badge(self, bearer: Bearer) -> _Json | None:
        """One badge, or None if its name does not fit."""
        one = self.with_photo if bearer.photo else self.plain
        person = fit(_person(bearer, self.look, one.person), one.person, _measure)
        digits = fit(
            [Paragraph(in_groups(bearer.code), one.digits.height * 0.85 / POINT, least=6, bold=True)],
            one.digits,
            _measure,
        )
        if person is None or digits is None:
            return None
        return {
            "band": bearer.category.value,
            "lines": [_line(line) for line in (*person, *digits)],
            "symbol": qr.svg(bearer.code, label=""),
            "photo": None,
            "back": self._reverse(bearer) if self.look.two_sided else [],
        }

    def _reverse(self, bearer: Bearer) -> list[Any]:
        size = min(11.0, self.back.body.height / POINT / (1.9 * max(4, len(bearer.sessions))))
        last = len(bearer.sessions)
        paragraphs = [
            Paragraph(text, max(size, 6.5), gap=0.5, extra_lines=1, may_go=last - place)
            for place, text in enumerate(bearer.sessions)
        ]
        return [*self.reverse_head, *_lines(paragraphs, self.back.body), *self.foot]


def _person(bearer: Bearer, look: Look, box: Box) -> list[Paragraph]:
    """The texts of a person from top to bottom; what may go stays as long as there is room."""
    size = min(0.19 * box.height, 0.115 * box.width) / POINT
    small = max(6.5, 0.46 * size)
    given = Paragraph(bearer.given_name, size, least=LEAST_NAME)
    family = Paragraph(capitals(bearer.family_name), size, least=LEAST_NAME, bold=True)
    native = Paragraph(bearer.native_name, 0.78 * size, least=LEAST_NAME, language=bearer.native_language, gap=0.25)
    paragraphs = [_shaped(given), _shaped(family)]
    if BadgeField.NATIVE_NAME in look.fields:
        paragraphs.append(_shaped(native))
    if BadgeField.OFFICE in look.fields:
        offices = (" · ".join(one) for one in zip(*bearer.offices, strict=True)) if bearer.offices else ()
        paragraphs += _by_language(offices, Paragraph("", 1.1 * small, bold=True, gap=0.5, may_go=4), look)
    if BadgeField.POSITION in look.fields:
        paragraphs.append(Paragraph(bearer.position, small, gap=0.4, is_soft=True, extra_lines=1, may_go=2))
    paragraphs += _by_language(bearer.delegation, Paragraph("", 1.15 * small, gap=0.55, extra_lines=1, may_go=5), look)
    if BadgeField.ORGANIZATION in look.fields:
        paragraphs.append(Paragraph(bearer.organization, small, gap=0.35, extra_lines=1, may_go=3))
    return paragraphs


def _by_language(texts: Iterable[str], first: Paragraph, look: Look) -> list[Paragraph]:
    """A text in one language under the other; the second one is the first to go. Equal ones stand once."""
    found = dict.fromkeys(text for text in texts if text)
    lines = [
        replace(first, text=text, language=language) for text, language in zip(found, look.languages, strict=False)
    ]
    return lines[:1] + [replace(line, gap=0.1, may_go=1) for line in lines[1:]]


def _shaped(paragraph: Paragraph) -> Paragraph:
    """The same with the language and the height of line that its script asks for."""
    language = paragraph.language or scripts.language(paragraph.text, "")
    return replace(paragraph, language=language, leading=_TALL if language in scripts.TALL else _USUAL)


def _texts(bearer: Bearer, look: Look) -> Iterable[str]:
    """Everything of a person that is printed."""
    return (one.text for one in _person(bearer, look, Box(0, 0, 60, 40)))


def _head(title: Sequence[str], days: Sequence[str], box: Box) -> list[Paragraph]:
    size = min(0.3 * box.height, 0.075 * box.width) / POINT
    titles = list(dict.fromkeys(title))
    first = [Paragraph(titles[0], size, bold=True, extra_lines=2)] if titles else []
    second = [Paragraph(text, 0.85 * size, gap=0.15, extra_lines=2, may_go=1) for text in titles[1:]]
    dates = Paragraph(" / ".join(dict.fromkeys(days)), 0.85 * size, gap=0.2, is_soft=True, extra_lines=1, may_go=2)
    return [*first, *second, dates]


def in_groups(code: str) -> str:
    """The code in groups of four, as one line or as two equal ones."""
    groups = [code[at : at + 4] for at in range(0, len(code), 4)]
    return " ".join("\u00a0".join(groups[at : at + 2]) for at in range(0, len(groups), 2))


def _band(band: Band, box: Box) -> _Json:
    """The words of a category side by side, or one under the other where that leaves them larger."""
    inner = Box(box.x + 0.03 * box.width, box.y + 0.05 * box.height, 0.94 * box.width, 0.9 * box.height)
    words = list(dict.fromkeys(band.words))
    size = 0.46 * box.height / POINT
    beside = [Paragraph(" · ".join(words), size, least=0.7 * size, bold=True, leading=1.25)]
    below = [
        Paragraph(word, 0.8 * size, bold=True, leading=1.25, may_go=place, extra_lines=0)
        for place, word in enumerate(words)
    ]
    lines = fit(
        beside, replace(inner, height=1.3 * size * POINT, y=box.y + box.height / 2 - 0.65 * size * POINT), _measure
    )
    lines = lines or fit(below, inner, _measure) or ()
    return {
        "colour": _TONES[band.colour],
        "pattern": band.pattern.value,
        "box": _box(box),
        "plates": [_box(_plate(line)) for line in lines],
        "lines": [_line(line) for line in lines],
    }


def _plate(line: Line) -> Box:
    """The ground of a line of letters on a pattern."""
    wide = min(line.box.width, line.width + 1.2 * line.size * POINT)
    return Box(line.box.x + (line.box.width - wide) / 2, line.box.y, wide, line.box.height)


def _lines(paragraphs: Sequence[Paragraph], box: Box) -> list[Any]:
    return [_line(line) for line in fit(paragraphs, box, _measure) or ()]


def _measure(text: str, bold: bool) -> float:  # noqa: FBT001 (the shape of fitting.Measure)
    return glyphs.width(text, bold=bold)


def _line(line: Line) -> list[Any]:
    return [_box(line.box), line.text, line.size, line.bold, line.language, line.is_soft]


def _box(box: Box) -> list[float]:
    return _rounded((box.x, box.y, box.width, box.height))


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(number, 3) for number in numbers]


def _ending(image: bytes) -> str:
    return ".png" if image.startswith(b"\x89PNG") else ".jpg"


def _may_be_too_long(name: str, native_name: str) -> bool:
    """Whether a name has to be measured: of the widest letters, as many as these fit on the smallest paper."""
    longest = max(map(len, name.split()), default=0)
    return len(name) + len(native_name) > SURELY_FITS or longest > LONGEST_WORD
