"""What changes the record of a plan: ticks, skips, notes, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli.cli.marking import checked_note, named, report_skips, report_ticks, settle, take_back, tick
from resurf_cli.cli.options import For, Session, Tasks, complete_tasks
from resurf_cli.core import dates
from resurf_cli.core.log import described
from resurf_cli.core.plan import NOTE, REDO, changes
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.progress import Ledger

MOST_TICKS: Final = 24
"""The most ticks one command records for a task: a repeat asks for 24 a day at most."""


# --- done ------------------------------------------------------------------------------------------------------------


def done(
    ctx: typer.Context,
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TASK]...", help="Ids, beginnings or numbers.", autocompletion=complete_tasks),
    ] = None,
    day: For = None,
    times: Annotated[int, typer.Option("--times", metavar="N", help="How many ticks.")] = 1,
    text: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note for the clinic.")] = "",
    session: Session = None,
) -> None:
    """Tick tasks; alone, walk through what is open.

    Alone it needs a terminal: one key for each task, saved after every key.

    Examples: resurf done ointment · resurf done 17 18 --for yesterday · resurf done wash --times 2
    """
    here: Surroundings = ctx.obj
    if not 1 <= times <= MOST_TICKS:
        raise UsageError(f"--times is how many ticks: from 1 to {MOST_TICKS}.")
    if not tasks:
        from resurf_cli.cli.walk import walk

        if day is not None or text:
            raise UsageError("Which task? resurf done TASK --for DATE; resurf today shows today's.")
        walk(here)
        return
    checked_note(text)
    report_ticks(here, tick(here, tasks, day, times=times, session=session, text=text))


# --- skip ------------------------------------------------------------------------------------------------------------


def skip(
    ctx: typer.Context,
    tasks: Tasks,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; your clinic reads it.")] = "",
    day: For = None,
    session: Session = None,
) -> None:
    """Leave tasks undone, with the reason.

    Example: resurf skip walk --because "too swollen"
    """
    here: Surroundings = ctx.obj
    reason = because.strip()
    if not reason and here.interactive:
        reason = here.ask("Why? Your clinic reads it:")
    if not reason:
        raise UsageError('Nothing was skipped: a reason is needed, for example --because "too swollen".')
    checked_note(reason)
    report_skips(here, *settle(here, tasks, day, reason, session=session))


# --- undo and redo ---------------------------------------------------------------------------------------------------


def undo(
    ctx: typer.Context,
    task: Annotated[str | None, typer.Argument(metavar="[TASK]", autocompletion=complete_tasks)] = None,
) -> None:
    """Take the last change back, or the last to a task.

    As often as you ask.

    Examples: resurf undo · resurf undo ointment
    """
    take_back(ctx.obj, task)


def redo(ctx: typer.Context) -> None:
    """Put back what undo took back last.

    Example: resurf redo
    """
    here: Surroundings = ctx.obj
    found: list[str] = []

    def data(ledger: Ledger) -> dict[str, Any] | None:
        undone = changes(ledger.history.entries).undone
        if not undone:
            return None
        change = next(each for each in ledger.history.entries if each.seq == undone[-1])
        found.append(described(change, ledger.history))
        return {"change": change.seq}

    here.write(REDO, data)
    here.say(f"Put back: {found[0]}." if found else "There is nothing to put back.")


# --- note ------------------------------------------------------------------------------------------------------------


def note(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    task: Annotated[str | None, typer.Option("--task", metavar="TASK", autocompletion=complete_tasks)] = None,
    day: For = None,
) -> None:
    """Write a note for the clinic.

    A text that begins with a dash stands behind two: resurf note -- "-5 pain"

    Example: resurf note "stings after washing" --task wash
    """
    here: Surroundings = ctx.obj
    if not text.strip():
        raise UsageError("The note is empty: nothing was recorded.")
    checked_note(text)

    noted: list[tuple[date, str | None]] = []

    def data(ledger: Ledger) -> dict[str, Any]:
        on = here.past_date(day, ledger.history, "a note can be made then")
        noted.append((on, None if task is None else named(ledger, task, on)))
        return {"text": text, "day": on.isoformat(), "task": noted[0][1]}

    here.write(NOTE, data)
    [(on, named_task)] = noted
    about = f" on {named_task}" if named_task else ""
    when = "" if on == here.today else f" for {dates.said(on, here.today)}"
    here.say(f"Noted{about}{when}. resurf summary shows it to your clinic.")
