"""What a browser may send: a paper, the rules for papers, a request for a visa letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, SelectField
from wtforms.validators import ValidationError

from tracker.people.models import Category
from tracker.registration.fields import _l, option
from tracker.registration.papers import needs, pdfs, photos
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.needs import Purpose
from tracker.registration.papers.receiving import Upload
from tracker.registration.papers.wording import NEEDS, flaw_sentence, marked_meaning, photo_sentence


class PaperForm(FlaskForm):
    """One file for one purpose. Made by `paper_form` and `paper_forms`: a page has one for each."""

    csrf_token: Field
    purpose: Purpose
    file = FileField(_l("PDF file, at most 5 MB"), render_kw={"accept": "application/pdf,.pdf"})
    upload: Upload

    def validate_file(self, field: Field) -> None:
        """Take the file in, or say what is wrong with it."""
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            raise ValidationError(_("Choose a file first."))
        content = sent.stream.read(pdfs.LARGEST + 1)
        self.upload = Upload(sent.filename, _photo(content) if self.purpose is PaperKind.PHOTO else _pdf(content))


def _pdf(content: bytes) -> bytes:
    flaw = pdfs.flaw(content)
    if flaw is not None:
        raise ValidationError(flaw_sentence(flaw))
    return content


def _photo(content: bytes) -> bytes:
    try:
        return photos.made_small(content)
    except photos.PhotoRefused as refused:
        raise ValidationError(photo_sentence(refused.flaw)) from refused


def paper_form(purpose: Purpose, *, blank: bool = False) -> PaperForm:
    """The form for a paper of that purpose; `blank` overlooks what the browser sent for another one."""
    source: dict[str, Any] = {"formdata": None} if blank else {}
    form = PaperForm(prefix=needs.key(purpose), **source)  # type: ignore[no-untyped-call]
    form.purpose = purpose
    form.file.description = marked_meaning(purpose)
    if purpose is PaperKind.PHOTO:
        form.file.label.text = _("JPEG photo, at most 5 MB")
        form.file.render_kw = {"accept": "image/jpeg,.jpg,.jpeg"}
    return form


def paper_forms(asked: Sequence[needs.Asked], sent: PaperForm | None = None) -> Mapping[str, PaperForm]:
    """A form for each paper by its key, with the one that was sent in its place."""
    there = {needs.key(sent.purpose): sent} if sent else {}
    return {one.key: there.get(one.key) or paper_form(one.kind, blank=True) for one in asked}


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rules as a form of categories by kinds."""

    form: Form
    lines: Sequence[tuple[Category, Sequence[Field]]]

    @property
    def wanted(self) -> needs.Rules:
        """The rules that were sent."""
        return {
            (category, kind): Need(field.data)
            for category, fields in self.lines
            for kind, field in zip(PaperKind, fields, strict=True)
        }


def matrix(rules: needs.Rules, labels: Mapping[Category, str]) -> Matrix:
    """The form filled in with the rules, or with what the browser sent."""
    choices = [option(need.value, NEEDS[need]) for need in Need]
    cells = {
        _name(category, kind): SelectField(str(labels[category]), choices=choices)
        for category in labels
        for kind in PaperKind
    }
    made = type("MatrixForm", (FlaskForm,), cells)
    form = made(data={_name(*key): need.value for key, need in rules.items()})
    lines = [(category, [form[_name(category, kind)] for kind in PaperKind]) for category in labels]
    return Matrix(form, lines)


def _name(category: Category, kind: PaperKind) -> str:
    return f"{category.value}-{kind.value}"
