"""Routes of delegations: the items that wait for their word, by the link of a focal point or of the head."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.correspondence import queries, saying, setting
from tracker.correspondence.forms import WordForm
from tracker.correspondence.models import Item
from tracker.correspondence.saying import Voice
from tracker.correspondence.voices import Way, voice
from tracker.correspondence.words import may_say
from tracker.db import transaction
from tracker.registration.papers import serving

bp = Blueprint("in_writing", __name__)

_FOCAL, _HEAD = "/delegations/<token>/items", "/my/<token>/items"


@bp.get(_FOCAL, defaults={"way": Way.FOCAL})
@bp.get(_HEAD, defaults={"way": Way.HEAD})
@public
def index(way: Way, token: str) -> ResponseReturnValue:
    speaker = voice(way, token)
    return render_template(
        "correspondence/own_items.html",
        meeting=speaker.meeting,
        voice=speaker,
        way=way,
        token=token,
        accounts=queries.accounts(speaker.meeting.id),
        now=clock.now(),
    )


@bp.get(f"{_FOCAL}/<code>", defaults={"way": Way.FOCAL})
@bp.get(f"{_HEAD}/<code>", defaults={"way": Way.HEAD})
@public
def show(way: Way, token: str, code: str) -> ResponseReturnValue:
    speaker = voice(way, token)
    return _page(way, token, speaker, queries.item(speaker.meeting.id, code), WordForm(blank=True))


@bp.post(f"{_FOCAL}/<code>/words", defaults={"way": Way.FOCAL})
@bp.post(f"{_HEAD}/<code>/words", defaults={"way": Way.HEAD})
@public
def say(way: Way, token: str, code: str) -> ResponseReturnValue:
    speaker = voice(way, token)
    item = queries.item(speaker.meeting.id, code)
    form = WordForm()
    form.offer(may_say(item.kind, votes=speaker.votes), queries.nominees(item))
    if not form.validate():
        return _page(way, token, speaker, item, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        speaker = voice(way, token, to_change=True)
        item = queries.item(speaker.meeting.id, code)
        saying.say(item, speaker, form.said, form.text.data or "", form.person)
    flash(
        _("It is on record. Until the deadline your delegation can say something else; the last word stands."), "good"
    )
    return redirect(url_for(".show", way=way, token=token, code=code), HTTPStatus.SEE_OTHER)


@bp.get(f"{_FOCAL}/<code>/documents/<int:document_id>", defaults={"way": Way.FOCAL})
@bp.get(f"{_HEAD}/<code>/documents/<int:document_id>", defaults={"way": Way.HEAD})
@public
def download(way: Way, token: str, code: str, document_id: int) -> ResponseReturnValue:
    speaker = voice(way, token)
    found = queries.document(queries.item(speaker.meeting.id, code), document_id)
    return serving.pdf(found.content, found.name)


def _page(way: Way, token: str, speaker: Voice, item: Item, form: WordForm) -> str:
    account, now = queries.account(item), clock.now()
    spoken = queries.words([item.id])[item.id]
    form.offer(may_say(item.kind, votes=speaker.votes), [one.name for one in account.figures.nominees])
    return render_template(
        "correspondence/own_item.html",
        meeting=speaker.meeting,
        voice=speaker,
        way=way,
        token=token,
        item=item,
        account=account,
        own=[word for word in spoken if word.delegation_id == speaker.delegation.id],
        comments=[word for word in spoken if word.kind == "comment" and word.delegation_id != speaker.delegation.id],
        names=queries.delegations({d for n in account.figures.nominees for d in (n.by, *n.seconds)}),
        form=form,
        is_open=setting.is_open(item, now),
        is_over=now > item.deadline_at,
        now=now,
    )
