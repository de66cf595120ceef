"""Routes of accounts: coming in, one's own account, a meeting's team."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from tracker.access import Permission, Role, public, require
from tracker.accounts import granting, links, mails, next_page, passwords, queries, signing_in, verifying
from tracker.accounts.addresses import normal
from tracker.accounts.forms import (
    ROLE_NAMES,
    AccountForm,
    ChangePasswordForm,
    ColleagueForm,
    ForgottenForm,
    NewPasswordForm,
    RoleForm,
    SignInForm,
)
from tracker.accounts.models import User
from tracker.accounts.password_rules import SHORTEST
from tracker.accounts.signing_in import signed_in
from tracker.db import db, transaction
from tracker.errors import Refused
from tracker.i18n import COOKIE, current_language
from tracker.security import limiter

bp = Blueprint("accounts", __name__)


class OwnRole(Refused):
    """Nobody changes what they are themselves: so a meeting always keeps an organizer."""


def _typed_address() -> str:
    return f"{get_remote_address()} {normal(request.form.get('email'))}"


# A whole secretariat may come in from one address, so that a single account gets less than an address does.
_trying = limiter.limit("10/minute", key_func=_typed_address, methods=["POST"])
_trying_many = limiter.limit("60/minute", methods=["POST"])
_asking = limiter.limit("5/hour", key_func=lambda: normal(request.form.get("email")), methods=["POST"])
_asking_often = limiter.limit("30/hour", methods=["POST"])


@bp.route("/login", methods=["GET", "POST"])
@public
@_trying
@_trying_many
def sign_in() -> ResponseReturnValue:
    wanted = next_page.after(request.args.get("next"), url_for("dashboard.index"))
    if signed_in().is_authenticated:
        return redirect(wanted, 303)
    form = SignInForm()
    if form.is_good():
        trial = verifying.try_password(form.email.data or "", form.password.data or "")
        with transaction():
            user = verifying.settle(trial)
        if user:
            signing_in.begin(user)
            return _in_language(redirect(wanted, 303), user.language, is_chosen=False)
        form.form_errors.append(_refusal())
    return render_template("accounts/sign_in.html", form=form)


def _refusal() -> str:
    """The same whether the account is unknown, locked, or the password wrong."""
    return _(
        "You could not be signed in. Check the e-mail address and the password. After %(number)s wrong passwords in a"
        " row an account is locked for %(minutes)s minutes: wait, or choose a new password.",
        number=verifying.MOST_FAILURES,
        minutes=int(verifying.LOCKED_FOR.total_seconds() // 60),
    )


@bp.post("/logout")
@public
def sign_out() -> ResponseReturnValue:
    signing_in.end()
    flash(_("You are signed out."), "good")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/password/forgotten", methods=["GET", "POST"])
@public
@_asking
@_asking_often
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if form.is_good():
        with transaction():
            mails.post_reset(form.email.data or "", current_language())
        return redirect(url_for("accounts.forgotten_sent"), 303)
    return render_template("accounts/forgotten.html", form=form)


@bp.get("/password/forgotten/sent")
@public
def forgotten_sent() -> ResponseReturnValue:
    return render_template("accounts/forgotten_sent.html")


@bp.route("/password/reset/<token>", methods=["GET", "POST"])
@public
def reset_password(token: str) -> ResponseReturnValue:
    user = links.holder(token)
    if user is None:
        return render_template("accounts/link_expired.html"), 410
    form = NewPasswordForm(user.email, user.name)
    if not form.is_good():
        return render_template("accounts/reset_password.html", form=form, email=user.email, shortest=SHORTEST)
    made = passwords.hashed(form.password.data or "")
    with transaction():
        user = links.holder(token, locked=True)  # once more: of two that come at the same time one sets it
        if user is None:
            return render_template("accounts/link_expired.html"), 410
        granting.set_password(user, made, by=user.actor)
    signing_in.end()
    flash(_("Your new password is set. Sign in with it."), "good")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/account", methods=["GET", "POST"])
@require(Permission.SIGNED_IN)
def account() -> ResponseReturnValue:
    form = AccountForm(data={"name": signed_in().name, "language": signed_in().language})
    if not form.is_good():
        return render_template("accounts/account.html", form=form)
    language = form.language.data
    with transaction():
        granting.describe(_myself(), form.name.data or "", language, by=signed_in().actor)
    flash(_("Your account is saved."), "good")
    return _in_language(redirect(url_for("accounts.account"), 303), language, is_chosen=True)


@bp.route("/account/password", methods=["GET", "POST"])
@require(Permission.SIGNED_IN)
@limiter.limit("10/minute", methods=["POST"])
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(signed_in().email, signed_in().name)
    if not form.is_good() or not _knows_password(form):
        return render_template("accounts/change_password.html", form=form, shortest=SHORTEST)
    made = passwords.hashed(form.password.data or "")
    with transaction():
        granting.set_password(_myself(), made, by=signed_in().actor)
    signing_in.begin(_myself())
    flash(_("Your new password is set. Other devices are signed out."), "good")
    return redirect(url_for("accounts.account"), 303)


def _knows_password(form: ChangePasswordForm) -> bool:
    if passwords.matches(_myself().password_hash, form.current.data or ""):
        return True
    form.current.errors = [_("This is not your current password.")]
    return False


@bp.get("/meetings/<slug>/team")
@require(Permission.MANAGE)
def team(slug: str) -> ResponseReturnValue:
    return _team_page(slug, ColleagueForm())


@bp.post("/meetings/<slug>/team")
@require(Permission.MANAGE)
def add_colleague(slug: str) -> ResponseReturnValue:
    form = ColleagueForm()
    queries.meeting_name(slug)
    if not form.is_good():
        return _team_page(slug, form)
    email, name = form.email.data or "", form.name.data or ""
    try:
        user = _welcome(slug, email, name, form.chosen)
    except (granting.AlreadyInTeam, granting.Deactivated) as refusal:
        form.email.errors = [str(refusal)]
        return _team_page(slug, form)
    flash(
        _("%(name)s now works for this meeting. An e-mail is on its way to %(email)s.", name=user.name, email=email),
        "good",
    )
    return redirect(url_for("accounts.team", slug=slug), 303)


def _welcome(slug: str, email: str, name: str, role: Role) -> User:
    """Where another organizer adds the same person at that very moment, look once more: they are there already."""
    by, language = signed_in().actor, current_language()
    try:
        with transaction():
            return granting.welcome(slug, email, name, role, language=language, by=by)
    except IntegrityError:
        with transaction():
            return granting.welcome(slug, email, name, role, language=language, by=by)


def _team_page(slug: str, form: ColleagueForm) -> str:
    meeting = queries.meeting_name(slug)
    return render_template(
        "accounts/team.html", meeting=meeting, team=queries.team(slug), form=form, role_names=ROLE_NAMES
    )


@bp.get("/meetings/<slug>/team/<int:user_id>")
@require(Permission.MANAGE)
def colleague(slug: str, user_id: int) -> ResponseReturnValue:
    found = queries.colleague(slug, user_id)
    return render_template(
        "accounts/colleague.html",
        meeting=queries.meeting_name(slug),
        colleague=found,
        form=RoleForm(data={"role": found.role.value}),
        is_own=_is_own(user_id),
        role_names=ROLE_NAMES,
    )


@bp.post("/meetings/<slug>/team/<int:user_id>/role")
@require(Permission.MANAGE)
def change_role(slug: str, user_id: int) -> ResponseReturnValue:
    _refuse_own(user_id)
    form = RoleForm()
    if form.is_good():
        with transaction():
            user = granting.grant_of(user_id, slug).user
            granting.give(user, slug, form.chosen, by=signed_in().actor)
        flash(_("The role of %(name)s is changed.", name=user.name), "good")
    return redirect(url_for("accounts.team", slug=slug), 303)


@bp.post("/meetings/<slug>/team/<int:user_id>/removal")
@require(Permission.MANAGE)
def remove_colleague(slug: str, user_id: int) -> ResponseReturnValue:
    _refuse_own(user_id)
    with transaction():
        grant = granting.grant_of(user_id, slug)
        name = grant.user.name
        granting.withdraw(grant, by=signed_in().actor)
    flash(_("%(name)s no longer works for this meeting.", name=name), "good")
    return redirect(url_for("accounts.team", slug=slug), 303)


@bp.post("/meetings/<slug>/team/<int:user_id>/invitation")
@require(Permission.MANAGE)
def invite_again(slug: str, user_id: int) -> ResponseReturnValue:
    with transaction():
        user = granting.grant_of(user_id, slug).user
        mails.post_invitation(user, slug)
    flash(_("A new invitation is on its way to %(email)s.", email=user.email), "good")
    return redirect(url_for("accounts.team", slug=slug), 303)


def _is_own(user_id: int) -> bool:
    return user_id == signed_in().id and not signed_in().is_admin


def _refuse_own(user_id: int) -> None:
    if _is_own(user_id):
        raise OwnRole(_("You cannot change your own role. Ask another organizer of the meeting."))


def _myself() -> User:
    return db.session.get_one(User, signed_in().id)


def _in_language(response: Response, language: str, *, is_chosen: bool) -> Response:
    """The answer, with the account's language kept in the browser unless its reader has one there already."""
    if is_chosen or COOKIE not in request.cookies:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, language, max_age=31536000, samesite="Lax", secure=secure)
    return response
