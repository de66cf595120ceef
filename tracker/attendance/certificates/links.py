"""The verification link: it names one certificate by a random number, signed, and opens what the paper says."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from itsdangerous import BadSignature, Signer

from tracker import config


def address(uid: UUID) -> str:
    """The whole address, as the QR code on the paper has it."""
    return f"{config.settings().public_url.rstrip('/')}/certificates/{token(uid)}"


def token(uid: UUID) -> str:
    """What stands at the end of the address."""
    return _signer().sign(urlsafe_b64encode(uid.bytes).rstrip(b"=")).decode()


def named(given: str) -> UUID | None:
    """The certificate that an address names, or None where it was not signed here."""
    try:
        return UUID(bytes=urlsafe_b64decode(_signer().unsign(given) + b"=="))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(config.settings().session_secret, salt="certificate", digest_method=sha256)
