"""Events: days that only the patient or the clinic can know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resurf_cli.cli.options import Session, Yes, complete_events
from resurf_cli.core import dates
from resurf_cli.core.plan import EVENT
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings
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
    data = {"event": found.id, "session": number, "on": day.isoformat(), "open": not_yet}
    if not not_yet and ledger.plan.happened(found.id, number, here.today) == day:
        here.say(f"Recorded already: {found.id}, on {dates.said(day, here.today)}. Nothing was changed.")
        return
    if not not_yet and not _not_too_early(here, ledger, found, data, yes=yes):
        here.say("Nothing was recorded.")
        return
    written = here.write(EVENT, lambda _: data, ledger.plan.id)
    here.say(f"Recorded: {_recorded(ledger, data, here.today)}.")
    for text in _changes(written.before, written.after, data) or ["Nothing changes on the pages from today on."]:
        here.say(text)


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


def _not_too_early(here: Surroundings, ledger: Ledger, event: Event, data: dict[str, Any], *, yes: bool) -> bool:
    """Whether it may be recorded; before its earliest day what that would change is shown, and asked about."""
    day, session = date.fromisoformat(data["on"]), data["session"]
    earliest = ledger.schedule.event_day(event, session, "earliest")
    if earliest is None or day >= earliest:
        return True
    if not yes:
        for text in _changes(ledger, here.would_be(ledger, EVENT, data), data):
            here.tell(text) if here.interactive else here.say(text)
    question = f"This is earlier than usual (from {dates.full(earliest)}). {event.ask} Record it for {dates.full(day)}?"
    return here.confirmed(question, yes=yes)


def _recorded(before: Ledger, data: dict[str, Any], today: date) -> str:
    """What is recorded, and in the place of which day."""
    event, session, day = data["event"], data["session"], date.fromisoformat(data["on"])
    which = f"{event} (session {session})" if len(before.plan.sessions) > 1 else event
    if data["open"]:
        return f"{which}, open again from {dates.said(day, today)}"
    was = before.plan.happened(event, session, today)
    return f"{which}, on {dates.said(day, today)}{f', not {dates.full(was)}' if was else ''}"


def _changes(before: Ledger, after: Ledger, data: dict[str, Any]) -> list[str]:
    from resurf_cli.core.happening import happening
    from resurf_cli.pages.happening import happened

    day = date.fromisoformat(data["on"])
    return happened(happening(before, after, data["event"], data["session"], day), after.plan, after.today)
