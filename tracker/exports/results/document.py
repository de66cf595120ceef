"""The results of the document-based phase as a PDF."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from tracker import clock, typesetting
from tracker.correspondence import queries, wording
from tracker.correspondence.queries import Account
from tracker.exports.results.workbook import outcome_words, standing_words
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation
from tracker.people.names import fold
from tracker.templating import wall
from tracker.typesetting import glyphs


def write(meeting: Meeting) -> bytes:
    """The file, in the reader's language (8 statements)."""
    now, language = clock.now(), current_language()
    accounts = queries.accounts(meeting.id)
    involved = {d for one in accounts for d in one.standing}
    names = queries.delegations(involved)
    content = {
        "language": language,
        "body": meeting.body.name.best(language)[0],
        "meeting": meeting.title.best(language)[0],
        "title": _("Results of the document-based phase"),
        "note": _("Taking part by correspondence is not presence in a session."),
        "made": _("Made on %(made)s, times in %(zone)s", made=wall(now, meeting.timezone), zone=meeting.timezone),
        "labels": {
            "deadline": _("Deadline"),
            "outcome": _("Outcome"),
            "figures": _("Figures"),
            "delegation": _("Delegation"),
            "says": _("Says"),
            "nominations": _("Nominations"),
            "nobody": _("No delegation spoke on this item."),
        },
        "items": [_item(one, names, meeting) for one in accounts],
    }
    made = glyphs.settable_all(content)
    return typesetting.pdf("exports/results.typ", made, made_at=clock.in_zone(now, meeting.timezone))


def _item(account: Account, names: Mapping[int, Delegation], meeting: Meeting) -> dict[str, Any]:
    language = current_language()
    figures, item = account.figures, account.item
    spoke = sorted(account.standing, key=lambda one: fold(names[one].name(language)))
    counted = [
        (_("Support"), figures.support),
        (_("Object"), figures.object),
        (_("Abstain"), figures.abstain),
        (_("Noted"), figures.noted),
        (_("Comments"), figures.comments),
        (_("Silent, with a vote"), figures.silent),
    ]
    return {
        "code": item.code,
        "title": item.title.best(language)[0],
        "kind": str(wording.SHORT_KINDS[item.kind]),
        "deadline": wall(item.deadline_at, meeting.timezone),
        "outcome": outcome_words(account),
        "words": account.outcome.text.best(language)[0] if account.outcome else "",
        "figures": [[label, str(number)] for label, number in counted if number],
        "nominees": [
            {
                "name": one.name,
                "by": names[one.by].name(language),
                "seconds": [names[s].name(language) for s in one.seconds],
            }
            for one in figures.nominees
        ],
        "standing": [[names[one].name(language), standing_words(account.standing[one])] for one in spoke],
    }
