"""What programs read: one object for each command that reads, ready to be written as JSON.

The shapes are fixed and only grow; those of ``show``, ``signs``, ``log``, ``plan show`` and ``checklist show`` are
written down in ``docs/json.md``. Dates are ISO texts, and texts are as they were written.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core.check_in import NONE
from resurf_cli.core.checklist import PHASES, PREP, Ban, Expect, Sign, Supply, Task
from resurf_cli.core.day import session_days
from resurf_cli.core.differences import differences
from resurf_cli.core.items import cited_by
from resurf_cli.core.marks import label
from resurf_cli.core.schedule import applies
from resurf_cli.core.series import intervals
from resurf_cli.core.timing import Kind, clock_of

from . import questions as to_ask
from . import ready as before
from . import words
from .call import say
from .differences import days
from .supplies import supplies_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.avoid import BanLine, Span
    from resurf_cli.core.backwards import Backwards, Fitting, Over
    from resurf_cli.core.call import CallSheet
    from resurf_cli.core.card import Card, CardDays
    from resurf_cli.core.check_in import Answer, RaisedSign
    from resurf_cli.core.checklist import Checklist, Edition, Measure, Question, Said
    from resurf_cli.core.day import Asked, Begun, Change, DayPage, Listed, Normal, SupplyLine
    from resurf_cli.core.diary import CheckIn, DiaryPage, Score
    from resurf_cli.core.differences import Difference
    from resurf_cli.core.hours import Lines
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.phase import PhaseLine, PhasePage
    from resurf_cli.core.plan import Key, Note, Outcome, Plan
    from resurf_cli.core.progress import Figure, Line
    from resurf_cli.core.questions import Asking, Personal, QuestionsPage
    from resurf_cli.core.ready import ReadyPage, Reason
    from resurf_cli.core.schedule import Window
    from resurf_cli.core.signs import SignLine, SignsPage
    from resurf_cli.core.summary import Former, Summary, TaskSum
    from resurf_cli.core.telling import Unused
    from resurf_cli.core.timeline import EventDay, Lane, Once, Stretch, Timeline
    from resurf_cli.core.told import Told
    from resurf_cli.core.when import Again, WhenPage

    from .words import Shelved

Object = dict[str, Any]

_ANSWERS: Final = {True: "yes", False: "no", None: "unknown"}


def day(page: DayPage) -> Object:
    """Today's page, or another day's: ``resurf.today/1``."""
    return {
        "schema": "resurf.today/1",
        "plan": page.plan.id,
        "date": _iso(page.day),
        "made": _iso(page.plan.made),
        "phase": page.phase,
        "sessions": _sessions_on(page.plan, page.day),
        "assumed": list(page.assumed),
        "tasks": [_task(line, page.plan, _number(line)) for line in (*words.in_order(page.tasks), *page.still_open)],
        "avoid": [_ban(line) for line in page.avoid],
        "expect": [_expected(each) for each in page.expect],
        "signs": [_listed_sign(each) for each in page.signs],
        "call": _call(page.contact),
        "supplies": [_supply(each) for each in page.supplies] if supplies_due(page) else [],
        "tomorrow": {
            "starts": _changes(page.tomorrow.starts),
            "ends": _changes(page.tomorrow.ends),
            "eases": _changes(page.tomorrow.eases),
        },
        "progress": _figure(page.figure),
        "unconfirmed": page.unconfirmed,
        "consult": _figure(page.consult),
        "visits": [{"id": each.visit.id, "what": each.visit.what, "date": _iso(each.on)} for each in page.visits],
        "asked": [_asked(each) for each in page.asked],
        "begun_before": [_begun(each) for each in page.begun_before],
        "not_counted": [_kept(key, outcome, page.plan) for key, outcome in page.kept],
        "begins": _iso(page.begins),
        "over": page.over,
        "unused": [_unused(each) for each in page.unused],
    }


def phase(page: PhasePage) -> Object:
    """The page of a phase: ``resurf.phase/1``; numbers are null where the view is not one day's."""
    found: Object = {
        "schema": "resurf.phase/1",
        "plan": page.plan.id,
        "date": _iso(page.day),
        "phase": page.phase,
        "sessions": _sessions_on(page.plan, page.day),
        "tasks": [
            _phase_task(each, page.plan, None if page.whole else _number(each.line))
            for each in (*page.lines, *page.still_open)
        ],
        "progress": _figure(page.progress),
    }
    if page.phase == PREP:
        found["supplies"] = [_supply(each) for each in page.supplies]
    found["begun_before"] = [_begun(each) for each in page.begun_before]
    found["begins"] = _iso(page.begins)
    return found


