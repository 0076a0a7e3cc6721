"""Recording ticks and skips as one change each, taking changes back, and saying what each came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.log import described
from resurf_cli.core.marks import Mark, mark
from resurf_cli.core.plan import SKIP, TICK, UNDO, latest_change
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from resurf_cli.cli.context import Surroundings, Written
    from resurf_cli.core.progress import Ledger, Line

LONGEST_NOTE: Final = 100_000


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
        if _taken_twice(each, written.after):
            here.say(f"It is ticked more than once for that day. If you took it twice, call {_number(written.after)}.")
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


def _taken_twice(each: Mark, after: Ledger) -> bool:
    """Whether a medicine has now more ticks for a day than the day asks for, also those of before an update."""
    line = line_after(each, after)
    if line is None or not line.task.medicine:
        return False
    here = line.occurrence.key
    others = [found for key, found in after.plan.outcomes.items() if key.task == here.task and key != here]
    return 0 < line.times < line.done + sum(found.ticks for found in others if found.day == each.day)


def _number(ledger: Ledger) -> str:
    from resurf_cli.pages.words import clinic_call

    return clinic_call(ledger.plan.contact)


def left(ledger: Ledger, today: date) -> str:
    """What is still to be done on a day, in ticks and tasks."""
    unsettled = [line for line in ledger.lines(today) if line.times and not line.settled and not line.task.optional]
    lines = [line for line in unsettled if line.counted]
    ticks = sum(line.times - line.done for line in lines)
    if lines:
        return f"Left today: {ticks} tick{'s' * (ticks != 1)} ({_named(lines)})."
    if unsettled:
        return f"Nothing that counts is left today. Still on the page: {_named(unsettled)}."
    return "Nothing more is on today's page to be done."


def _named(lines: Sequence[Line]) -> str:
    """The ids of the first few tasks, and how many more there are."""
    names = ", ".join(line.task.id for line in lines[:6])
    return f"{names} and {len(lines) - 6} more" if len(lines) > 6 else names


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
        here.say(f"Skipped: {each.title}{_for_session(each, written.after)}{when}.")
        if each.line is not None and each.line.task.medicine:
            here.say("Tell who prescribed it.")
    if all(each.day == here.today for each in marks):
        here.say(left(written.after, here.today))


def take_back(here: Surroundings, task: str | None = None) -> bool:
    """Take a change back and say which; whether there was one."""
    found: list[str] = []

    def data(ledger: Ledger) -> dict[str, Any] | None:
        change = latest_change(ledger.history.entries, None if task is None else named(ledger, task, here.today))
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


def named(ledger: Ledger, word: str, day: date) -> str:
    """The id that undo means: also of a task that the plan has no more, as long as it was recorded."""
    recorded = ledger.history.touched
    if word in recorded:
        return word
    others = [each for each in recorded if each.partition(".")[2] == word]
    if len(others) == 1 and word not in ledger.plan.checklist.tasks:
        return others[0]
    from resurf_cli.core.checklist import Supply
    from resurf_cli.core.marks import find
    from resurf_cli.core.plan import SUPPLY

    found = find(ledger, word, day)
    return SUPPLY + found.id if isinstance(found, Supply) else found[0].id


def checked_note(text: str) -> None:
    """Refuse a text that is too long to be kept.

    Raises:
        UsageError: it is.
    """
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"That is {len(text):,} letters: {LONGEST_NOTE:,} are the most. Nothing was recorded.")
