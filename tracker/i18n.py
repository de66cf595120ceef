"""The reader's language, and content in several languages.

The interface speaks English and French. Content (titles, descriptions) may exist in any language; a reader whose
language it lacks gets English, with a short notice in the language of the reader.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale
from sqlalchemy import JSON, Dialect, TypeDecorator

LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT = "en"
COOKIE = "lang"
_RTL = {"ar", "he", "fa", "ur"}
_FIRST = re.compile(r"(?<!\d)1(?=(?:–\d+)? \D)")

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

    def __str__(self) -> str:
        return self.best(current_language())[0]

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


def current_language() -> str:
    """The interface language of this request or of the mail being written: "en" or "fr"."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT


def reader_language() -> str:
    """What the reader asked for, which the interface may lack: an ISO 639-1 code such as "ar"."""
    if not has_request_context():
        return current_language()
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wanted = request.accept_languages.values()
    return next((code.split("-")[0].lower() for code in wanted), DEFAULT)


def fallback_notice(*texts: Texts) -> str:
    """A sentence in the reader's language where some text had to fall back to English, else an empty text."""
    wanted = reader_language()
    if all(text.best(wanted)[1] == wanted for text in texts if text):
        return ""
    return NOTICES.get(wanted, NOTICES[DEFAULT])


def direction(language: str) -> str:
    """The writing direction of a language: "rtl" or "ltr"."""
    return "rtl" if language in _RTL else "ltr"


def _select() -> str:
    if not has_request_context():
        return DEFAULT
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wanted = (code.split("-")[0].lower() for code in request.accept_languages.values())
    return next((code for code in wanted if code in LANGUAGES), DEFAULT)  # fr-BE before en, which best_match would take


def dated(text: str) -> str:
    """A date as Babel writes it, with the ordinal that French has for the first of a month: "1er décembre 2026"."""
    return _FIRST.sub("1er", text) if current_language() == "fr" else text


def language_name(code: str) -> str:
    """The name of a language in the interface's language."""
    return Locale.parse(code).get_language_name(current_language()) or code


def init_app(app: Flask) -> None:
    """Let Flask-Babel speak the reader's language, and remember a language that was chosen."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=_select, timezone_selector=lambda: "UTC")

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