# --- parts of a day --------------------------------------------------------------------------------------------------


def _iso(found: date | None) -> str | None:
    return None if found is None else found.isoformat()


def _sessions_on(plan: Plan, day: date) -> list[Object]:
    """All sessions of a plan, each with which day of it a date is."""
    return [{"session": each.session, "date": _iso(each.date), "day": each.day} for each in session_days(plan, day)]


def _figure(found: Figure) -> Object:
    return {"done": found.done, "due": found.due, "skipped": found.skipped}


def _number(line: Line) -> int | str | None:
    """The number of a line's task: a whole number, or the text "7.2" for a ``once`` task of a later session."""
    found = label(line.task, line.occurrence.session)
    return int(found) if found.isdigit() else found or None


def _task(line: Line, plan: Plan, number: int | str | None) -> Object:
    task, occurrence, window = line.task, line.occurrence, line.occurrence.window
    session = occurrence.session
    times = occurrence.ticks if task.repeat.kind is Kind.MOMENTS else ()
    found: Object = {
        "number": number,
        "id": task.id,
        "title": task.do,
        "session": session,
        "day": None if session is None else (occurrence.day - plan.sessions[session]).days,
        "phase": task.phase,
        **_days(window),
        "times": line.times,
        "done": line.done,
        "skipped": line.skipped,
        "because": line.outcome.because or None,
        "at": [clock_of(tick.minutes) for tick in times if tick.minutes is not None],
        "when": [tick.moment for tick in times if tick.moment is not None],
        "status": line.status.value,
        "counted": line.counted,
        "optional": task.optional,
        "as_needed": task.as_needed,
        "medicine": task.medicine,
        **_said(task.said, line.occurrence.applies),
        "late_until": _iso(line.late_until),
    }
    if task.as_needed:
        found["last"] = line.last.isoformat() if line.last else None
    if task.as_needed or task.at_most:
        found["at_most"] = task.at_most or None
    return found


def _phase_task(each: PhaseLine, plan: Plan, number: int | str | None) -> Object:
    return {**_task(each.line, plan, number), "so_far": _figure(each.so_far)}


def _days(window: Window) -> Object:
    return {"from": _iso(window.first), "until": _iso(window.last), "depends_on": window.depends_on}


def _said(said: Said, mine: bool | None) -> Object:  # noqa: FBT001 - the answer itself, yes, no or unknown
    return {
        "applies": _ANSWERS[mine],
        "origin": said.origin,
        "source": list(said.source),
        "basis": said.basis,
    }


def _span(span: Span) -> Object:
    return {
        "from": _iso(span.first),
        "strict_until": _iso(span.strict_last),
        "until": _iso(span.last),
        "depends_on": span.depends_on,
    }


def _ban(line: BanLine) -> Object:
    return {
        "id": line.ban.id,
        "what": line.ban.what,
        **_span(line.span),
        "now": line.now,
        **_said(line.ban.said, line.applies),
    }


def _expected(each: Normal) -> Object:
    return {"id": each.item.id, "what": each.item.what, **_said(each.item.said, each.applies)}


def _listed_sign(each: Listed) -> Object:
    sign, said = each.item, _said(each.item.said, each.applies)
    return {
        "id": sign.id,
        "sign": sign.sign,
        "urgency": sign.urgency,
        **said,
        "raised": each.raised,
        "session": each.session,
    }


