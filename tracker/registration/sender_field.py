"""The list of whom one can represent, as a field of the form.

The reference list has more than two hundred entries and changes once a year, while every form shows all of them: its
options are sorted and drawn once for each language, and again when the list has changed.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types of WTForms
from wtforms.form import BaseForm
from wtforms.validators import ValidationError
from wtforms.widgets import Select, html_params

from tracker.people.categories import DEFAULTS, Rules
from tracker.people.queries import Entry
from tracker.registration import senders


@lru_cache(maxsize=senders.KEPT)
def _drawn(entries: tuple[Entry, ...], language: str) -> str:
    """The options of the reference list, in their groups."""
    groups = groupby(senders.listed(entries, language), attrgetter("optgroup"))
    return "".join(_group(label, choices) for label, choices in groups)


def _group(label: str, choices: Iterable[SelectChoice]) -> str:
    options = (
        f"<option {html_params(value=one.value, **one.render_kw)}>{escape(one.label)}</option>" for one in choices
    )
    return f"<optgroup {html_params(label=label)}>{''.join(options)}</optgroup>"


class SenderWidget(Select):
    """A select with the drawn options; only the chosen one is marked anew."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:  # noqa: ANN401 (HTML attributes)
        """Draw it."""
        assert isinstance(field, SenderField)  # noqa: S101 (for the type checker)
        attributes.setdefault("id", field.id)
        first = f'<option value="">{escape(_("Choose"))}</option>'
        others = _group(field.others[0].optgroup, field.others)
        options = f"{first}{_drawn(field.reference, field.language)}{others}"
        if field.data:
            value = f'value="{escape(field.data)}"'
            options = options.replace(value, f"selected {value}", 1)
        return Markup(f"<select {html_params(name=field.name, **attributes)}>{options}</select>")  # noqa: S704 (escaped above)


class SenderField(SelectField):
    """Whom a person represents. `offer` says what there is to choose from."""

    widget = SenderWidget()
    reference: tuple[Entry, ...] = ()
    others: Sequence[Any] = ()
    language = "en"

    def offer(self, entries: tuple[Entry, ...], language: str, rules: Rules = DEFAULTS) -> None:
        """Let one choose from the reference list and from those who are in no list."""
        self.reference, self.language, self.others = entries, language, senders.others(rules)
        self.choices = ()

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not in the list."""
        del form
        if self.data and self.data not in senders.by_value(self.reference):
            raise ValidationError(self.gettext("Not a valid choice."))
