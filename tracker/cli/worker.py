"""`flask --app wsgi worker`: delivers the mail, makes long workbooks, reminds and erases what nobody needs any more."""

import signal
import threading
from collections import Counter

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info

from tracker.attendance import opening
from tracker.exports.attendance import jobs
from tracker.mailing import reminding
from tracker.online.live.forgetting import forget_marks
from tracker.outbox import delivering
from tracker.outbox.transports import Away
from tracker.registration import forgetting
from tracker.registration.importing.uploads import forget_uploads
from tracker.registration.papers.forgetting import forget_papers, forget_passports, forget_photos, sweep_papers
from tracker.registration.seats import offering

MINUTELY = (opening.record_openings,)
PAPER_CHORES = (forget_passports, forget_photos, forget_papers, sweep_papers)
CHORES = (
    offering.lapse,
    reminding.remind_everybody,
    forgetting.forget_drafts,
    forgetting.forget_needs,
    forget_uploads,
    forget_marks,
    jobs.forget_jobs,
    *PAPER_CHORES,
)


@click.command()
@click.option("--once", is_flag=True, help="Deliver what is due now, then end.")
@pass_script_info
def worker(info: ScriptInfo, *, once: bool) -> None:
    """Deliver mail until SIGTERM or Ctrl-C, finishing the one in hand."""
    app = info.load_app()
    if once:
        while jobs.make_next(app):
            pass
        _deliver_once(app)
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # From a thread of its own: a handler that interrupts Event.wait() would wait for the lock that it interrupted.
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    # Workbooks that take long are made beside the mail, which does not wait for them.
    maker = threading.Thread(target=jobs.run, args=(app, stop))
    maker.start()
    delivering.run(app, stop, chores=CHORES, minutely=MINUTELY)
    maker.join()


def _deliver_once(app: Flask) -> None:
    try:
        outcomes = delivering.deliver_due(app)
    except Away as error:
        message = f"The mail server cannot be reached; mail waits. It said: {error}"
        raise click.ClickException(message) from error
    click.echo(_said(outcomes))


def _said(outcomes: Counter[delivering.Outcome]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items()) or "nothing to send"