def _call(contact: Mapping[str, str]) -> Object:
    names = {"day": "day", "hours": "hours", "after_hours": "after-hours", "emergency": "emergency"}
    return {field: contact.get(name) or None for field, name in names.items()}


def _supply(each: SupplyLine) -> Object:
    supply = each.supply
    return {
        "id": supply.id,
        "item": supply.item,
        "by": _iso(each.by),
        "done": each.done,
        **_said(supply.said, each.applies),
    }


def _told(ref: str, word: Told, plan: Plan, today: date) -> Object:
    """The clinic's latest word about an item; a date that is not used was told for one the session has no more."""
    moved = [
        {
            "session": session,
            "treated": _iso(ends.treated[0]),
            "from": _iso(ends.first),
            "until": _iso(ends.last),
            "used": session in plan.told_ends(ref),
        }
        for session, ends in word.ends.items()
    ]
    dropped = _iso(word.dropped) if plan.dropped(ref, today) else None
    who = {"id": ref, "title": plan.title_of(ref), "date": _iso(word.on)}
    return {**who, "confirmed": word.confirmed, "dropped": dropped, "dates": moved}


def _unused(each: Unused) -> Object:
    days = {"treated": _iso(each.ends.treated[0]), "from": _iso(each.ends.first), "until": _iso(each.ends.last)}
    return {"id": each.ref, "title": each.title, "session": each.session, **days}


def _changes(found: Iterable[Change]) -> list[Object]:
    return [{"id": each.ref, "title": each.title} for each in found]


def _asked(each: Asked) -> Object:
    return {
        "id": each.event.id,
        "ask": each.event.ask,
        "session": each.session,
        "expected": _iso(each.expected),
        "latest": _iso(each.latest),
        "late": each.late,
        "medicine": each.medicine,
    }


def _begun(each: Begun) -> Object:
    return {
        "id": each.task.id,
        "title": each.task.do,
        "session": each.session,
        "from": _iso(each.first),
        "missed": each.task.missed or None,
    }


def _kept(key: Key, outcome: Outcome, plan: Plan) -> Object:
    task = plan.checklist.tasks.get(key.task)
    return {
        "id": key.task,
        "title": task.do if task else None,
        "done": outcome.ticks,
        "skipped": outcome.skipped,
        "because": outcome.because or None,
    }


# --- one instruction, the record, the signs --------------------------------------------------------------------------


def card(found: Card) -> Object:
    """One instruction: ``resurf.show/1``."""
    item = found.item
    return {
        "schema": "resurf.show/1",
        "plan": found.plan.id,
        "date": _iso(found.day),
        "id": found.ref,
        **_item(item),
        **_said(item.said, found.applies),
        "sources": [_source(each) for each in found.sources],
        "elsewhere": [_source(each) for each in found.elsewhere],
        "range": item.said.range or None,
        "others": _others(item.said),
        "note": item.said.note or None,
        "if": words.condition(item.said.condition) or None,
        "days": [_card_days(each, found.plan) for each in found.days],
        "windows": [_span(each) for each in found.spans],
        "by": _iso(found.by),
        "done": None if found.outcome is None else found.outcome.ticks > 0,
        "told": None if found.told is None else _told(found.ref, found.told, found.plan, found.today),
    }


def backwards(found: Backwards, command: str) -> Object:
    """The latest treatment date that fits: ``resurf.plan-new/1``."""
    return {
        "schema": "resurf.plan-new/1",
        "checklist": found.plan.checklist.id,
        "date": _iso(found.today),
        "ready_by": _iso(found.by),
        "avoid": [_over(each) for each in (found.latest.over if found.latest else ())],
        "latest": None if found.latest is None else _fitting(found.latest),
        "expected": _iso(found.expected),
        "careful": _iso(found.careful),
        "earlier": [_fitting(each) for each in found.earlier],
        "still": [_ban(line) for line in found.still],
        "expect": [_expected(each) for each in found.normal],
        "command": command,
    }


