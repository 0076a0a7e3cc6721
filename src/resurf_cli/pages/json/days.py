"""A day and a phase, as programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core.checklist import PREP
from resurf_cli.core.day import session_days
from resurf_cli.pages import words
from resurf_cli.pages.supplies import supplies_due

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from resurf_cli.core.day import Asked, Begun, Change, DayPage, Listed, SupplyLine
    from resurf_cli.core.phase import PhaseLine, PhasePage
    from resurf_cli.core.plan import Key, Outcome, Plan

    from .parts import Object


from . import parts


def day(page: DayPage) -> Object:
    """Today's page, or another day's: ``resurf.today/1``."""
    return {
        "schema": "resurf.today/1",
        "plan": page.plan.id,
        "date": parts.iso(page.day),
        "made": parts.iso(page.plan.made),
        "phase": page.phase,
        "sessions": _sessions_on(page.plan, page.day),
        "assumed": list(page.assumed),
        "tasks": [
            parts.task(line, page.plan, parts.numbered(line))
            for line in (*words.in_order(page.tasks), *page.still_open)
        ],
        "avoid": [parts.ban(line) for line in page.avoid],
        "expect": [parts.expected(each) for each in page.expect],
        "signs": [_listed_sign(each) for each in page.signs],
        "call": parts.call(page.contact),
        "supplies": [_supply(each) for each in page.supplies] if supplies_due(page) else [],
        "tomorrow": {
            "starts": _changes(page.tomorrow.starts),
            "ends": _changes(page.tomorrow.ends),
            "eases": _changes(page.tomorrow.eases),
        },
        "progress": parts.figure(page.figure),
        "unconfirmed": page.unconfirmed,
        "consult": parts.figure(page.consult),
        "visits": [{"id": each.visit.id, "what": each.visit.what, "date": parts.iso(each.on)} for each in page.visits],
        "asked": [_asked(each) for each in page.asked],
        "begun_before": [_begun(each) for each in page.begun_before],
        "not_counted": [_kept(key, outcome, page.plan) for key, outcome in page.kept],
        "begins": parts.iso(page.begins),
        "over": page.over,
        "unused": [parts.unused(each) for each in page.unused],
    }


def phase(page: PhasePage) -> Object:
    """The page of a phase: ``resurf.phase/1``; numbers are null where the view is not one day's."""
    found: Object = {
        "schema": "resurf.phase/1",
        "plan": page.plan.id,
        "date": parts.iso(page.day),
        "phase": page.phase,
        "sessions": _sessions_on(page.plan, page.day),
        "tasks": [
            _phase_task(each, page.plan, None if page.whole else parts.numbered(each.line))
            for each in (*page.lines, *page.still_open)
        ],
        "progress": parts.figure(page.progress),
    }
    if page.phase == PREP:
        found["supplies"] = [_supply(each) for each in page.supplies]
    found["begun_before"] = [_begun(each) for each in page.begun_before]
    found["begins"] = parts.iso(page.begins)
    return found


def _sessions_on(plan: Plan, day: date) -> list[Object]:
    """All sessions of a plan, each with which day of it a date is."""
    return [
        {"session": each.session, "date": parts.iso(each.date), "day": each.day} for each in session_days(plan, day)
    ]


def _phase_task(each: PhaseLine, plan: Plan, number: int | str | None) -> Object:
    return {**parts.task(each.line, plan, number), "so_far": parts.figure(each.so_far)}


def _listed_sign(each: Listed) -> Object:
    sign, said = each.item, parts.said(each.item.said, each.applies)
    return {
        "id": sign.id,
        "sign": sign.sign,
        "urgency": sign.urgency,
        **said,
        "raised": each.raised,
        "session": each.session,
    }


def _supply(each: SupplyLine) -> Object:
    supply = each.supply
    return {
        "id": supply.id,
        "item": supply.item,
        "by": parts.iso(each.by),
        "done": each.done,
        **parts.said(supply.said, each.applies),
    }


def _changes(found: Iterable[Change]) -> list[Object]:
    return [{"id": each.ref, "title": each.title} for each in found]


def _asked(each: Asked) -> Object:
    return {
        "id": each.event.id,
        "ask": each.event.ask,
        "session": each.session,
        "expected": parts.iso(each.expected),
        "latest": parts.iso(each.latest),
        "late": each.late,
        "medicine": each.medicine,
    }


def _begun(each: Begun) -> Object:
    return {
        "id": each.task.id,
        "title": each.task.do,
        "session": each.session,
        "from": parts.iso(each.first),
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
