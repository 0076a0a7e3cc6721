"""What is answered to a question, as programs read it: when, how, whether, and back from a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core.call import NONE
from resurf_cli.core.checklist import Task
from resurf_cli.core.timing import clock_of
from resurf_cli.pages import questions as to_ask
from resurf_cli.pages import ready as before
from resurf_cli.pages.call import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resurf_cli.core.backwards import Backwards, Fitting, Over
    from resurf_cli.core.calendar import Calendar
    from resurf_cli.core.call import CallSheet
    from resurf_cli.core.check_in import Answer, DiaryPage, RaisedSign
    from resurf_cli.core.checklist import Measure
    from resurf_cli.core.diary import CheckIn, Score
    from resurf_cli.core.questions import Asking, Personal, QuestionsPage
    from resurf_cli.core.ready import ReadyPage, Reason
    from resurf_cli.core.timeline import EventDay, Lane, Once, Stretch, Timeline
    from resurf_cli.core.todos import Synced
    from resurf_cli.core.when import Again, WhenPage
    from resurf_cli.pages.calendar import Entry

    from .parts import Object


from . import parts


def calendar(found: Calendar, made: Sequence[Entry]) -> Object:
    """What goes into a calendar: ``resurf.calendar/1``."""
    return {
        "schema": "resurf.calendar/1",
        "plan": found.plan.id,
        "date": parts.iso(found.today),
        "entries": [
            {
                "uid": each.uid,
                "kind": each.kind,
                "title": each.title,
                "from": parts.iso(each.first),
                "until": parts.iso(each.last),
                "at": None if each.at is None else clock_of(each.at),
                "rings": each.rings,
                "text": list(each.text),
            }
            for each in made
        ],
    }


def synced(found: Synced) -> Object:
    """What a sync came to: ``resurf.calendar-sync/1``."""
    taken = found.taken
    marks = [("done", each) for each in taken.ticks] + [("skipped", each) for each in taken.skips]
    return {
        "schema": "resurf.calendar-sync/1",
        "plan": found.ledger.plan.id if found.ledger else None,
        "date": parts.iso(found.today),
        "taken": [
            {
                "id": each["task"],
                "session": each["session"],
                "date": each["day"],
                "said": said,
                "times": each.get("times"),
            }
            for said, each in marks
        ],
        "new": found.new,
        "changed": found.changed,
        "cancelled": found.cancelled,
        "waiting": [{"id": each.task, "date": parts.iso(each.day)} for each in taken.waiting],
        "unknown": [{"id": each.task, "date": parts.iso(each.day)} for each in taken.unknown],
        "broken": [{"file": name, "reason": why} for name, why in found.broken],
    }


def backwards(found: Backwards, command: str) -> Object:
    """The latest treatment date that fits: ``resurf.plan-new/1``."""
    return {
        "schema": "resurf.plan-new/1",
        "checklist": found.plan.checklist.id,
        "date": parts.iso(found.today),
        "ready_by": parts.iso(found.by),
        "avoid": [_over(each) for each in (found.latest.over if found.latest else ())],
        "latest": None if found.latest is None else _fitting(found.latest),
        "expected": parts.iso(found.expected),
        "careful": parts.iso(found.careful),
        "earlier": [_fitting(each) for each in found.earlier],
        "still": [parts.ban(line) for line in found.still],
        "expect": [parts.expected(each) for each in found.normal],
        "command": command,
    }


def _over(each: Over) -> Object:
    hangs_on = [{"id": event, "session": session, "date": parts.iso(day)} for event, session, day in each.hangs_on]
    days = {"until": parts.iso(each.last), "events": hangs_on}
    return {"id": each.ban.id, "what": each.ban.what, **days, **parts.said(each.ban.said, each.applies)}


def _fitting(found: Fitting) -> Object:
    begun = [
        {"id": each.ref, "title": each.title, "from": parts.iso(each.first), "applies": parts.ANSWERS[each.applies]}
        for each in found.begun
    ]
    days = {
        "sessions": [parts.iso(day) for day in found.sessions],
        "begins": parts.iso(found.begins),
        "needs": found.needs,
    }
    return {"date": parts.iso(found.first), **days, "begun": begun}


def timeline(page: Timeline) -> Object:
    """The whole journey: ``resurf.timeline/1``; what is over is in it."""
    return {
        "schema": "resurf.timeline/1",
        "plan": page.plan.id,
        "date": parts.iso(page.today),
        "from": parts.iso(page.first),
        "until": parts.iso(page.last),
        "sessions": parts.sessions(page.plan),
        "avoid": [{"id": lane.item.id, "what": lane.title, **_lane(lane)} for lane in page.bans],
        "tasks": [{**_laned(lane.item), **_lane(lane)} for lane in page.care if isinstance(lane.item, Task)],
        "once": [_once(each) for each in page.once],
        "expect": [{"id": lane.item.id, "what": lane.title, **_lane(lane)} for lane in page.normal],
        "events": [_event_day(each) for each in page.events],
        "visits": [{"id": each.visit.id, "what": each.visit.what, "date": parts.iso(each.on)} for each in page.visits],
    }


def _laned(task: Task) -> Object:
    optional = {"optional": task.optional, "as_needed": task.as_needed}
    return {"number": task.number, "id": task.id, "title": task.do, "phase": task.phase, **optional}


def _lane(lane: Lane) -> Object:
    return {"windows": [_stretch(each) for each in lane.stretches], **parts.said(lane.said, lane.applies)}


def _stretch(each: Stretch) -> Object:
    days = {"from": parts.iso(each.first), "until": parts.iso(each.last), "depends_on": each.depends_on}
    return {"session": each.session, **days, "state": each.state, "open": each.open}


def _once(each: Once) -> Object:
    days = {"session": each.session, **parts.days_of(each.window), "settled": each.settled}
    return {**_laned(each.task), **days, **parts.said(each.task.said, each.applies)}


def _event_day(each: EventDay) -> Object:
    days = {"date": parts.iso(each.happened), "expected": parts.iso(each.expected)}
    return {"id": each.event.id, "session": each.session, **days, "applies": parts.ANSWERS[each.applies]}


def when(page: WhenPage) -> Object:
    """When something may be done again: ``resurf.when/1``; ``query`` null: all bans, by date."""
    return {
        "schema": "resurf.when/1",
        "plan": page.plan.id,
        "query": page.asked,
        "loosely": page.loosely,
        "date": parts.iso(page.day),
        "matches": [_again(each) for each in page.found],
    }


def _again(each: Again) -> Object:
    said = each.ban.said
    return {
        "id": each.ban.id,
        "what": each.ban.what,
        "answer": each.answer,
        "windows": [{**parts.span(span), "strict": span.strict} for span in each.spans],
        "allowed_from": parts.iso(each.allowed_from),
        "allowed_until": parts.iso(each.allowed_until),
        "expected_from": parts.iso(each.expected_from),
        "waits_for": [event.id for event in each.waits],
        "name": each.name or None,
        "partly": each.partly,
        "why": each.ban.why or None,
        "instead": each.ban.instead or None,
        "range": said.range or None,
        **parts.said(said, each.applies),
    }


def check_in(answer: Answer, *, stored: bool) -> Object:
    """The answer to a check-in: ``resurf.check-in/1``."""
    return {
        "schema": "resurf.check-in/1",
        "plan": answer.sheet.plan.id if answer.sheet else None,
        "date": parts.iso(answer.check_in.day),
        "time": f"{answer.check_in.at:%H:%M}",
        "urgency": answer.urgency,
        "signs": [_raised(each) for each in answer.raised],
        "call": parts.call(answer.contact),
        "numbers": parts.numbers(answer.lines),
        "say": say(answer.sheet) if answer.sheet and answer.urgency != NONE else [],
        "not_asked": [each.id for each in answer.not_asked],
        "signs_asked": answer.signs_asked,
        "expect": [parts.expected(each) for each in answer.normal],
        "stored": stored,
    }


def _raised(each: RaisedSign) -> Object:
    return {**each.raised.written(), **parts.said(each.item.said, each.applies), "counted_from": each.counted_from}


def call(sheet: CallSheet) -> Object:
    """Whom to call at this hour, and what to read out: ``resurf.call/1``."""
    return {
        "schema": "resurf.call/1",
        "plan": sheet.plan.id,
        "date": parts.iso(sheet.day),
        "call": parts.call(sheet.plan.contact),
        "numbers": parts.numbers(sheet.lines),
        "urgency": sheet.urgency,
        "say": say(sheet),
    }


def diary(page: DiaryPage) -> Object:
    """The diary: ``resurf.check-in-history/1``."""
    return {
        "schema": "resurf.check-in-history/1",
        "plan": page.plan.id,
        "date": parts.iso(page.today),
        "measures": [_measure(each, found) for each, found in page.measures],
        "check_ins": [_check_in(each) for each in page.check_ins],
    }


def _measure(each: Measure, found: Sequence[Score]) -> Object:
    return {
        "name": each.id,
        "ask": each.ask,
        "unit": each.unit or None,
        "scale": list(each.scale) if each.scale else None,
        "scores": [{"date": parts.iso(one.day), "time": f"{one.at:%H:%M}", "value": one.value} for one in found],
    }


def _check_in(each: CheckIn) -> Object:
    return {
        "date": parts.iso(each.day),
        "time": f"{each.at:%H:%M}",
        "scores": dict(each.scores),
        "signs": list(each.signs),
        "note": each.note or None,
        "raised": [raised.written() for raised in each.raised],
    }


def ready(page: ReadyPage) -> Object:
    """Whether the treatment day can go ahead: ``resurf.ready/1``."""
    return {
        "schema": "resurf.ready/1",
        "date": parts.iso(page.today),
        "session": page.session,
        "session_date": parts.iso(page.session_date),
        "verdict": page.verdict,
        "reasons": [_reason(each, page) for each in page.reasons],
        "plan": page.plan.id,
        "answered": [{"id": each.item.id, "answer": "yes" if each.answer else "no"} for each in page.answered],
        "asked_from": parts.iso(page.asked_from),
        "call": parts.call(page.plan.contact),
        "numbers": parts.numbers(page.lines),
    }


def questions(page: QuestionsPage) -> Object:
    """What to ask at the visit, all of it: ``resurf.questions/1``."""
    return {
        "schema": "resurf.questions/1",
        "plan": page.plan.id,
        "date": parts.iso(page.today),
        "treated": parts.iso(page.treated),
        "unconfirmed": page.unconfirmed,
        "consult": [{"id": task.id, "title": task.do} for task in page.consult],
        "unused": [parts.unused(each) for each in page.unused],
        "notes": [parts.note(each) for each in page.notes],
        "earlier": page.earlier,
        "questions": [_personal(each) for each in page.personal],
        "instructions": [_asking(each, page) for each in page.instructions],
    }


def _personal(each: Personal) -> Object:
    question = each.question
    return {"id": question.id, "ask": question.ask, "kind": question.kind, "decides": list(each.decides)}


def _asking(each: Asking, page: QuestionsPage) -> Object:
    often = each.item.repeat.words if isinstance(each.item, Task) else None
    return {
        "id": each.ref,
        "title": to_ask.title(each),
        "why": each.why.value,
        "says": to_ask.says(each, page),
        "repeat": often,
        "soon": parts.iso(each.soon),
        "on": parts.iso(each.on),
        "days": [{"session": session, **parts.days_of(window)} for session, window in each.windows],
        "windows": [parts.span(span) for span in each.spans],
        "range": each.said.range or None,
        "command": to_ask.command(each),
        **parts.said(each.said, each.applies),
    }


def _reason(each: Reason, page: ReadyPage) -> Object:
    return {
        "id": each.id,
        "text": before.text(each, page),
        "verdict": each.verdict,
        "kind": each.kind.value,
        "about": each.ref or None,
        "answer": None if each.answer is None else parts.ANSWERS[each.answer],
        "missed": [parts.iso(day) for day in each.days] if each.kind.value in {"missed", "begun"} else [],
        "command": before.command(each, page) or None,
        **parts.said(each.item.said, each.applies),
    }