def _over(each: Over) -> Object:
    hangs_on = [{"id": event, "session": session, "date": _iso(day)} for event, session, day in each.hangs_on]
    days = {"until": _iso(each.last), "events": hangs_on}
    return {"id": each.ban.id, "what": each.ban.what, **days, **_said(each.ban.said, each.applies)}


def _fitting(found: Fitting) -> Object:
    begun = [
        {"id": each.ref, "title": each.title, "from": _iso(each.first), "applies": _ANSWERS[each.applies]}
        for each in found.begun
    ]
    days = {"sessions": [_iso(day) for day in found.sessions], "begins": _iso(found.begins), "needs": found.needs}
    return {"date": _iso(found.first), **days, "begun": begun}


def timeline(page: Timeline) -> Object:
    """The whole journey: ``resurf.timeline/1``; what is over is in it."""
    return {
        "schema": "resurf.timeline/1",
        "plan": page.plan.id,
        "date": _iso(page.today),
        "from": _iso(page.first),
        "until": _iso(page.last),
        "sessions": _sessions(page.plan),
        "avoid": [{"id": lane.item.id, "what": lane.title, **_lane(lane)} for lane in page.bans],
        "tasks": [{**_laned(lane.item), **_lane(lane)} for lane in page.care if isinstance(lane.item, Task)],
        "once": [_once(each) for each in page.once],
        "expect": [{"id": lane.item.id, "what": lane.title, **_lane(lane)} for lane in page.normal],
        "events": [_event_day(each) for each in page.events],
        "visits": [{"id": each.visit.id, "what": each.visit.what, "date": _iso(each.on)} for each in page.visits],
    }


def _laned(task: Task) -> Object:
    optional = {"optional": task.optional, "as_needed": task.as_needed}
    return {"number": task.number, "id": task.id, "title": task.do, "phase": task.phase, **optional}


def _lane(lane: Lane) -> Object:
    return {"windows": [_stretch(each) for each in lane.stretches], **_said(lane.said, lane.applies)}


def _stretch(each: Stretch) -> Object:
    days = {"from": _iso(each.first), "until": _iso(each.last), "depends_on": each.depends_on}
    return {"session": each.session, **days, "state": each.state, "open": each.open}


def _once(each: Once) -> Object:
    days = {"session": each.session, **_days(each.window), "settled": each.settled}
    return {**_laned(each.task), **days, **_said(each.task.said, each.applies)}


def _event_day(each: EventDay) -> Object:
    days = {"date": _iso(each.happened), "expected": _iso(each.expected)}
    return {"id": each.event.id, "session": each.session, **days, "applies": _ANSWERS[each.applies]}


def _others(said: Said) -> Object | None:
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


def _item(item: words.Item) -> Object:
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


def _source(each: Any) -> Object:
    return {
        "id": each.id,
        "title": each.title,
        "publisher": each.publisher or None,
        "kind": each.kind or None,
        "url": each.url or None,
    }


def _card_days(each: CardDays, plan: Plan) -> Object:
    line = None if each.line is None else _task(each.line, plan, _number(each.line))
    so_far = None if each.so_far is None else _figure(each.so_far)
    return {"session": each.session, **_days(each.window), "task": line, "so_far": so_far}


def log(lines: Sequence[LogLine]) -> Object:
    """What was recorded, in the order written: ``resurf.log/1``."""
    return {"schema": "resurf.log/1", "changes": [_log_line(line) for line in lines]}


def _log_line(line: LogLine) -> Object:
    return {
        "change": line.seq,
        "at": line.at.isoformat(),
        "day": _iso(line.day),
        "kind": line.kind,
        "text": line.text,
        "taken_back": line.taken_back,
    }


def signs(page: SignsPage) -> Object:
    """All warning signs by urgency: ``resurf.signs/1``."""
    return {
        "schema": "resurf.signs/1",
        "plan": page.plan.id,
        "date": _iso(page.day),
        "signs": [_sign(line) for line in page.lines],
        "call": _call(page.contact),
    }


