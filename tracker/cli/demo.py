"""`flask demo`."""

import click
from flask.cli import with_appcontext

from tracker import config
from tracker.cli.telling import plainly
from tracker.demo import accounts, loading


@click.command()
@with_appcontext
@plainly()
def demo() -> None:
    """Load the demo meetings with their people, as far as they are missing."""
    click.echo(loading.load().summary)
    for account in accounts.known(config.settings().instance):
        click.echo(f"  {account.role:<10} {account.email:<32} {account.password}")
