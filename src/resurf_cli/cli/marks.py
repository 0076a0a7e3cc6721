"""What changes the record of a plan: ticks, skips, notes, events, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli.cli.options import For, Session, Tasks, Yes, complete_events, complete_tasks
from resurf_cli.core import dates
from resurf_cli.core.log import described
from resurf_cli.core.marks import Mark, mark
from resurf_cli.core.plan import EVENT, NOTE, REDO, SKIP, TICK, UNDO, changes, latest_change, touched
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from resurf_cli.cli.context import Surroundings, Written
    from resurf_cli.core.checklist import Event
    from resurf_cli.core.progress import Ledger, Line

MOST_TICKS: Final = 24
"""The most ticks one command records for a task: a repeat asks for 24 a day at most."""
LONGEST_NOTE: Final = 100_000


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


def tick(
    here: Surroundings, words: Sequence[str], day: str | None, *, times: int, session: int | None = None, text: str = ""
) -> tuple[Written, list[Mark]]:
    """Record ticks as one change: all of them or, where one cannot be, none."""
    marks: list[Mark] = []

    def data(ledger: Ledger) -> dict[str, Any]:
        on = here.past_date(day, ledger.history, "it can be ticked then")
        marks.extend(_marks(ledger, words, on, session))
        ticks = [{**each.written(), "times": times} for each in marks]
        return {"ticks": ticks, "day": on.isoformat(), **({"text": text, "task": marks[0].id} if text else {})}

    return here.write(TICK, data), marks


def _marks(ledger: Ledger, words: Sequence[str], day: date, session: int | None) -> list[Mark]:
    found = [mark(ledger, word, day, session) for word in words]
    return list({(each.id, each.session): each for each in found}.values())


def report_ticks(here: Surroundings, recorded: tuple[Written, list[Mark]]) -> None:
    """Say what was ticked, by title, and what is left."""
    written, marks = recorded
    for each in marks:
        here.say(_ticked(each, written.after, here.today))
        if _taken_twice(each):
            here.say(f"It was ticked already that day. If you took it twice, call {_number(written.after)}.")
    if marks and all(each.day == here.today for each in marks):
        here.say(left(written.after, here.today))


def _ticked(each: Mark, after: Ledger, today: date) -> str:
    when = "" if each.day == today else f" for {dates.said(each.day, today)}"
    line = line_after(each, after)
    many = line is not None and (line.times > 1 or line.done > line.times > 0)
    count = f" ({line.done}/{line.times})" if line is not None and many else ""
    session = _for_session(each, after)
    return f"Ticked: {each.title}{session}{count}{when}."


def _for_session(each: Mark, after: Ledger) -> str:
    """Which session a tick of a ``once`` task is for, where there are several."""
    sessions = after.plan.sessions
    return f" for {dates.short(sessions[each.session])}" if each.once and each.session and len(sessions) > 1 else ""


def line_after(each: Mark, after: Ledger) -> Line | None:
    """How a mark's task stands once it was recorded; None for a supply."""
    return None if each.line is None else after.line(each.line.occurrence)


def _taken_twice(each: Mark) -> bool:
    return each.line is not None and each.line.task.medicine and 0 < each.line.times <= each.line.done


def _number(ledger: Ledger) -> str:
    from resurf_cli.pages.words import clinic_call

    return clinic_call(ledger.plan.contact)


def left(ledger: Ledger, today: date) -> str:
    """What is still to be done on a day, in ticks and tasks."""
    lines = [line for line in ledger.lines(today) if line.counted and not line.settled]
    ticks = sum(line.times - line.done for line in lines)
    if not lines:
        return "Nothing more is due today."
    titles = ", ".join(line.task.id for line in lines[:6])
    more = f" and {len(lines) - 6} more" if len(lines) > 6 else ""
    return f"Left today: {ticks} tick{'s' * (ticks != 1)} ({titles}{more})."


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


def settle(
    here: Surroundings, words: Sequence[str], day: str | None, reason: str, *, session: int | None = None
) -> tuple[Written, list[Mark]]:
    """Record skips as one change: all of them or, where one cannot be, none."""
    marks: list[Mark] = []

    def data(ledger: Ledger) -> dict[str, Any]:
        on = here.past_date(day, ledger.history, "it can be skipped then")
        marks.extend(_marks(ledger, words, on, session))
        for each in marks:
            _refuse_done(each)
        return {"skips": [each.written() for each in marks], "because": reason, "day": on.isoformat()}

    return here.write(SKIP, data), marks


def _refuse_done(each: Mark) -> None:
    all_done = each.ticks > 0 if each.line is None else each.line.done >= max(1, each.line.times)
    if all_done:
        raise UsageError(f'Nothing was skipped: "{each.title}" is done already. resurf undo {each.id} takes that back.')


def report_skips(here: Surroundings, written: Written, marks: Sequence[Mark]) -> None:
    """Say what was skipped; of a medicine, whom to tell."""
    for each in marks:
        when = "" if each.day == here.today else f" for {dates.said(each.day, here.today)}"
        here.say(f"Skipped: {each.title}{when}.")
        if each.line is not None and each.line.task.medicine:
            here.say("Tell who prescribed it.")
    if all(each.day == here.today for each in marks):
        here.say(left(written.after, here.today))


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


def take_back(here: Surroundings, task: str | None = None) -> bool:
    """Take a change back and say which; whether there was one."""
    found: list[str] = []

    def data(ledger: Ledger) -> dict[str, Any] | None:
        change = latest_change(ledger.history.entries, None if task is None else _named(ledger, task, here.today))
        if change is None:
            return None
        found.append(described(change, ledger.history))
        return {"change": change.seq}

    here.write(UNDO, data)
    of_task = f' to "{task}"' if task else ""
    here.say(
        f"Taken back: {found[0]}. resurf redo puts it back." if found else f"There is no change{of_task} to take back."
    )
    return bool(found)


def _named(ledger: Ledger, word: str, day: date) -> str:
    """The id that undo means: also of a task that the plan has no more, as long as it was recorded."""
    recorded = {each for entry in ledger.history.entries for each in touched(entry)}
    if word in recorded:
        return word
    from resurf_cli.core.checklist import Supply
    from resurf_cli.core.marks import find
    from resurf_cli.core.plan import SUPPLY

    found = find(ledger, word, day)
    return SUPPLY + found.id if isinstance(found, Supply) else found[0].id


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

    Example: resurf note "stings after washing" --task wash
    """
    here: Surroundings = ctx.obj
    if not text.strip():
        raise UsageError("The note is empty: nothing was recorded.")
    checked_note(text)

    def data(ledger: Ledger) -> dict[str, Any]:
        on = here.past_date(day, ledger.history, "a note can be made then")
        about = None if task is None else _named(ledger, task, on)
        return {"text": text, "day": on.isoformat(), "task": about}

    written = here.write(NOTE, data)
    noted = written.after.plan.notes[-1]
    about = f" on {noted.task}" if noted.task else ""
    when = "" if noted.day == here.today else f" for {dates.said(noted.day, here.today)}"
    here.say(f"Noted{about}{when}. resurf summary shows it to your clinic.")


def checked_note(text: str) -> None:
    """Refuse a text that is too long to be kept.

    Raises:
        UsageError: it is.
    """
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"That is {len(text):,} letters: {LONGEST_NOTE:,} are the most. Nothing was recorded.")


# --- events ----------------------------------------------------------------------------------------------------------


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