def _sign(line: SignLine) -> Object:
    sign = line.sign
    return {
        "id": sign.id,
        "sign": sign.sign,
        "urgency": sign.urgency,
        "listed": line.today,
        "raised": line.raised,
        "windows": [{"session": session, **_days(window)} for session, window in line.windows],
        "why": sign.why or None,
        **_said(sign.said, line.applies),
    }


# --- when -----------------------------------------------------------------------------------------------------------


def when(page: WhenPage) -> Object:
    """When something may be done again: ``resurf.when/1``; ``query`` null: all bans, by date."""
    return {
        "schema": "resurf.when/1",
        "plan": page.plan.id,
        "query": page.asked,
        "loosely": page.loosely,
        "date": _iso(page.day),
        "matches": [_again(each) for each in page.found],
    }


def _again(each: Again) -> Object:
    said = each.ban.said
    return {
        "id": each.ban.id,
        "what": each.ban.what,
        "answer": each.answer,
        "windows": [{**_span(span), "strict": span.strict} for span in each.spans],
        "allowed_from": _iso(each.allowed_from),
        "allowed_until": _iso(each.allowed_until),
        "expected_from": _iso(each.expected_from),
        "waits_for": [event.id for event in each.waits],
        "name": each.name or None,
        "partly": each.partly,
        "why": each.ban.why or None,
        "instead": each.ban.instead or None,
        "range": said.range or None,
        **_said(said, each.applies),
    }


# --- check-in and call -----------------------------------------------------------------------------------------------


def check_in(answer: Answer, *, stored: bool) -> Object:
    """The answer to a check-in: ``resurf.check-in/1``."""
    return {
        "schema": "resurf.check-in/1",
        "plan": answer.sheet.plan.id if answer.sheet else None,
        "date": _iso(answer.check_in.day),
        "time": f"{answer.check_in.at:%H:%M}",
        "urgency": answer.urgency,
        "signs": [_raised(each) for each in answer.raised],
        "call": _call(answer.contact),
        "numbers": _numbers(answer.lines),
        "say": say(answer.sheet) if answer.sheet and answer.urgency != NONE else [],
        "not_asked": [each.id for each in answer.not_asked],
        "signs_asked": answer.signs_asked,
        "expect": [_expected(each) for each in answer.normal],
        "stored": stored,
    }


def _raised(each: RaisedSign) -> Object:
    return {**each.raised.written(), **_said(each.item.said, each.applies)}


def _numbers(lines: Lines) -> Object:
    return {"open": lines.open, "order": [{"name": name, "number": number} for name, number in lines.numbers]}


def call(sheet: CallSheet) -> Object:
    """Whom to call at this hour, and what to read out: ``resurf.call/1``."""
    return {
        "schema": "resurf.call/1",
        "plan": sheet.plan.id,
        "date": _iso(sheet.day),
        "call": _call(sheet.plan.contact),
        "numbers": _numbers(sheet.lines),
        "say": say(sheet),
    }


def diary(page: DiaryPage) -> Object:
    """The diary: ``resurf.check-in-history/1``."""
    return {
        "schema": "resurf.check-in-history/1",
        "plan": page.plan.id,
        "date": _iso(page.today),
        "measures": [_measure(each, found) for each, found in page.measures],
        "check_ins": [_check_in(each) for each in page.check_ins],
    }


def _measure(each: Measure, found: Sequence[Score]) -> Object:
    return {
        "name": each.id,
        "ask": each.ask,
        "unit": each.unit or None,
        "scale": list(each.scale) if each.scale else None,
        "scores": [{"date": _iso(one.day), "time": f"{one.at:%H:%M}", "value": one.value} for one in found],
    }


def _check_in(each: CheckIn) -> Object:
    return {
        "date": _iso(each.day),
        "time": f"{each.at:%H:%M}",
        "scores": dict(each.scores),
        "signs": list(each.signs),
        "note": each.note or None,
        "raised": [raised.written() for raised in each.raised],
    }


# --- before the treatment --------------------------------------------------------------------------------------------


