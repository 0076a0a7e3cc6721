"""One instruction, the warning signs and the record, as programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.pages import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resurf_cli.core.card import Card, CardDays
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.signs import SignLine, SignsPage

    from .parts import Object


from . import parts


def card(found: Card) -> Object:
    """One instruction: ``resurf.show/1``."""
    item = found.item
    return {
        "schema": "resurf.show/1",
        "plan": found.plan.id,
        "date": parts.iso(found.day),
        "id": found.ref,
        **parts.instruction(item),
        **parts.said(item.said, found.applies),
        "sources": [parts.source(each) for each in found.sources],
        "elsewhere": [parts.source(each) for each in found.elsewhere],
        "range": item.said.range or None,
        "others": parts.others(item.said),
        "note": item.said.note or None,
        "if": words.condition(item.said.condition) or None,
        "days": [_card_days(each, found.plan) for each in found.days],
        "windows": [parts.span(each) for each in found.spans],
        "by": parts.iso(found.by),
        "done": None if found.outcome is None else found.outcome.ticks > 0,
        "told": None if found.told is None else parts.told(found.ref, found.told, found.plan, found.today),
    }


def _card_days(each: CardDays, plan: Plan) -> Object:
    line = None if each.line is None else parts.task(each.line, plan, parts.numbered(each.line))
    so_far = None if each.so_far is None else parts.figure(each.so_far)
    return {"session": each.session, **parts.days_of(each.window), "task": line, "so_far": so_far}


def log(lines: Sequence[LogLine]) -> Object:
    """What was recorded, in the order written: ``resurf.log/1``."""
    return {"schema": "resurf.log/1", "changes": [_log_line(line) for line in lines]}


def _log_line(line: LogLine) -> Object:
    return {
        "change": line.seq,
        "at": line.at.isoformat(),
        "day": parts.iso(line.day),
        "kind": line.kind,
        "text": line.text,
        "taken_back": line.taken_back,
    }


def signs(page: SignsPage) -> Object:
    """All warning signs by urgency: ``resurf.signs/1``."""
    return {
        "schema": "resurf.signs/1",
        "plan": page.plan.id,
        "date": parts.iso(page.day),
        "signs": [_sign(line) for line in page.lines],
        "call": parts.call(page.contact),
    }


def _sign(line: SignLine) -> Object:
    sign = line.sign
    return {
        "id": sign.id,
        "sign": sign.sign,
        "urgency": sign.urgency,
        "listed": line.today,
        "raised": line.raised,
        "windows": [{"session": session, **parts.days_of(window)} for session, window in line.windows],
        "why": sign.why or None,
        **parts.said(sign.said, line.applies),
    }
