"""The words for items, for what is said on them and for what comes of them."""

from collections.abc import Mapping

from tracker.correspondence.words import ItemKind, Result, WordKind
from tracker.registration.fields import _l

KINDS: Mapping[ItemKind, str] = {
    ItemKind.INFORMATION: _l("For information: take note"),
    ItemKind.DECISION: _l("For decision: support, object or abstain"),
    ItemKind.ELECTION: _l("Election: nominate and second"),
}
SHORT_KINDS: Mapping[ItemKind, str] = {
    ItemKind.INFORMATION: _l("For information"),
    ItemKind.DECISION: _l("For decision"),
    ItemKind.ELECTION: _l("Election"),
}
SAY: Mapping[WordKind, str] = {
    WordKind.NOTE: _l("takes note"),
    WordKind.COMMENT: _l("comments"),
    WordKind.SUPPORT: _l("supports"),
    WordKind.OBJECT: _l("objects"),
    WordKind.ABSTAIN: _l("abstains"),
    WordKind.NOMINATE: _l("nominates"),
    WordKind.SECOND: _l("seconds"),
}
RESULT_WORDS: Mapping[Result, str] = {
    Result.OPEN: _l("Open: goes on to the sessions"),
    Result.ADOPTED: _l("Adopted"),
    Result.APPROVED: _l("Approved"),
    Result.ELECTED: _l("Elected"),
}
RESULT_KINDS: Mapping[Result, str] = {
    Result.OPEN: "warn",
    Result.ADOPTED: "good",
    Result.APPROVED: "good",
    Result.ELECTED: "good",
}
