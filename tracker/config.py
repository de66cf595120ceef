"""Settings: typed, from the environment (TRACKER_…) over `instance/settings.toml`; wrong ones stop the start, clearly.

Secrets are made by the first start in `instance/secrets.toml`, readable by its owner only, and never leave that folder.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

PREFIX = "TRACKER_"
INSTANCE = "TRACKER_INSTANCE"  # where settings, secrets, the SQLite file and spooled mail are, if not in instance/
TEST_PREFIX = "TRACKER_TEST_"  # what the tests alone read


class WrongSetting(Exception):
    """A setting that the start refuses; the text says which and why."""


class MailSecurity(StrEnum):
    """How the SMTP connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an administrator can set. Names are lower-case here and TRACKER_UPPER_CASE in the environment."""

    database_url: str = ""  # default: SQLite in the instance folder
    public_url: str = "http://localhost:8000"  # how a browser reaches the tracker; links in mails begin with it
    mail_from: str = "Meetings <meetings@tracker.example>"
    smtp_host: str = ""  # empty: mails are spooled into instance/outbox/
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    smtp_timeout: int = 20  # seconds
    proxy_hops: int = 0  # reverse proxies in front whose X-Forwarded-… headers are to be believed
    rate_limits: bool = True
    desk_offline: bool = True  # false: desks drop the page they keep, not their scans; for a day when it is broken
    indico_apps: str = "https://checkin.getindico.io/"  # beginnings of addresses of Indico's check-in app, by spaces
    password_cost: int = 2  # argon2id passes over 19 MiB
    instance: Path = Path("instance")
    session_secret: str = ""
    badge_secret: str = ""

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def spool(self) -> Path:
        """Where mail is left as .eml files when no SMTP server is set."""
        return self.instance / "outbox"


SECRETS = ("session_secret", "badge_secret")
_OWN = {f.name: f.type for f in fields(Settings) if f.name not in {"instance", *SECRETS}}


def load(instance: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this installation; WrongSetting says what to mend. TRACKER_INSTANCE names another folder."""
    instance = Path(environ.get(INSTANCE) or instance)
    instance.mkdir(parents=True, exist_ok=True)
    given: dict[str, Any] = _from_file(instance / "settings.toml") | _from_environment(environ)
    if not given.get("database_url"):
        given["database_url"] = f"sqlite:///{(instance / 'tracker.sqlite3').resolve()}"
    settings = Settings(
        instance=instance,
        **{name: _typed(name, value) for name, value in given.items()},
        **_secrets(instance / "secrets.toml"),
    )
    _check(settings)
    return settings


def _from_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: {error}"
        raise WrongSetting(message) from error
    return {_known(name, str(path)): value for name, value in found.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    names = (n for n in environ if n.startswith(PREFIX) and not n.startswith(TEST_PREFIX) and n != INSTANCE)
    return {_known(n.removeprefix(PREFIX).lower(), "the environment"): environ[n] for n in names}


def _known(name: str, where: str) -> str:
    if name not in _OWN:
        message = f"{where} sets {name!r}, which is no setting; there are: {', '.join(sorted(_OWN))}"
        raise WrongSetting(message)
    return name


def _typed(name: str, value: object) -> Any:  # noqa: ANN401 (whatever the setting is)
    """The value as the type of its setting; a text is read the way an environment variable is written."""
    wanted = _OWN[name]
    text = str(value).strip()
    try:
        if wanted is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        return wanted(text) if isinstance(wanted, type) else text
    except (KeyError, ValueError) as error:
        kind = wanted.__name__ if isinstance(wanted, type) else str(wanted)
        message = f"{PREFIX}{name.upper()}={text!r} is not understood as {kind}"
        raise WrongSetting(message) from error


def _check(settings: Settings) -> None:
    scheme = settings.database_url.split(":", 1)[0]
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        message = f"{PREFIX}DATABASE_URL begins with {scheme!r}; it is sqlite:///… or postgresql+psycopg://…"
        raise WrongSetting(message)
    public = urlsplit(settings.public_url)
    if public.scheme not in {"http", "https"} or not public.netloc:
        message = f"{PREFIX}PUBLIC_URL={settings.public_url!r} is no address such as https://meetings.example.org"
        raise WrongSetting(message)
    for app in map(urlsplit, settings.indico_apps.split()):
        is_here = app.scheme == "http" and app.hostname in {"localhost", "127.0.0.1"}
        if not app.hostname or not app.path.endswith("/") or not (app.scheme == "https" or is_here):
            message = f"{PREFIX}INDICO_APPS: {app.geturl()!r} is no address such as https://checkin.getindico.io/"
            raise WrongSetting(message)


def _secrets(path: Path) -> dict[str, Any]:
    """The installation's secrets; the first start makes them. Losing the file makes every badge and link void."""
    if not path.exists():
        text = "".join(f'{name} = "{secrets.token_hex(32)}"\n' for name in SECRETS)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _secrets(path)  # another process of the same first start was quicker
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [name for name in SECRETS if not isinstance(found.get(name), str) or len(found[name]) < 64]  # noqa: PLR2004 (64 hex digits)
    if missing:
        message = f"{path} lacks {', '.join(missing)}: restore it from a backup; badges and links depend on it"
        raise WrongSetting(message)
    return {name: str(found[name]) for name in SECRETS}


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions["settings"]
    return found
