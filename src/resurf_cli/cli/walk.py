"""``resurf done`` alone: what is open today, one key each, saved after every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.cli.marking import left, settle, take_back, tick
from resurf_cli.errors import UsageError

if TYPE_CHECKING:
    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.progress import Ledger, Line

KEYS: Final = "d done · p partly (one tick) · s skip · l leave · b back · q stop"
_KEYS: Final = {
    "d": "done", "p": "partly", "s": "skip", "l": "leave", "\r": "leave", "b": "back", "q": "stop",
}  # fmt: skip


def walk(here: Surroundings) -> None:
    """Go through the tasks that are open today.

    Raises:
        UsageError: nobody is there to press a key.
        Interrupted: Ctrl-C; what was saved stays saved.
    """
    ledger = here.ledger()
    lines = _open(ledger)
    if not here.interactive:
        names = ", ".join(line.task.id for line in lines) or "nothing"
        raise UsageError(f"Open today: {names}. Without a terminal name what was done: resurf done TASK")
    if not lines:
        here.say("Nothing is open today.")
        return
    here.tell(KEYS)
    _go_through(here, [line.task.id for line in lines])
    here.say(left(here.ledger(), here.today))


def _open(ledger: Ledger) -> list[Line]:
    lines = [*ledger.lines(ledger.today), *ledger.still_open(ledger.today)]
    return [line for line in lines if not line.settled and not line.task.as_needed]


def _go_through(here: Surroundings, tasks: list[str]) -> None:
    place, recorded = 0, [False] * len(tasks)
    while place < len(tasks):
        line = _line(here, tasks[place])
        question = f"{place + 1} of {len(tasks)}  {line.task.do}  {line.done}/{line.times} " if line else ""
        key = here.key(question, _KEYS, KEYS) if line else "leave"
        if key == "stop":
            return
        if key == "back":
            place = max(0, place - 1)
            if recorded[place]:
                take_back(here, tasks[place])
                recorded[place] = False
            continue
        recorded[place] = line is not None and _record(here, line, key)
        place += 1


def _line(here: Surroundings, task: str) -> Line | None:
    """How a task stands now: another window may have ticked it since."""
    ledger = here.ledger()
    lines = [*ledger.lines(here.today), *ledger.still_open(here.today)]
    return next((line for line in lines if line.task.id == task), None)


def _record(here: Surroundings, line: Line, key: str) -> bool:
    session = line.occurrence.session
    if key == "done":
        tick(here, [line.task.id], None, times=max(1, line.times - line.done), session=session)
    elif key == "partly":
        tick(here, [line.task.id], None, times=1, session=session)
    elif key == "skip":
        reason = here.ask("Why? Your clinic reads it:")
        if not reason:
            here.tell("Left as it is: skipping needs a reason.")
            return False
        settle(here, [line.task.id], None, reason, session=session)
        if line.task.medicine:
            here.tell("Tell who prescribed it.")
    return key in {"done", "partly", "skip"}
