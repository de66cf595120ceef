"""What desk devices call for people without a badge: each answers with the badge that is to be printed."""

from dataclasses import asdict
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.audit.models import Actor, ActorKind
from tracker.badges import issuing
from tracker.checkin.devices.recognizing import Desk, by_device, by_device_or_former, this_desk
from tracker.checkin.syncing.payloads import body
from tracker.checkin.welcoming import payloads
from tracker.checkin.welcoming import printing as prints
from tracker.db import transaction
from tracker.errors import NotFound
from tracker.meetings import queries as meetings
from tracker.registration import cards, queries, reissuing, renaming, walking_in
from tracker.registration.badges import logos, printing, setting, slips
from tracker.registration.models import Registration
from tracker.registration.reissuing import NoBadge
from tracker.registration.wording import state_word
from tracker.security import csrf, limiter
from tracker.templating import iso

bp = Blueprint("welcoming", __name__, url_prefix="/desk/api")
csrf.exempt(bp)
limiter.exempt(bp)


class NoSuchPerson(NotFound):
    """The desk's meeting has nobody of that number."""


@bp.post("/walk-ins")
@by_device
def create_walk_in() -> ResponseReturnValue:
    """Somebody who is not registered: 201 with how they stand and their badge; 409 with the reason."""
    desk, who, now = this_desk(), payloads.stranger(_frame()), clock.now()
    with transaction():
        meeting = meetings.by_slug(desk.slug)
        made = walking_in.register(meeting, who, desk.name, actor(desk), at=now)
    return jsonify(_told(made)), 201


@bp.post("/reissues")
@by_device
def create_reissue() -> ResponseReturnValue:
    """A badge is lost: another one, and the lost one opens no door any more."""
    desk, frame = this_desk(), _frame()
    uid, reason = payloads.person(frame), payloads.reason(frame)
    with transaction():
        found = _person(desk, uid, to_change=True)
        reissuing.reissue(found, actor(desk), reason)
    return jsonify(_told(found)), 201


@bp.post("/corrections")
@by_device
def create_correction() -> ResponseReturnValue:
    """A name is wrong: it is put right, and the badge stays valid."""
    desk, frame = this_desk(), _frame()
    uid, name = payloads.person(frame), payloads.name(frame)
    with transaction():
        found = _person(desk, uid, to_change=True)
        renaming.rename(found, name, actor(desk), desk=desk.name)
    return jsonify(_told(found)), 201


@bp.get("/badges/<uuid:person>")
@by_device
def show_badge(person: UUID) -> ResponseReturnValue:
    """Somebody's valid badge, to be printed; 409 where there is none."""
    told = _told(_person(this_desk(), person))
    if told["badge"] is None:
        raise _no_badge()
    return jsonify(told)


@bp.get("/badges/<uuid:person>/drawing")
@by_device
def show_drawing(person: UUID) -> ResponseReturnValue:
    """The same badge as it comes out of the meeting's other printers; 409 where no font has a letter of it."""
    found = _person(this_desk(), person)
    badge = issuing.valid(found.id)
    if badge is None:
        raise _no_badge()
    drawn = printing.picture(printing.at_desk(found.meeting, [(found, badge.id)]))
    return jsonify(drawing=drawn.decode())


@bp.get("/logo")
@by_device
def show_logo() -> ResponseReturnValue:
    """The meeting's logo, for badges that a desk draws by itself: {"logo": an address with all of it, or empty}."""
    logo = setting.of(this_desk().meeting_id).logo
    mark = slips.mark(logo) or "none"
    is_held = mark in request.if_none_match
    answer = Response(status=304) if is_held else jsonify(logo=logos.as_address(logo) if logo else "")
    answer.set_etag(mark)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/prints")
@by_device_or_former
def create_prints() -> ResponseReturnValue:
    """Badges that this desk has printed, in the print log: who has one is not printed again."""
    desk, now = this_desk(), clock.now()
    sent = prints.told(_frame())
    with transaction():
        taken = prints.record(desk, [one for _id, one in sent], actor(desk), received=now)
    answers = [{"id": name, "stored": how} for (name, _one), how in zip(sent, taken, strict=True)]
    return jsonify(now=iso(now), answers=answers), 201


def actor(desk: Desk) -> Actor:
    """The desk, in the name of whoever made the device one."""
    return Actor(ActorKind.SYSTEM, f"desk {desk.name}", desk.enrolled_by_id)


def _no_badge() -> NoBadge:
    return NoBadge(_("This person has no valid badge: only an approved registration has one."))


def _frame() -> dict[str, object]:
    return body(request.get_json(silent=True))


def _person(desk: Desk, uid: UUID, *, to_change: bool = False) -> Registration:
    found = queries.of_meeting(desk.meeting_id, uid, to_change=to_change)
    if found is None:
        raise NoSuchPerson(_("This meeting has no such person."))
    return found


def _told(of: Registration) -> dict[str, object]:
    badge = issuing.valid(of.id)
    return {
        "person": str(of.uid),
        "state": of.state,
        "state_word": state_word(of.state),
        "name": {
            "title": of.title,
            "given_name": of.given_name,
            "family_name": of.family_name,
            "native_name": of.native_name,
        },
        "category_code": of.category,
        "paper": setting.of(of.meeting_id).look.desk,
        "badge": cards.as_json(cards.draw(of, issuing.code_of(badge))) if badge else None,
        "slip": asdict(slips.slip(of.meeting, (of, badge.id))) if badge else None,
    }
