"""Pages as people read them."""

from typing import Any

from flask.testing import FlaskClient
from lxml import html


class Page:
    """A page and the texts on it."""

    def __init__(self, client: FlaskClient, address: str, *, language: str = "en") -> None:
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200
        self.root = html.fromstring(answer.text)

    def all(self, selector: str) -> Any:  # noqa: ANN401 (XPath gives elements or texts)
        return self.root.xpath(selector)

    def texts(self, selector: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.all(selector)]

    def text(self, selector: str) -> str:
        (only,) = self.texts(selector)
        return only