def ready(page: ReadyPage) -> Object:
    """Whether the treatment day can go ahead: ``resurf.ready/1``."""
    return {
        "schema": "resurf.ready/1",
        "date": _iso(page.today),
        "session": page.session,
        "session_date": _iso(page.session_date),
        "verdict": page.verdict,
        "reasons": [_reason(each, page) for each in page.reasons],
        "plan": page.plan.id,
        "answered": [{"id": each.item.id, "answer": "yes" if each.answer else "no"} for each in page.answered],
        "asked_from": _iso(page.asked_from),
        "call": _call(page.plan.contact),
        "numbers": _numbers(page.lines),
    }


def questions(page: QuestionsPage) -> Object:
    """What to ask at the visit, all of it: ``resurf.questions/1``."""
    return {
        "schema": "resurf.questions/1",
        "plan": page.plan.id,
        "date": _iso(page.today),
        "treated": _iso(page.treated),
        "unconfirmed": page.unconfirmed,
        "consult": [{"id": task.id, "title": task.do} for task in page.consult],
        "unused": [_unused(each) for each in page.unused],
        "notes": [_note(each) for each in page.notes],
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
        "soon": _iso(each.soon),
        "on": _iso(each.on),
        "days": [{"session": session, **_days(window)} for session, window in each.windows],
        "windows": [_span(span) for span in each.spans],
        "range": each.said.range or None,
        "command": to_ask.command(each),
        **_said(each.said, each.applies),
    }


def _reason(each: Reason, page: ReadyPage) -> Object:
    return {
        "id": each.id,
        "text": before.text(each, page),
        "verdict": each.verdict,
        "kind": each.kind.value,
        "about": each.ref or None,
        "answer": None if each.answer is None else _ANSWERS[each.answer],
        "missed": [_iso(day) for day in each.days] if each.kind.value in {"missed", "begun"} else [],
        "command": before.command(each, page) or None,
        **_said(each.item.said, each.applies),
    }


# --- summary ---------------------------------------------------------------------------------------------------------


def summary(found: Summary, *, label: str = "") -> Object:
    """The care summary: ``resurf.summary/1``; the same record gives the same bytes."""
    plan = found.plan
    made: Object = {
        "schema": "resurf.summary/1",
        "plan": plan.id,
        "checklist": _checklist_head(plan.checklist),
        "sessions": _sessions(plan),
        "answers": _answers(plan),
        "events": [{"id": each.event, "session": each.session, "date": _iso(each.on)} for each in found.happened],
        "progress": {name: _figure(each) for name, each in found.progress.items()},
        "tasks": [_task_sum(each) for each in found.tasks],
        "measures": [score for each in found.diary for score in _scores(each)],
        "signs": [*_raised_then(found.diary), *_late_signs(found)],
        "notes": [_note(each) for each in found.notes],
        "instructions": found.instructions,
        "unconfirmed": found.unconfirmed,
        "former": [_former(each) for each in found.former],
        "told": [_told(ref, word, plan, found.today) for ref, word in plan.told.items()],
        "bases": dict(found.bases),
    }
    return {**made, "label": label} if label else made


def _former(each: Former) -> Object:
    return {
        "id": each.ref,
        "title": each.title,
        "done": each.ticks,
        "reasons": list(each.reasons),
        "from": _iso(each.first),
        "until": _iso(each.last),
    }


def _checklist_head(found: Checklist) -> Object:
    return {
        "id": found.id,
        "title": found.title,
        "version": found.version or None,
        "reviewed": _iso(found.reviewed),
        "reviewer": found.reviewer or None,
        "chain": [_edition(each) for each in found.chain],
    }


def _edition(each: Edition) -> Object:
    return {
        "id": each.id,
        "title": each.title,
        "version": each.version or None,
        "reviewed": _iso(each.reviewed),
        "reviewer": each.reviewer or None,
        "clinic": each.clinic or None,
        "shipped": each.shipped,
    }


def _sessions(plan: Plan) -> list[Object]:
    return [{"session": number, "date": _iso(when)} for number, when in sorted(plan.sessions.items())]


