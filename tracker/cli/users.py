"""`flask --app wsgi user …`: the accounts of those who work here."""

import sys

import click
from flask.cli import AppGroup

from tracker.access import Role
from tracker.accounts import granting, passwords, queries
from tracker.accounts.addresses import is_address, normal
from tracker.accounts.forms import FLAWS
from tracker.accounts.models import User
from tracker.accounts.password_rules import flaw
from tracker.audit.models import COMMAND
from tracker.cli.telling import plainly
from tracker.db import transaction
from tracker.i18n import DEFAULT, STAFF_LANGUAGES

user = AppGroup("user", help="Accounts of those who work for meetings.")

_ROLES = click.Choice([role.value for role in granting.MEETING_ROLES])
_from_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


class Address(click.ParamType[str]):
    """An e-mail address, as accounts keep it."""

    name = "email"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        address = normal(value)
        if not is_address(address):
            self.fail(f"{value!r} is no e-mail address such as name@customs.example", param, ctx)
        return address


@user.command("add")
@click.argument("email", type=Address())
@click.option("--name", required=True, help="As colleagues read it.")
@click.option("--role", type=_ROLES, help="In the meeting that --meeting names.")
@click.option("--meeting", metavar="SLUG", help="For which the role is given.")
@click.option("--admin", is_flag=True, help="May do everything, in every meeting.")
@click.option("--language", type=click.Choice(list(STAFF_LANGUAGES)), default=DEFAULT, show_default=True)
@_from_stdin
@plainly()
def add(  # noqa: PLR0913 (the options of the command)
    email: str, name: str, role: str | None, meeting: str | None, language: str, *, admin: bool, password_stdin: bool
) -> None:
    """Open an account, e.g. user add amina@customs.example --name "Amina Diallo" --admin."""
    if bool(role) != bool(meeting):
        message = "--role and --meeting go together: a role is held in one meeting"
        raise click.UsageError(message)
    _check_free(email)
    _check_meeting(meeting)
    password_hash = passwords.hashed(_password(email, name, from_stdin=password_stdin))
    with transaction():
        made = granting.open_account(email, name, language=language, by=COMMAND, is_admin=admin)
        granting.set_password(made, password_hash, by=COMMAND)
        if role and meeting:
            granting.give(made, meeting, Role(role), by=COMMAND)
    click.echo(f"{email} can sign in{_as_what(role, meeting, is_admin=admin)}.")


@user.command("list")
@plainly()
def show() -> None:
    """All accounts and their roles."""
    accounts = queries.accounts()
    if not accounts:
        click.echo("There is no account yet: user add EMAIL --name NAME --admin opens the first one.")
    for account in accounts:
        click.echo(f"{account.email}  {account.name}  {_roles(account)}")


@user.command("grant")
@click.argument("email", type=Address())
@click.option("--role", type=_ROLES, required=True)
@click.option("--meeting", metavar="SLUG", required=True)
@plainly()
def grant(email: str, role: str, meeting: str) -> None:
    """Give a role in a meeting, instead of any that the account has there."""
    _check_meeting(meeting)
    with transaction():
        granting.give(_account(email), meeting, Role(role), by=COMMAND)
    click.echo(f"{email} is {role} of {meeting}.")


@user.command("password")
@click.argument("email", type=Address())
@_from_stdin
@plainly()
def password(email: str, *, password_stdin: bool) -> None:
    """Set another password: unlocks the account and signs it out everywhere."""
    name = _account(email).name
    password_hash = passwords.hashed(_password(email, name, from_stdin=password_stdin))
    with transaction():
        granting.set_password(_account(email), password_hash, by=COMMAND)
    click.echo(f"{email} has a new password.")


@user.command("deactivate")
@click.argument("email", type=Address())
@plainly()
def deactivate(email: str) -> None:
    """Close an account: it is signed out at once and cannot sign in."""
    with transaction():
        granting.deactivate(_account(email), by=COMMAND)
    click.echo(f"{email} is closed. user reactivate {email} opens it again.")


@user.command("reactivate")
@click.argument("email", type=Address())
@plainly()
def reactivate(email: str) -> None:
    """Open a closed account again, with its roles and its password."""
    with transaction():
        granting.reactivate(_account(email), by=COMMAND)
    click.echo(f"{email} can sign in again.")


def _account(email: str) -> User:
    found = granting.account(email)
    if found is None:
        message = f"There is no account for {email}; user list shows all."
        raise click.ClickException(message)
    return found


def _check_free(email: str) -> None:
    if granting.account(email):
        message = f"There is already an account for {email}: user grant gives it another role."
        raise click.ClickException(message)


def _check_meeting(slug: str | None) -> None:
    slugs = queries.meeting_slugs() if slug else []
    if slug and slug not in slugs:
        message = f"There is no meeting {slug!r}; there are: {', '.join(slugs) or 'none yet'}."
        raise click.ClickException(message)


def _password(email: str, name: str, *, from_stdin: bool) -> str:
    """The password that was typed or piped in, once it is good enough."""
    given = sys.stdin.readline().rstrip("\r\n") if from_stdin else _prompted()
    found = flaw(given, email=email, name=name)
    if found:
        raise click.ClickException(str(FLAWS[found]))
    return given


def _prompted() -> str:
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return answer


def _as_what(role: str | None, meeting: str | None, *, is_admin: bool) -> str:
    parts = [f"as {role} of {meeting}"] if role else []
    return " " + " and ".join([*parts, "as administrator"] if is_admin else parts) if role or is_admin else ""


def _roles(account: queries.Account) -> str:
    parts = ["administrator"] if account.is_admin else []
    parts += [f"{role.value} of {slug}" for slug, role in account.roles]
    parts += ["closed"] if account.is_deactivated else []
    return ", ".join(parts) or "no role"
