"""What several shapes have in common: an instruction with its days, whose word it is, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.checklist import Ban, Expect, Sign, Supply, Task
from resurf_cli.core.marks import label
from resurf_cli.core.timing import Kind, clock_of
from resurf_cli.pages import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from resurf_cli.core.avoid import BanLine, Span
    from resurf_cli.core.checklist import Checklist, Edition, Question, Said
    from resurf_cli.core.day import Normal
    from resurf_cli.core.hours import Lines
    from resurf_cli.core.plan import Note, Plan
    from resurf_cli.core.progress import Figure, Line
    from resurf_cli.core.schedule import Window
    from resurf_cli.core.telling import Unused
    from resurf_cli.core.told import Told


Object = dict[str, Any]

ANSWERS: Final = {True: "yes", False: "no", None: "unknown"}


def iso(found: date | None) -> str | None:
    """A date as an ISO text, or nothing."""
    return None if found is None else found.isoformat()


def figure(found: Figure) -> Object:
    """What was done, is due and was skipped, in ticks."""
    return {"done": found.done, "due": found.due, "skipped": found.skipped}


def numbered(line: Line) -> int | str | None:
    """The number of a line's task: a whole number, or the text "7.2" for a ``once`` task of a later session."""
    found = label(line.task, line.occurrence.session)
    return int(found) if found.isdigit() else found or None


def task(line: Line, plan: Plan, number: int | str | None) -> Object:
    """A task on a day, with its outcome."""
    mine, occurrence, window = line.task, line.occurrence, line.occurrence.window
    session = occurrence.session
    times = occurrence.ticks if mine.repeat.kind is Kind.MOMENTS else ()
    found: Object = {
        "number": number,
        "id": mine.id,
        "title": mine.do,
        "session": session,
        "day": None if session is None else (occurrence.day - plan.sessions[session]).days,
        "phase": mine.phase,
        **days_of(window),
        "times": line.times,
        "done": line.done,
        "skipped": line.skipped,
        "because": line.outcome.because or None,
        "at": [clock_of(tick.minutes) for tick in times if tick.minutes is not None],
        "when": [tick.moment for tick in times if tick.moment is not None],
        "status": line.status.value,
        "counted": line.counted,
        "optional": mine.optional,
        "as_needed": mine.as_needed,
        "medicine": mine.medicine,
        **said(mine.said, line.occurrence.applies),
        "late_until": iso(line.late_until),
    }
    if mine.as_needed:
        found["last"] = line.last.isoformat() if line.last else None
    if mine.as_needed or mine.at_most:
        found["at_most"] = mine.at_most or None
    return found


def days_of(window: Window) -> Object:
    """The days of a window, and what they hang on."""
    return {"from": iso(window.first), "until": iso(window.last), "depends_on": window.depends_on}


def said(found: Said, mine: bool | None) -> Object:  # noqa: FBT001 - the answer itself, yes, no or unknown
    """Whose word an instruction is, whether it applies, and where it comes from."""
    return {
        "applies": ANSWERS[mine],
        "origin": found.origin,
        "source": list(found.source),
        "basis": found.basis,
    }


def span(found: Span) -> Object:
    """The days of a ban over the sessions that it joins."""
    return {
        "from": iso(found.first),
        "strict_until": iso(found.strict_last),
        "until": iso(found.last),
        "depends_on": found.depends_on,
    }


def ban(line: BanLine) -> Object:
    """A ban in force on a day."""
    return {
        "id": line.ban.id,
        "what": line.ban.what,
        **span(line.span),
        "now": line.now,
        **said(line.ban.said, line.applies),
    }


def expected(each: Normal) -> Object:
    """Something that is normal."""
    return {"id": each.item.id, "what": each.item.what, **said(each.item.said, each.applies)}


def call(contact: Mapping[str, str]) -> Object:
    """The clinic's numbers and hours, and the emergency number."""
    names = {"day": "day", "hours": "hours", "after_hours": "after-hours", "emergency": "emergency"}
    return {field: contact.get(name) or None for field, name in names.items()}


