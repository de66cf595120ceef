"""Connections that are encrypted, and signing in to the server."""

import subprocess
from dataclasses import replace
from shutil import which

import pytest
from flask import Flask

from tests.outbox.conftest import Sender, sent_to
from tests.outbox.post_office import PostOffice, server_context
from tests.watch import Watch
from tracker.config import MailSecurity, Settings
from tracker.outbox.delivering import Outcome, deliver_due
from tracker.outbox.transports import Away

pytestmark = pytest.mark.skipif(which("openssl") is None, reason="makes its certificate with openssl")

AMINA = "amina@ministry.example"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The paths of a certificate for this machine and of its key."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = str(folder / "certificate.pem"), str(folder / "key.pem")
    ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]]
    subprocess.run([*ask, *names], check=True, capture_output=True)
    return paths


@pytest.fixture
def trusted(certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The certificate, which this machine trusts for once."""
    monkeypatch.setenv("SSL_CERT_FILE", certificate[0])
    return certificate


def mailing(app: Flask, settings: Settings, office: PostOffice, security: MailSecurity, password: str = "") -> None:
    user = "tracker" if password else ""
    there = replace(sent_to(office, settings), smtp_security=security, smtp_user=user, smtp_password=password)
    app.extensions["settings"] = there


@pytest.fixture(autouse=True)
def settings_return(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "settings", app.extensions["settings"])


def test_a_connection_is_encrypted_before_the_password_is_said(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, trusted: tuple[str, str]
) -> None:
    office = PostOffice()
    mailing(app, settings, office, MailSecurity.STARTTLS, "correct horse")
    sender.posts(AMINA)
    with office.at_work(tls_context=server_context(*trusted), authenticator=office.signs_in):
        assert dict(deliver_due(app)) == {Outcome.SENT: 1}
    assert (office.encrypted, office.signed_in) == ([True], ["tracker"])


def test_a_connection_may_be_encrypted_from_the_first_byte(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, trusted: tuple[str, str]
) -> None:
    office = PostOffice()
    mailing(app, settings, office, MailSecurity.TLS)
    sender.posts(AMINA)
    with office.at_work(ssl_context=server_context(*trusted)):
        assert dict(deliver_due(app)) == {Outcome.SENT: 1}
    assert office.subjects() == ["Welcome, Amina"]


def test_a_wrong_password_costs_no_attempt(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, trusted: tuple[str, str]
) -> None:
    office = PostOffice()
    mailing(app, settings, office, MailSecurity.STARTTLS, "wrong")
    sender.posts(AMINA)
    with (
        office.at_work(tls_context=server_context(*trusted), authenticator=office.signs_in),
        pytest.raises(Away, match=r"^535 5\.7\.8 Authentication credentials invalid"),
    ):
        deliver_due(app)
    assert sender.row().attempts == 0


def test_a_server_that_is_not_the_one_it_claims_to_be_gets_nothing(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, certificate: tuple[str, str]
) -> None:
    office = PostOffice()
    mailing(app, settings, office, MailSecurity.STARTTLS)
    sender.posts(AMINA)
    with (
        office.at_work(tls_context=server_context(*certificate)),
        pytest.raises(Away, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        deliver_due(app)
    assert (sender.row().attempts, office.mails) == (0, [])


def test_a_server_that_cannot_encrypt_gets_nothing(
    app: Flask, watch: Watch, sender: Sender, settings: Settings
) -> None:
    office = PostOffice()
    mailing(app, settings, office, MailSecurity.STARTTLS)
    sender.posts(AMINA)
    with office.at_work(), pytest.raises(Away, match="STARTTLS extension not supported by server"):
        deliver_due(app)
    assert (sender.row().attempts, office.mails) == (0, [])
