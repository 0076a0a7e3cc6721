"""What an event changes, in sentences: what ends and begins, what may be done again and from when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from resurf_cli.core import dates
from resurf_cli.core.avoid import CAREFUL, STRICT
from resurf_cli.core.timing import away

from . import words
from .changes import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resurf_cli.core.avoid import Span
    from resurf_cli.core.changes import Days, Shift
    from resurf_cli.core.checklist import Checklist, Said
    from resurf_cli.core.happening import BanNews, Happening
    from resurf_cli.core.plan import Plan

    News = tuple[int, date, str]
    """What is new, with what it is sorted by: its kind, and the day it is so."""


def happened(found: Happening, plan: Plan, today: date) -> list[str]:
    """What an event changes; items with the same news in one sentence, the nearest first."""
    freed = [each for each in found.bans if _freed(each)]
    mixed = words.mixed(each.ban.said for each in freed)
    lines = _grouped((_shift(each, today), each.title) for each in found.shifts)
    lines += _whose([each.ban.said for each in freed], plan.checklist, mixed=mixed)
    lines += _grouped((_ban(each, today), _named(each, mixed=mixed)) for each in found.bans)
    if found.uncounted:
        ticks = "1 tick is" if found.uncounted == 1 else f"{found.uncounted} ticks are"
        lines.append(f"{ticks} for days that ask for them no more: kept in the record, not counted.")
    return [*lines, *_late(found, plan, today)]


def _whose(said: list[Said], checklist: Checklist, *, mixed: bool) -> list[str]:
    """Before anything is called allowed, that it is a default which the clinic has not confirmed."""
    if not any(each.origin == "default" for each in said):
        return []
    whose = f"from {checklist.inherited_from}" if checklist.inherited_from else "by resurf's default"
    return [f"{'Marked * is' if mixed else 'What follows is'} {whose}; your clinic has not confirmed it."]


def _grouped(found: Iterable[tuple[News, str]]) -> list[str]:
    groups: dict[News, list[str]] = {}
    for news, title in found:
        groups.setdefault(news, []).append(title)
    return [f"{news[2]}: {several(groups[news], '; ')}." for news in sorted(groups)]


def _named(each: BanNews, *, mixed: bool) -> str:
    mark = words.mark(each.ban.said, mixed=mixed)
    return f"{each.ban.what}{mark}{f' ({words.UNKNOWN})' if each.applies is None else ''}"


# --- what is to be done, what is normal ---


def _shift(shift: Shift, today: date) -> News:
    before, after = shift.before, shift.after
    normal = shift.ref.startswith("expect.")
    if after is None:
        return 0, today, "No longer normal" if normal else "No longer to be done"
    if after.waits:
        return 4, today, "Waits until it is recorded"
    if before is None or before.waits or before.first != after.first:
        begins = _from(after.first, today)
        return 5 if normal else 2, after.first or today, f"{'Normal' if normal else 'To do'} {begins}"
    return _goes_on(after, today, "Normal" if normal else "Goes on")


def _goes_on(after: Days, today: date, verb: str) -> News:
    if after.open:
        return 3, today, f"{verb} until it is recorded"
    if after.last is None:
        return 3, date.max, f"{verb} with no end known"
    if after.last > today:
        return 3, after.last, f"{verb} to {dates.near(after.last, today)}"
    ended = after.last < today
    return 1, after.last, f"Ended {dates.near(after.last, today)}" if ended else "Ends today"


def _from(day: date | None, today: date) -> str:
    """Since when, or from when on: ``from tomorrow``, ``since Sat 19 Dec``."""
    days = 0 if day is None else (day - today).days
    named = {0: "from today", 1: "from tomorrow"}
    return named.get(days) or f"{'since' if days < 0 else 'from'} {dates.near(day or today, today)}"


# --- what may be done again ---


def _freed(each: BanNews) -> bool:
    """Whether a day is known from which a ban is no longer strict."""
    return each.span is None or not _strict_on(each.span)


def _strict_on(span: Span) -> bool:
    return span.strict and (span.strict_last is None or span.open_window(STRICT) is not None)


def _ban(each: BanNews, today: date) -> News:
    span = each.span
    if span is None:
        return 0, today, "No longer to avoid"
    if _strict_on(span):
        window = span.open_window(STRICT)
        return 9, today, f"To avoid {words.ends_by(window, today) if window else 'with no end known'}"
    free = away(span.strict_last, timedelta(days=1)) if span.strict_last else None
    window = span.open_window(CAREFUL)
    if window is not None or span.last is None:
        until = words.ends_by(window, today) if window else "with no end known"
        return 8, free or today, f"Careful{_begins(free, today)}, {until}"
    allowed = away(span.last, timedelta(days=1))
    again = ""
    if each.again:
        last = dates.near(away(each.again[0], -timedelta(days=1)), today)
        again = f" to {last} (then to be avoided again, for session {each.again[1]})"
    if free == allowed:
        return 7, allowed, f"Allowed {_from(allowed, today)}{again}"
    careful = f"Careful{_begins(free, today)} to {dates.near(span.last, today)}"
    return 7, free or today, f"{careful}, then allowed{again}"


def _begins(day: date | None, today: date) -> str:
    return f" {_from(day, today)}" if day else ""


# --- a sign that is raised ---


def _late(found: Happening, plan: Plan, today: date) -> Iterator[str]:
    late = found.late
    if late is None or late.latest is None:
        return
    sign = plan.checklist.signs.get(late.event.sign or "")
    what = f"{sign.sign}: {words.URGENCY_WORDS[sign.urgency]}" if sign else "call your clinic today"
    yield f"It should have been so by {dates.near(late.latest, today)}. {what}, {words.clinic_call(plan.contact)}."