def told(ref: str, word: Told, plan: Plan, today: date) -> Object:
    """The clinic's latest word about an item; a date that is not used was told for one the session has no more."""
    moved = [
        {
            "session": session,
            "treated": iso(ends.treated[0]),
            "from": iso(ends.first),
            "until": iso(ends.last),
            "used": session in plan.told_ends(ref),
        }
        for session, ends in word.ends.items()
    ]
    dropped = iso(word.dropped) if plan.dropped(ref, today) else None
    who = {"id": ref, "title": plan.title_of(ref), "date": iso(word.on)}
    return {**who, "confirmed": word.confirmed, "dropped": dropped, "dates": moved}


def unused(each: Unused) -> Object:
    """Ends that were told for another date of a session."""
    days = {"treated": iso(each.ends.treated[0]), "from": iso(each.ends.first), "until": iso(each.ends.last)}
    return {"id": each.ref, "title": each.title, "session": each.session, **days}


def others(said: Said) -> Object | None:
    """What the inherited instruction says, where the clinic changed it."""
    found = said.others
    if found is None:
        return None
    return {
        "source": list(found.source),
        "basis": found.basis or "source",
        "range": found.range or None,
        "was": {key: text or None for key, text in found.was.items()},
    }


def instruction(item: words.Item) -> Object:
    """What an item says, by its kind; what it leaves unsaid is null."""
    if isinstance(item, Task):
        return _task_item(item)
    if isinstance(item, Ban):
        more = {"aka": list(item.aka), "why": item.why or None, "instead": item.instead or None}
        return {"kind": "avoid", "title": item.what, **more}
    if isinstance(item, Expect):
        return {"kind": "expect", "title": item.what, "after_that": item.after_that}
    if isinstance(item, Sign):
        return {"kind": "sign", "title": item.sign, "urgency": item.urgency, "why": item.why or None}
    return {"kind": "supply" if isinstance(item, Supply) else "visit", "title": words.title_of(item)}


def _task_item(task: Task) -> Object:
    return {
        "kind": "task",
        "title": task.do,
        "number": task.number,
        "phase": task.phase,
        "repeat": task.repeat.words,
        "how": task.how or None,
        "why": task.why or None,
        "missed": task.missed or None,
        "at_most": task.at_most or None,
        "optional": task.optional,
        "as_needed": task.as_needed,
        "medicine": task.medicine,
    }


def source(each: Any) -> Object:
    """Where an instruction comes from."""
    return {
        "id": each.id,
        "title": each.title,
        "publisher": each.publisher or None,
        "kind": each.kind or None,
        "url": each.url or None,
    }


def numbers(lines: Lines) -> Object:
    """The clinic's numbers in the order to try them at this hour."""
    return {"open": lines.open, "order": [{"name": name, "number": number} for name, number in lines.numbers]}


def checklist_head(found: Checklist) -> Object:
    """Which checklist a plan is made of, and who reviewed it."""
    return {
        "id": found.id,
        "title": found.title,
        "version": found.version or None,
        "reviewed": iso(found.reviewed),
        "reviewer": found.reviewer or None,
        "chain": [edition(each) for each in found.chain],
    }


def edition(each: Edition) -> Object:
    """One of the files that a checklist is made of."""
    return {
        "id": each.id,
        "title": each.title,
        "version": each.version or None,
        "reviewed": iso(each.reviewed),
        "reviewer": each.reviewer or None,
        "clinic": each.clinic or None,
        "shipped": each.shipped,
    }


def sessions(plan: Plan) -> list[Object]:
    """All sessions of a plan."""
    return [{"session": number, "date": iso(when)} for number, when in sorted(plan.sessions.items())]


def answers(plan: Plan) -> Object:
    """The answers by question: a text, or a list where several can be chosen."""
    questions = plan.checklist.questions
    given = {name: plan.answers[name] for name in questions if name in plan.answers}
    return {name: answer(questions[name], found) for name, found in given.items()}


def answer(question: Question, given: Sequence[str]) -> str | list[str] | None:
    """One answer: a text, or a list where several can be chosen."""
    if question.kind == "several":
        return list(given)
    return given[0] if given else None


def note(each: Note) -> Object:
    """A note for the clinic."""
    return {"date": iso(each.day), "time": f"{each.at:%H:%M}", "text": each.text, "task": each.task}
