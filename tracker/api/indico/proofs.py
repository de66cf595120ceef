"""The secrets of pairing a phone: one-time codes, the proof of who began (RFC 7636), tokens. Pure but for chance."""

import base64
import hashlib
import hmac
import re
import secrets

METHOD = "S256"  # the plain one proves nothing
_CHALLENGE = re.compile(r"[\w-]{43}", re.ASCII)
_VERIFIER = re.compile(r"[\w.~-]{43,128}", re.ASCII)


def new_secret() -> str:
    """256 random bits as text: a code or a token."""
    return secrets.token_urlsafe(32)


def kept(secret: str) -> bytes:
    """What the database keeps of a code or a token."""
    return hashlib.sha256(secret.encode()).digest()


def is_challenge(text: str) -> bool:
    """Whether it can be the SHA-256 of a verifier, in base64url."""
    return _CHALLENGE.fullmatch(text) is not None


def proves(verifier: str, challenge: str) -> bool:
    """Whether who sends the verifier is who showed the challenge before."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)
