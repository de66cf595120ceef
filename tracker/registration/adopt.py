"""Making a delegation of a company, an association or a government that no reference list names.

So they have focal points and limits of seats as the listed ones have. Two people who write the name of their company
alike but for accents, case and punctuation come from the same one.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import select

from tracker.db import db
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.people.names import fold
from tracker.registration.details import Details
from tracker.registration.models import Registration

KINDS: Mapping[Category, DelegationKind] = {
    Category.PRV: DelegationKind.COMPANY,
    Category.NGO: DelegationKind.ASSOCIATION,
    Category.GOV: DelegationKind.GOVERNMENT,
}
PREFIX = "org-"  # codes of the reference list have no small letters
_SLUG = 28  # characters of the name that a code shows
_NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")


def is_adopted(delegation: Delegation) -> bool:
    """Whether it was made here, rather than taken from the reference list."""
    return delegation.code.startswith(PREFIX)


def code_of(kind: DelegationKind, name: str) -> str:
    """What the delegation of that name is known by.

    >>> code_of(DelegationKind.COMPANY, "Société Éxem, S.A.") == code_of(DelegationKind.COMPANY, "SOCIETE EXEM S A")
    True
    """
    folded = fold(name)
    mark = sha256(f"{kind.value} {folded}".encode()).hexdigest()[:6]
    return PREFIX + "-".join(part for part in (_NOT_IN_A_CODE.sub("-", folded)[:_SLUG].strip("-"), mark) if part)


def adopt(registration: Registration) -> None:
    """Give a registration that names only an organization its delegation."""
    if registration.delegation is None:
        registration.delegation = delegation_of(registration.category, registration.organization)


def adopted(details: Details) -> Details:
    """The same details with the delegation that their organization is."""
    sender = None if details.delegation_id else delegation_of(details.category, details.organization)
    return replace(details, delegation_id=sender.id) if sender else details


def delegation_of(category: Category, organization: str) -> Delegation | None:
    """The organization's delegation, made if nobody came from there before; None where it can have none.

    Of two people who are the first from there at once, one raises IntegrityError.
    """
    kind = KINDS.get(category)
    if kind is None or not fold(organization):
        return None
    return _known(kind, organization) or _made(kind, organization)


def _known(kind: DelegationKind, organization: str) -> Delegation | None:
    """By its code; people also type the names of associations that the list has."""
    found = db.session.scalar(select(Delegation).where(Delegation.code == code_of(kind, organization)))
    if found is not None or kind is not DelegationKind.ASSOCIATION:
        return found
    listed = select(Delegation).where(Delegation.kind == kind, Delegation.code.not_like(f"{PREFIX}%"))
    wanted = fold(organization)
    return next((one for one in db.session.scalars(listed) if wanted in {fold(one.name_en), fold(one.name_fr)}), None)


def _made(kind: DelegationKind, organization: str) -> Delegation:
    name = organization[:200]
    made = Delegation(code=code_of(kind, organization), kind=kind, name_en=name, name_fr=name)
    db.session.add(made)
    db.session.flush()
    return made
