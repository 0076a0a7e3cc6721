"""The sessions of a plan: moving, adding and taking off one, with what that does shown first."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resurf_cli.cli.making import MOST_SESSIONS
from resurf_cli.cli.options import Session, Yes
from resurf_cli.core import dates
from resurf_cli.core.plan import ADD, MOVE, REMOVE
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.moving import Move
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Ledger


def move(
    ctx: typer.Context,
    date: Annotated[str, typer.Argument(metavar="DATE", help="The new date; +3d or -2w counts from the old one.")],
    session: Session = None,
    keep_interval: Annotated[bool, typer.Option("--keep-interval", help="Later sessions move as far.")] = False,
    yes: Yes = False,
) -> None:
    """Move a session to another date.

    Shows first what shifts, what was done and stays done, and what no longer fits; then asks.

    Examples: resurf plan move 2026-12-17 · resurf plan move -2w --yes · resurf plan move +1w --session 2
    """
    here: Surroundings = ctx.obj
    before = here.ledger()
    sessions = _new_dates(here, before, date, session, keep_interval=keep_interval)
    if not sessions:
        here.say("It is on that day already: nothing was changed.")
        return
    data = {"sessions": {str(number): day.isoformat() for number, day in sessions.items()}}
    found = _what_it_does(here, before, MOVE, data)
    if not _changed(here, before, MOVE, data, found, question="" if yes else "Move it?"):
        return
    here.say(
        f"Moved. {'; '.join(dates.said(day, here.today) for day in sessions.values())}. resurf undo takes it back."
    )


def add_session(
    ctx: typer.Context,
    date: Annotated[str, typer.Argument(metavar="DATE", help="After the last session; +4w counts from it.")],
    yes: Yes = False,
) -> None:
    """Add a session after the last one.

    Says what comes and goes; asks where its day is past, or where something recorded would count no more.

    Examples: resurf plan add-session 2027-03-04 · resurf plan add-session +4w
    """
    here: Surroundings = ctx.obj
    before = here.ledger()
    day = _after_the_last(here, before.plan, date)
    number = before.plan.next_number
    data = {"session": number, "date": day.isoformat()}
    found = _what_it_does(here, before, ADD, data)
    asks = found.loses or day < here.today
    if not _changed(here, before, ADD, data, found, question="Add it?" if asks and not yes else ""):
        return
    here.say(f"Added: session {number} on {dates.said(day, here.today)}. resurf undo takes it back.")


def remove_session(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="Its number: resurf plan show.")],
    yes: Yes = False,
) -> None:
    """Take a session off; what was recorded for it is kept.

    The others keep their numbers. Says what comes and goes; asks where its day is past, or where something recorded
    would count no more.

    Example: resurf plan remove-session 3
    """
    here: Surroundings = ctx.obj
    before = here.ledger()
    day = before.plan.sessions[_which(before.plan, number, here.today)]
    if len(before.plan.sessions) == 1:
        raise UsageError("It is the only session of this plan: resurf plan end ends the plan. Nothing was changed.")
    data = {"session": number, "date": day.isoformat()}
    found = _what_it_does(here, before, REMOVE, data)
    asks = found.loses or found.correction or bool(found.again)
    if not _changed(here, before, REMOVE, data, found, question="Take it off?" if asks and not yes else ""):
        return
    here.say(f"Taken off: session {number} on {dates.said(day, here.today)}. resurf undo brings it back.")


def _what_it_does(here: Surroundings, before: Ledger, kind: str, data: dict[str, Any]) -> Move:
    from resurf_cli.core.moving import move as moving

    return moving(before, here.would_be(before, kind, data))


def _changed(
    here: Surroundings, before: Ledger, kind: str, data: dict[str, Any], found: Move, *, question: str
) -> bool:
    """Write a change and say what it does; with a question that is shown first, and asked. Whether it was written."""
    from resurf_cli.pages.moving import moved

    lines = moved(found, before.plan, here.today)
    if question:
        for words in lines:
            here.tell(words) if here.interactive else here.say(words)
        if not here.confirmed(question, yes=False):
            here.say("Nothing was changed.")
            return False
    here.write(kind, lambda ledger: _unless_changed(ledger, before, data), before.plan.id)
    for words in () if question else lines:
        here.say(words)
    return True


def _unless_changed(ledger: Ledger, before: Ledger, data: dict[str, Any]) -> dict[str, Any]:
    if (ledger.plan.sessions, ledger.plan.removed) != (before.plan.sessions, before.plan.removed):
        raise UsageError("The sessions were changed meanwhile: nothing was changed. Look again with resurf plan show.")
    return data


# --- dates -----------------------------------------------------------------------------------------------------------


def _new_dates(
    here: Surroundings, ledger: Ledger, text: str, session: int | None, *, keep_interval: bool
) -> dict[int, date]:
    """The new dates of the sessions that move; none when nothing moves.

    Raises:
        NotFound: no such session. UsageError: it would pass a neighbour.
    """
    plan = ledger.plan
    number = _which(plan, session, here.today)
    old = plan.sessions[number]
    days = (_read(here, plan, text, old) - old).days
    moving = [each for each in plan.sessions if each == number or (keep_interval and each > number)]
    try:
        found = {each: plan.sessions[each] + timedelta(days=days) for each in moving} if days else {}
    except OverflowError:
        raise UsageError(f'"{text}" leads outside the years 1 to 9999.') from None
    _refuse_passing(plan, found)
    return found


def _read(here: Surroundings, plan: Plan, text: str, from_: date) -> date:
    """A date as it was typed; a relative one counts from a session."""
    relative = text[:1] in "+-"
    return dates.read(text, from_ if relative else here.today, plan.sessions[plan.session_on(here.today)])


def _which(plan: Plan, session: int | None, today: date) -> int:
    if session is not None and session not in plan.sessions:
        raise NotFound(f"There is no session {session}. There are: {', '.join(map(str, sorted(plan.sessions)))}.")
    return session or plan.next_session(today) or max(plan.sessions)


def _refuse_passing(plan: Plan, sessions: dict[int, date]) -> None:
    order = [day for _, day in sorted({**plan.sessions, **sessions}.items())]
    if any(later <= earlier for earlier, later in pairwise(order)):
        raise UsageError("A session cannot be moved past the one before or after it: nothing was changed.")


def _after_the_last(here: Surroundings, plan: Plan, text: str) -> date:
    """The date of a session to be added.

    Raises:
        UsageError: it is not after the last session, or there are as many as a series may have.
    """
    day = _read(here, plan, text, plan.last)
    if day in plan.sessions.values():
        raise UsageError(f"There is a session on {dates.full(day)} already: nothing was changed.")
    if day < plan.last:
        last = dates.full(plan.last)
        raise UsageError(f"A session is added after the last one ({last}), not before: nothing was changed.")
    if len(plan.sessions) >= MOST_SESSIONS:
        raise UsageError(f"A series has at most {MOST_SESSIONS} sessions: nothing was changed.")
    return day
