"""What was recorded, in words: the log, and what undo and redo say."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from . import dates
from .photos import PHOTO, PHOTO_REMOVE
from .plan import (
    ADD,
    CHECK_IN,
    END,
    EVENT,
    MOVE,
    NEW,
    NOTE,
    READY,
    REDO,
    REMOVE,
    REOPEN,
    SET,
    SKIP,
    SYNC,
    TICK,
    TOLD,
    UNDO,
    UPDATE,
    USE,
)
from .timing import clock_of
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .entry import Entry
    from .plan import History, Plan

    Data = Mapping[str, Any]


@frozen
class LogLine:
    """One change as the log shows it; ``taken_back``: undone and not redone since."""

    seq: int
    at: datetime
    day: date
    kind: str
    text: str
    taken_back: bool


def log(history: History) -> list[LogLine]:
    """All that was recorded for a plan, in the order written."""
    return [
        LogLine(
            entry.seq,
            entry.at,
            entry.day,
            entry.kind,
            described(entry, history),
            taken_back=entry.seq in history.changes.taken_back,
        )
        for entry in history.entries
    ]


def described(entry: Entry, history: History) -> str:
    """What a change did, by title and day."""
    plan, data = history.plan, entry.data
    if entry.kind in {UNDO, REDO}:
        change = next((each for each in history.entries if each.seq == data["change"]), None)
        what = described(change, history) if change else "a change"
        return f"{'took back' if entry.kind == UNDO else 'put back'}: {what}"
    if entry.kind in _WORDED:
        return _WORDED[entry.kind](data, plan)
    plainly = {
        NEW: f"made the plan: {plan.checklist.title}",
        USE: "chose this plan",
        END: "ended the plan",
        REOPEN: "opened the plan again",
    }
    return plainly.get(entry.kind, entry.kind)


def _marks(marks: list[dict[str, Any]], plan: Plan) -> str:
    return "; ".join(_mark(each, plan) for each in marks)


def _several(plan: Plan) -> bool:
    """Whether it has to be said of which session something is, also once others were taken off."""
    return len(plan.sessions) + len(plan.removed) > 1


def _mark(each: dict[str, Any], plan: Plan) -> str:
    times = f" {each['times']} times" if each.get("times", 1) > 1 else ""
    several = each["once"] and each["session"] is not None and _several(plan)
    session = f" (session {each['session']})" if several else ""
    title, day = plan.title_of(each["task"]), date.fromisoformat(each["day"])
    return f'"{title}"{session}{times} for {dates.full(day)}'


def _quoted(text: str | None) -> str:
    return f", with a note: {text}" if text else ""


def _about(data: Data, plan: Plan) -> str:
    task = f' on "{plan.title_of(data["task"])}"' if data.get("task") else ""
    return f"{task} for {dates.full(date.fromisoformat(data['day']))}"


def _event(data: Data, plan: Plan) -> str:
    on = dates.full(date.fromisoformat(data["on"]))
    session = f" (session {data['session']})" if _several(plan) else ""
    return f"{data['event']}{session}: open again from {on}" if data["open"] else f"{data['event']}{session}: on {on}"


def _value(name: str, value: Any) -> str:
    kind, _, key = name.partition(".")
    shown = "nothing" if value is None else ", ".join(value) if isinstance(value, list) else str(value)
    if kind == "times" and isinstance(value, int):
        shown = clock_of(value)
    if kind == "visit" and value is not None:
        shown = dates.full(date.fromisoformat(value))
    return f"{key if kind in {'answers', 'times'} else name} to {shown}"


def _session(session: str, day: str) -> str:
    return f"session {session} to {dates.full(date.fromisoformat(day))}"


def _ticked(data: Data, plan: Plan) -> str:
    return f"ticked {_marks(data['ticks'], plan)}{_quoted(data.get('text'))}"


def _skipped(data: Data, plan: Plan) -> str:
    return f"skipped {_marks(data['skips'], plan)}, because: {data['because']}"


def _synced(data: Data, plan: Plan) -> str:
    parts = [f"ticked {_marks(data['ticks'], plan)}"] if data["ticks"] else []
    parts += [_skipped(data, plan)] if data["skips"] else []
    return f"took from a folder of tasks: {'; '.join(parts)}"


def _photographed(data: Data, _: Plan) -> str:
    numbers = ", ".join(str(each["number"]) for each in data["photos"])
    area = f" of {data['area']}" if data["area"] else ""
    return f"photo {numbers}{area} for {dates.full(date.fromisoformat(data['day']))}"


def _photo_removed(data: Data, _: Plan) -> str:
    return f"took off photo {', '.join(map(str, data['numbers']))}"


def _note(data: Data, plan: Plan) -> str:
    return f"note{_about(data, plan)}: {data['text']}"


def _set(data: Data, _: Plan) -> str:
    return "set " + ", ".join(_value(name, value) for name, value in data["values"].items())


def _moved(data: Data, _: Plan) -> str:
    return "moved " + ", ".join(_session(each, day) for each, day in data["sessions"].items())


def _added(data: Data, _: Plan) -> str:
    return f"added session {data['session']} on {dates.full(date.fromisoformat(data['date']))}"


def _removed(data: Data, _: Plan) -> str:
    return f"took off session {data['session']} on {dates.full(date.fromisoformat(data['date']))}"


def _told(data: Data, plan: Plan) -> str:
    return f"told by your clinic: {'; '.join(_word(each, plan) for each in data['items'])}{_quoted(data.get('text'))}"


def _word(each: dict[str, Any], plan: Plan) -> str:
    title = plan.title_of(each["item"])
    several = each["session"] is not None and _several(plan)
    session = f" (session {each['session']})" if several else ""
    if each["drop"] is not None:
        return f'"{title}" taken off from {dates.full(date.fromisoformat(each["drop"]))}'
    named = {word: each[word] for word in ("from", "until") if each[word] is not None}
    ends = ", ".join(f"{word} {dates.full(date.fromisoformat(day))}" for word, day in named.items())
    return f'"{title}"{session} {ends}' if ends else f'"{title}" confirmed'


def _checked_in(data: Data, _: Plan) -> str:
    day = dates.full(date.fromisoformat(data["day"]))
    found = [f"{name} {value:g}" for name, value in data["scores"].items()] + [f"sign {each}" for each in data["signs"]]
    return f"check-in for {day}: {', '.join(found) or 'no score'}{_quoted(data['text'])}"


def _answered(data: Data, _: Plan) -> str:
    said = ", ".join(f"{name} {'yes' if yes else 'no'}" for name, yes in data["answers"].items())
    return f"answered before the treatment, for {dates.full(date.fromisoformat(data['day']))}: {said}"


def _updated(data: Data, _: Plan) -> str:
    document = data["checklist"]
    version = f", version {document['version']}" if document.get("version") else ""
    return f"took the checklist {document['title']} ({document['id']}{version})"


_WORDED: Final[Mapping[str, Callable[[Data, Plan], str]]] = {
    TICK: _ticked,
    SKIP: _skipped,
    NOTE: _note,
    EVENT: _event,
    SET: _set,
    MOVE: _moved,
    ADD: _added,
    REMOVE: _removed,
    TOLD: _told,
    UPDATE: _updated,
    CHECK_IN: _checked_in,
    READY: _answered,
    SYNC: _synced,
    PHOTO: _photographed,
    PHOTO_REMOVE: _photo_removed,
}
