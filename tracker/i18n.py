"""The reader's language, and content in several languages.

Pages and mails for everybody speak the languages of `LANGUAGES`, those for who works here `STAFF_LANGUAGES`. Content
(titles, descriptions) may exist in any language; a reader whose language it lacks gets English, with a short notice in
the language of the reader.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from markupsafe import Markup, escape
from sqlalchemy import JSON, Dialect, TypeDecorator

from tracker import access

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "ar": "العربية",
    "es": "Español",
    "pt": "Português",
    "ru": "Русский",
    "zh": "中文",
}
STAFF_LANGUAGES = {code: LANGUAGES[code] for code in ("en", "fr")}
DEFAULT = "en"
COOKIE = "lang"
_LINKS = "language_of_links"
_FELL_BACK = "tracker.fell_back_from"
_RTL = {"ar", "he", "fa", "ur"}

# Said to readers of languages that a text lacks.
NOTICES = {
    "ar": "هذا النص غير متوفر بالعربية، لذلك يُعرض بالإنكليزية.",
    "de": "Dieser Text liegt nicht auf Deutsch vor und erscheint daher auf Englisch.",
    "en": "This text is not available in your language and is shown in English.",
    "es": "Este texto no está disponible en español, por lo que se muestra en inglés.",
    "fr": "Ce texte n’est pas disponible en français ; il est affiché en anglais.",
    "ja": "この文章は日本語では提供されていないため、英語で表示しています。",
    "ko": "이 글은 한국어로 제공되지 않아 영어로 표시됩니다.",
    "pt": "Este texto não está disponível em português e é apresentado em inglês.",
    "ru": "Этот текст недоступен на русском языке и показан на английском.",
    "zh": "此文本没有中文版本，因此以英文显示。",
}

babel = Babel()


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in one or more languages, e.g. Texts({"en": "Joint session", "fr": "Séance conjointe"})."""

    by_language: Mapping[str, str]

    def best(self, language: str) -> tuple[str, str]:
        """The text for a reader of `language`, and its language: the reader's, else English, else the first."""
        for code in (language, DEFAULT, *self.by_language):
            if self.by_language.get(code):
                return self.by_language[code], code
        return "", DEFAULT

    def shown(self) -> tuple[str, str]:
        """The same for the reader of this page or mail, which remembers if the text is not in their language."""
        wanted = reader_language()
        text, language = self.best(wanted)
        if text and language != wanted and has_request_context():
            request.environ.setdefault(_FELL_BACK, wanted)
        return text, language

    def __str__(self) -> str:
        return self.shown()[0]

    def __bool__(self) -> bool:
        return any(self.by_language.values())


class LocalizedText(TypeDecorator[Texts]):
    """A column of Texts, stored as a JSON object by language."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Texts | None, dialect: Dialect) -> dict[str, str] | None:
        del dialect
        return None if value is None else dict(value.by_language)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Texts | None:  # noqa: ANN401 (JSON)
        del dialect
        return None if value is None else Texts(value)


def offered() -> dict[str, str]:
    """The languages of the page that is being shown, by code with their own names: fewer where only staff reads it."""
    if not has_request_context():
        return LANGUAGES
    view = current_app.view_functions.get(request.endpoint or "")
    return STAFF_LANGUAGES if access.is_for_staff(view) else LANGUAGES


def current_language() -> str:
    """The interface language of this request or of the mail being written, one of LANGUAGES."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT


def in_a_sentence(label: str) -> str:
    """A label as it stands within a sentence: "Waiting for approval" as "waiting for approval"."""
    words = str(label)
    return words[:1].lower() + words[1:]


def reader_language() -> str:
    """The language that content is wanted in: what the reader asked for, which the interface may lack ("de")."""
    shown = current_language()
    if not has_request_context() or shown != _select():  # a mail or a file has a language of its own
        return shown
    first = next(_wanted(), shown)
    return shown if first in LANGUAGES else first


def fallback_notice() -> str:
    """A sentence in the language of the reader where some text of this page or mail is not in it, else nothing."""
    wanted = request.environ.get(_FELL_BACK)
    return NOTICES.get(wanted, NOTICES[DEFAULT]) if wanted else ""


def notice_language() -> str:
    """The language that `fallback_notice` speaks."""
    wanted = request.environ.get(_FELL_BACK, DEFAULT)
    return wanted if wanted in NOTICES else DEFAULT


def marked(text: Texts | Any) -> Markup:  # noqa: ANN401 (or a text of the interface)
    """The text as a page shows it: within its language and direction where these are not the page's own.

    For the content of elements. In attributes, titles of pages and lists of choices no element may stand: see `marks`.
    """
    marks_of = marks(text)
    if not marks_of:
        return escape(str(text))
    return Markup('<bdi lang="{lang}" dir="{dir}">{text}</bdi>').format(text=str(text), **marks_of)


def marks(text: Texts | Any) -> dict[str, str]:  # noqa: ANN401 (the same)
    """The attributes of an element that holds the text alone: its language where that is not the page's own."""
    words, language = text.shown() if isinstance(text, Texts) else ("", "")
    return {"lang": language, "dir": direction(language)} if words and language != current_language() else {}


def direction(language: str) -> str:
    """The writing direction of a language: "rtl" or "ltr"."""
    return "rtl" if language in _RTL else "ltr"


def _wanted() -> Iterator[str]:
    """The languages that the reader asks for: by the link, by an earlier choice, by the settings of the browser."""
    for code in (request.args.get(COOKIE, ""), request.cookies.get(COOKIE, "")):
        if code in LANGUAGES or code in NOTICES:
            yield code
    for code in request.accept_languages.values():
        yield code.split("-")[0].lower()  # fr-BE before en, which best_match would take


def _select() -> str:
    if not has_request_context():
        return DEFAULT
    here = offered()
    return next((code for code in _wanted() if code in here), DEFAULT)


def is_language(code: str) -> bool:
    """Whether a language has that code: "de", not "xx"."""
    return code in Locale.parse(DEFAULT).languages


def language_name(code: str) -> str:
    """The name of a language in the interface's language."""
    return Locale.parse(code).get_language_name(current_language()) or code


@contextmanager
def writing_in(language: str) -> Iterator[None]:
    """Speak that language, also in the links that are made: they lead to pages in it."""
    before = g.get(_LINKS)
    with force_locale(language):
        setattr(g, _LINKS, language)
        try:
            yield
        finally:
            setattr(g, _LINKS, before)


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the reader's language, and remember a language that was chosen."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=_select, timezone_selector=lambda: "UTC")

    @app.url_defaults
    def speak(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" and (language := g.get(_LINKS)):
            values.setdefault(COOKIE, language)

    @app.after_request
    def remember(response: Any) -> Any:  # noqa: ANN401 (Flask's response class)
        if request.args.get(COOKIE) in LANGUAGES:
            response.set_cookie(
                COOKIE,
                request.args[COOKIE],
                max_age=31536000,
                samesite="Lax",
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        return response