def _answers(plan: Plan) -> Object:
    """The answers by question: a text, or a list where several can be chosen."""
    questions = plan.checklist.questions
    given = {name: plan.answers[name] for name in questions if name in plan.answers}
    return {name: _answer(questions[name], found) for name, found in given.items()}


def _answer(question: Question, given: Sequence[str]) -> str | list[str] | None:
    if question.kind == "several":
        return list(given)
    return given[0] if given else None


def _task_sum(each: TaskSum) -> Object:
    return {
        "id": each.task.id,
        "title": each.task.do,
        "phase": each.task.phase,
        **_figure(each.figure),
        "reasons": list(each.reasons),
        "basis": each.task.said.basis,
    }


def _scores(each: CheckIn) -> list[Object]:
    at = {"date": _iso(each.day), "time": f"{each.at:%H:%M}"}
    return [{**at, "name": name, "value": score, "unit": each.units.get(name)} for name, score in each.scores.items()]


def _raised_then(diary: Iterable[CheckIn]) -> list[Object]:
    return [{"date": _iso(each.day), **raised.written()} for each in diary for raised in each.raised]


def _late_signs(found: Summary) -> list[Object]:
    return [sign for each in found.open_events if (sign := _late_sign(each, found.plan)) is not None]


def _late_sign(each: Asked, plan: Plan) -> Object | None:
    """The sign that an event past its latest day raises, from the day after that."""
    sign = plan.checklist.signs.get(each.event.sign or "")
    if not each.late or each.latest is None or sign is None:
        return None
    return {
        "date": _iso(each.latest + timedelta(days=1)),
        "id": sign.id,
        "urgency": sign.urgency,
        "because": f"{each.event.id} not recorded by {each.latest.isoformat()}",
    }


def _note(each: Note) -> Object:
    return {"date": _iso(each.day), "time": f"{each.at:%H:%M}", "text": each.text, "task": each.task}


# --- plans and checklists --------------------------------------------------------------------------------------------


def plans(found: Sequence[tuple[Plan, bool]]) -> Object:
    """All plans: ``resurf.plans/1``."""
    return {"schema": "resurf.plans/1", "plans": [_plan_line(plan, current=current) for plan, current in found]}


def _plan_line(plan: Plan, *, current: bool) -> Object:
    return {
        "id": plan.id,
        "title": plan.title,
        "checklist": plan.checklist.id,
        "sessions": _sessions(plan),
        "current": current,
        "ended": plan.ended,
    }


def plan(found: Plan, today: date) -> Object:
    """One plan: ``resurf.plan-show/1``."""
    decided = words.decided(found, today)
    return {
        "schema": "resurf.plan-show/1",
        "plan": found.id,
        "title": found.title,
        "date": _iso(today),
        "made": _iso(found.made),
        "ended": found.ended,
        "checklist": _checklist_head(found.checklist),
        "sessions": _sessions_apart(found),
        "answers": _answers(found),
        "questions": [_question(each, found, decided.get(each.id, [])) for each in found.checklist.questions.values()],
        "times": {name: clock_of(found.times.of(name)) for name in ("wake", "morning", "midday", "evening", "bedtime")},
        "call": _call(found.contact),
        "visits": [_visit(each.id, each.what, found) for each in words.visits_of(found, today)],
        "events": [
            {"id": event, "session": session, "date": _iso(found.happened(event, session, today))}
            for event in found.checklist.events
            for session in sorted(found.sessions)
        ],
    }


def _sessions_apart(found: Plan) -> list[Object]:
    """The sessions, each with the days since the one before it; the first has none."""
    apart = {each.session: each for each in intervals(found.checklist, found.sessions)}
    return [
        {
            **each,
            "after": apart[each["session"]].days if each["session"] in apart else None,
            "too_close": each["session"] in apart and apart[each["session"]].too_close,
        }
        for each in _sessions(found)
    ]


def _visit(name: str, what: str, found: Plan) -> Object:
    return {"id": name, "what": what, "date": _iso(found.visits.get(name))}


