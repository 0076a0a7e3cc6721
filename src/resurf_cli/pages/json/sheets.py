"""The summary, plans and checklists, as programs read them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from resurf_cli.core.checklist import PHASES
from resurf_cli.core.differences import differences
from resurf_cli.core.items import cited_by
from resurf_cli.core.schedule import applies
from resurf_cli.core.series import intervals
from resurf_cli.core.timing import away, clock_of
from resurf_cli.pages import words
from resurf_cli.pages.differences import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.checklist import Checklist, Question, Said
    from resurf_cli.core.curve import Curve
    from resurf_cli.core.dated import DatedDay, Done
    from resurf_cli.core.day import Asked
    from resurf_cli.core.diary import CheckIn
    from resurf_cli.core.differences import Difference
    from resurf_cli.core.photos import Photo
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.summary import Former, Summary, TaskSum
    from resurf_cli.pages.words import Shelved

    from .parts import Object


from . import parts


def summary(found: Summary, *, label: str = "") -> Object:
    """The care summary: ``resurf.summary/1``; the same record gives the same bytes."""
    plan = found.plan
    made: Object = {
        "schema": "resurf.summary/1",
        "plan": plan.id,
        "checklist": parts.checklist_head(plan.checklist),
        "sessions": parts.sessions(plan),
        "answers": parts.answers(plan),
        "events": [{"id": each.event, "session": each.session, "date": parts.iso(each.on)} for each in found.happened],
        "progress": {name: parts.figure(each) for name, each in found.progress.items()},
        "tasks": [_task_sum(each) for each in found.tasks],
        "measures": [score for each in found.diary for score in _scores(each)],
        "signs": [*_raised_then(found.diary), *_late_signs(found)],
        "notes": [parts.note(each) for each in found.notes],
        "instructions": found.instructions,
        "unconfirmed": found.unconfirmed,
        "former": [_former(each) for each in found.former],
        "told": [parts.told(ref, word, plan, found.today) for ref, word in plan.told.items()],
        "bases": dict(found.bases),
        "visits": [{"id": name, "date": parts.iso(when)} for name, when in plan.visits.items()],
        "open": {
            "consult": [task.id for task in found.asking.consult],
            "questions": [each.question.id for each in found.asking.personal],
        },
        "defaults": [ref for ref, _ in found.defaults],
        "curves": [_curve(each) for each in found.curves],
        "days": [_dated(each) for each in found.days],
        "photos": [photo(each) for each in found.photos],
    }
    return {**made, "label": label} if label else made


def photo(each: Photo) -> Object:
    """A photograph of the diary; where its file is stays out."""
    return {
        "number": each.number,
        "date": parts.iso(each.day),
        "area": each.area or None,
        "width": each.width,
        "height": each.height,
    }


def photos(plan: Plan, today: date, gone: Mapping[int, str]) -> Object:
    """The photo diary: ``resurf.photos/1``; ``gone`` are those that cannot be shown, with why."""
    listed = [{**photo(each), "missing": gone.get(each.number)} for each in plan.photos]
    return {"schema": "resurf.photos/1", "plan": plan.id, "date": parts.iso(today), "photos": listed}


def _curve(each: Curve) -> Object:
    bands = [
        {"from": parts.iso(band.first), "until": parts.iso(band.last), "least": band.least, "most": band.most}
        for band in each.bands
    ]
    return {"name": each.measure.id, "normal": bands, "fired": [parts.iso(day) for day in each.fired]}


def _dated(each: DatedDay) -> Object:
    return {
        "date": parts.iso(each.day),
        "sessions": list(each.sessions),
        "events": [{"id": event, "session": session} for event, session in each.events],
        "tasks": [_done(done) for done in each.done],
        "check_ins": [f"{check_in.at:%H:%M}" for check_in in each.check_ins],
        "notes": [f"{note.at:%H:%M}" for note in each.notes],
        "photos": [photo.number for photo in each.photos],
    }


def _done(each: Done) -> Object:
    return {
        "id": each.ref,
        "session": each.session,
        "ticks": each.ticks,
        **parts.figure(each.figure),
        "because": each.because or None,
    }


def _former(each: Former) -> Object:
    return {
        "id": each.ref,
        "title": each.title,
        "done": each.ticks,
        "reasons": list(each.reasons),
        "from": parts.iso(each.first),
        "until": parts.iso(each.last),
    }


def _task_sum(each: TaskSum) -> Object:
    return {
        "id": each.task.id,
        "title": each.task.do,
        "phase": each.task.phase,
        **parts.figure(each.figure),
        "reasons": list(each.reasons),
        "basis": each.task.said.basis,
        "missed": [parts.iso(day) for day in each.missed],
    }


def _scores(each: CheckIn) -> list[Object]:
    at = {"date": parts.iso(each.day), "time": f"{each.at:%H:%M}"}
    return [{**at, "name": name, "value": score, "unit": each.units.get(name)} for name, score in each.scores.items()]


def _raised_then(diary: Iterable[CheckIn]) -> list[Object]:
    return [{"date": parts.iso(each.day), **raised.written()} for each in diary for raised in each.raised]


def _late_signs(found: Summary) -> list[Object]:
    return [sign for each in found.open_events if (sign := _late_sign(each, found.plan)) is not None]


def _late_sign(each: Asked, plan: Plan) -> Object | None:
    """The sign that an event past its latest day raises, from the day after that."""
    sign = plan.checklist.signs.get(each.event.sign or "")
    if not each.late or each.latest is None or sign is None:
        return None
    return {
        "date": parts.iso(away(each.latest, timedelta(days=1))),
        "id": sign.id,
        "urgency": sign.urgency,
        "because": f"{each.event.id} not recorded by {each.latest.isoformat()}",
    }


def plans(found: Sequence[tuple[Plan, bool]]) -> Object:
    """All plans: ``resurf.plans/1``."""
    return {"schema": "resurf.plans/1", "plans": [_plan_line(plan, current=current) for plan, current in found]}


def _plan_line(plan: Plan, *, current: bool) -> Object:
    return {
        "id": plan.id,
        "title": plan.title,
        "checklist": plan.checklist.id,
        "sessions": parts.sessions(plan),
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
        "date": parts.iso(today),
        "made": parts.iso(found.made),
        "ended": found.ended,
        "checklist": parts.checklist_head(found.checklist),
        "sessions": _sessions_apart(found),
        "answers": parts.answers(found),
        "questions": [_question(each, found, decided.get(each.id, [])) for each in found.checklist.questions.values()],
        "times": {name: clock_of(found.times.of(name)) for name in ("wake", "morning", "midday", "evening", "bedtime")},
        "call": parts.call(found.contact),
        "visits": [_visit(each.id, each.what, found) for each in words.visits_of(found, today)],
        "events": [
            {"id": event, "session": session, "date": parts.iso(found.happened(event, session, today))}
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
        for each in parts.sessions(found)
    ]


def _visit(name: str, what: str, found: Plan) -> Object:
    return {"id": name, "what": what, "date": parts.iso(found.visits.get(name))}


def _question(question: Question, found: Plan, decided: list[tuple[str, str, Said]]) -> Object:
    given = found.answers.get(question.id)
    return {
        "id": question.id,
        "ask": question.ask,
        "kind": question.kind,
        "choices": question.choices or {each: each for each in question.readings()},
        "why": question.why or None,
        "answer": None if given is None else parts.answer(question, given),
        "decides": [
            {"id": ref, "title": title, "applies": parts.ANSWERS[applies(said, found)]} for ref, title, said in decided
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
        "reviewed": parts.iso(each.reviewed),
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
        **parts.checklist_head(found),
        "base": found.base,
        "about": found.about or None,
        "clinic": found.clinic or None,
        "day0": parts.iso(day0),
        "differences": None
        if base is None
        else [_difference(each, base, found, day0) for each in differences(base, found)],
        **_beside(found, day0),
        "tasks": {name: [_undated(task, found, day0) for task in found.phase(name)] for name in PHASES},
        **{name: [_undated(item, found, day0) for item in items.values()] for name, items in kinds.items()},
        "sources": [
            {**parts.source(each), "cited_by": list(cited)}
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
        **parts.instruction(item),
        "days": words.days_of(item, found, day0),
        "if": words.condition(said.condition) or None,
        "range": said.range or None,
        "others": parts.others(said),
        "note": said.note or None,
        "origin": said.origin,
        "source": list(said.source),
        "basis": said.basis,
    }
