"""Events: days that only the patient or the clinic can know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from resurf_cli.cli.options import Session, Yes, complete_events
from resurf_cli.core import dates
from resurf_cli.core.plan import EVENT
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from datetime import date

    from resurf_cli.cli.context import Surroundings, Written
    from resurf_cli.core.checklist import Event
    from resurf_cli.core.progress import Ledger


def happened(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", autocompletion=complete_events)],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it happened.")] = None,
    session: Session = None,
    not_yet: Annotated[bool, typer.Option("--not-yet", help="It has opened again, or was recorded too early.")] = False,
    yes: Yes = False,
) -> None:
    """Record that the skin has closed, a dressing is off.

    Days that only you or your clinic can know.

    Examples: resurf happened healed · resurf happened healed --on yesterday · resurf happened healed --not-yet
    """
    here: Surroundings = ctx.obj
    ledger = here.ledger()
    found = _event(ledger, event)
    day = here.past_date(on, ledger.history, "record it when it has happened")
    number = _session_of(ledger, session, day)
    if not_yet and ledger.plan.happened(found.id, number, day) is None:
        here.say(f'"{found.id}" is not recorded on {dates.full(day)}: nothing was changed.')
        return
    if not not_yet and not _not_too_early(here, ledger, found, number, day, yes=yes):
        here.say("Nothing was recorded.")
        return
    data = {"event": found.id, "session": number, "on": day.isoformat(), "open": not_yet}
    written = here.write(EVENT, lambda _: data)
    _report_event(here, written, found, day, not_yet=not_yet)


def _event(ledger: Ledger, word: str) -> Event:
    events = ledger.plan.checklist.events
    fitting = [word] if word in events else [each for each in events if word and each.startswith(word)]
    if len(fitting) != 1:
        names = ", ".join(fitting or events) or "none"
        reason = "fits more than one event" if fitting else "is no event of this plan"
        raise NotFound(f'"{word}" {reason}. There are: {names}.')
    return events[fitting[0]]


def _session_of(ledger: Ledger, session: int | None, day: date) -> int:
    plan = ledger.plan
    if session is not None and session not in plan.sessions:
        names = ", ".join(str(each) for each in sorted(plan.sessions))
        raise NotFound(f"There is no session {session} in this plan. There are: {names}.")
    number = plan.session_on(day) if session is None else session
    if day < plan.sessions[number]:
        treated = dates.said(plan.sessions[number], ledger.today)
        raise UsageError(f"{dates.full(day)} is before the treatment ({treated}): nothing was recorded.")
    return number


def _not_too_early(here: Surroundings, ledger: Ledger, event: Event, session: int, day: date, *, yes: bool) -> bool:
    earliest = ledger.schedule.event_day(event, session, "earliest")
    if earliest is None or day >= earliest:
        return True
    question = f"This is earlier than usual (from {dates.full(earliest)}). {event.ask} Record it for {dates.full(day)}?"
    return here.confirmed(question, yes=yes)


def _report_event(here: Surroundings, written: Written, event: Event, day: date, *, not_yet: bool) -> None:
    from resurf_cli.core.changes import shifts
    from resurf_cli.pages.changes import shifted

    what = "open again from" if not_yet else "on"
    here.say(f"Recorded: {event.id}, {what} {dates.said(day, here.today)}.")
    for text in shifted(shifts(written.before, written.after), here.today):
        here.say(text)
