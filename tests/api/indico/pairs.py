"""A paired phone without its pages."""

from uuid import UUID

from tests.api.indico.phone import BACK, VERIFIER, challenge
from tracker import clock
from tracker.accounts.models import User
from tracker.accounts.signing_in import load, session_key
from tracker.api.indico import pairing
from tracker.api.indico.models import AppPhone
from tracker.api.indico.pairing import Wish
from tracker.db import db, transaction


def paired(user: User, name: str = "Phone 1") -> tuple[UUID, str]:
    """The number of a phone and its token."""
    now = clock.now()
    signed_in = load(session_key(user.id, user.password_hash))
    assert signed_in
    with transaction():
        code = pairing.allow(signed_in, Wish(BACK, challenge()), name, at=now)
        token = pairing.redeem(code, BACK, VERIFIER, at=now)
    assert token
    found = db.session.scalars(db.select(AppPhone.id).where(AppPhone.name == name)).one()
    return found, token