def _question(question: Question, found: Plan, decided: list[tuple[str, str, Said]]) -> Object:
    given = found.answers.get(question.id)
    return {
        "id": question.id,
        "ask": question.ask,
        "kind": question.kind,
        "choices": question.choices or {each: each for each in question.readings()},
        "why": question.why or None,
        "answer": None if given is None else _answer(question, given),
        "decides": [
            {"id": ref, "title": title, "applies": _ANSWERS[applies(said, found)]} for ref, title, said in decided
        ],
    }


def checklists(rows: Sequence[Shelved]) -> Object:
    """The checklists that can be named: ``resurf.checklists/1``."""
    return {"schema": "resurf.checklists/1", "checklists": [_shelved(each) for each in rows]}


def _shelved(each: Shelved) -> Object:
    return {
        "id": each.id,
        "title": each.title,
        "version": each.version or None,
        "reviewed": _iso(each.reviewed),
        "where": each.where,
        "base": each.base,
        "mistakes": len(each.mistakes),
    }


def checklist(found: Checklist, *, day0: date | None = None, base: Checklist | None = None) -> Object:
    """What a checklist says, before any date is known or dated from ``day0``: ``resurf.checklist-show/1``."""
    kinds: dict[str, Mapping[str, words.Item]] = {
        "avoid": found.avoid,
        "expect": found.expect,
        "signs": found.signs,
        "supplies": found.supplies,
        "visits": found.visits,
    }
    return {
        "schema": "resurf.checklist-show/1",
        **_checklist_head(found),
        "base": found.base,
        "about": found.about or None,
        "clinic": found.clinic or None,
        "day0": _iso(day0),
        "differences": None
        if base is None
        else [_difference(each, base, found, day0) for each in differences(base, found)],
        **_beside(found, day0),
        "tasks": {name: [_undated(task, found, day0) for task in found.phase(name)] for name in PHASES},
        **{name: [_undated(item, found, day0) for item in items.values()] for name, items in kinds.items()},
        "sources": [
            {**_source(each), "cited_by": list(cited)}
            for each, cited in zip(found.sources.values(), cited_by(found).values(), strict=True)
        ],
    }


def _beside(found: Checklist, day0: date | None) -> Object:
    """What a checklist holds beside its instructions."""
    return {
        "questions": [
            {"id": each.id, "ask": each.ask, "kind": each.kind, "choices": dict(each.choices), **_reasons(each.said)}
            for each in found.questions.values()
        ],
        "events": [
            {
                "id": each.id,
                "ask": each.ask,
                "sign": each.sign,
                "days": words.event_days(each, found, day0),
                **_reasons(each.said),
            }
            for each in found.events.values()
        ],
        "measures": [
            {"id": each.id, "ask": each.ask, "normal": [list(band) for band in each.normal], **_reasons(each.said)}
            for each in found.measures.values()
        ],
        "ready": [
            {
                "id": each.id,
                "title": words.in_the_way(each, found),
                "verdicts": dict(each.verdicts),
                "if": words.condition(each.said.condition) or None,
                "range": each.said.range or None,
                **_reasons(each.said),
                "origin": each.said.origin,
            }
            for each in found.ready.values()
        ],
    }


def _reasons(said: Said) -> Object:
    return {"note": said.note or None, "source": list(said.source), "basis": said.basis}


def _difference(each: Difference, base: Checklist, found: Checklist, day0: date | None) -> Object:
    """How an item differs from what the file extends: ``days`` of both in words, and the fields that differ."""
    return {
        "id": each.ref,
        "change": "gone" if each.after is None else "new" if each.before is None else "other",
        "fields": list(each.fields),
        "before": (each.before and days(each.before, base, day0)) or None,
        "after": (each.after and days(each.after, found, day0)) or None,
    }


def _undated(item: words.Item, found: Checklist, day0: date | None) -> Object:
    said = item.said
    return {
        "id": item.id,
        **_item(item),
        "days": words.days_of(item, found, day0),
        "if": words.condition(said.condition) or None,
        "range": said.range or None,
        "others": _others(said),
        "note": said.note or None,
        "origin": said.origin,
        "source": list(said.source),
        "basis": said.basis,
    }
