"""Choosing a list of participants."""

from collections.abc import Mapping

from wtforms import Form, IntegerField, SelectField

from tracker.exports.participants.options import Audience, Basis, Options, Order
from tracker.registration.fields import _l, option


class ListForm(Form):
    """Which list; it makes the query of an address and changes nothing, so it carries no token."""

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__(data=data)

    basis = SelectField(
        _l("People"),
        choices=[option(Basis.REGISTERED, _l("Registered")), option(Basis.ATTENDED, _l("Attended"))],
    )
    is_final = SelectField(
        _l("Status"), choices=[option("no", _l("Provisional list")), option("yes", _l("Final list"))]
    )
    audience = SelectField(
        _l("For"),
        choices=[
            option(Audience.PUBLIC, _l("The public")),
            option(Audience.PARTICIPANTS, _l("Participants")),
            option(Audience.INTERNAL, _l("The Secretariat")),
        ],
    )
    order = SelectField(
        _l("Alphabetical order"), choices=[option(Order.EN, _l("English")), option(Order.FR, _l("French"))]
    )
    number = IntegerField(_l("Document number"), render_kw={"min": 1, "max": 999})


def list_form(options: Options, number: int) -> ListForm:
    """The form with what is shown now."""
    return ListForm(
        {
            "basis": options.basis.value,
            "is_final": "yes" if options.is_final else "no",
            "audience": options.audience.value,
            "order": options.order.value,
            "number": number,
        }
    )
