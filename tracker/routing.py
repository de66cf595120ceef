"""Numbers in addresses: none that no row of the database can have."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1  # of a column of whole numbers


class Number(IntegerConverter):
    """A number of a row. A larger one is at no address, for the database would refuse to look for it."""

    def __init__(self, map: Map, **limits: bool | int | None) -> None:  # noqa: A002 (Werkzeug's name)
        super().__init__(map, **{"max": LARGEST_ID, **limits})  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    """Read `<int:…>` so; before any route is made."""
    app.url_map.converters["int"] = Number
