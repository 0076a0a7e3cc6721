"""What other dates of sessions do to a plan, in sentences; and how far apart sessions are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates

from . import words
from .changes import both, several
from .told import days as told_days
from .told import unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from resurf_cli.core.changes import Days, Shift
    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.moving import Late, Move
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.series import Interval
    from resurf_cli.core.telling import Unused

SOONEST: Final = 6
"""How many items that move with their session are named with their days; the others are counted."""
GROUPS: Final = 5
"""How many groups of other items are named."""
NAMED: Final = 4
NEARLY: Final = 3
"""So many days the end of a window may differ from its session: months are not all as long."""

# --- intervals -------------------------------------------------------------------------------------------------------


def interval(found: Interval) -> str:
    """How far a session is from the one before: ``28 days after session 1``."""
    return f"{_number(found.days, 'day')} after session {found.before}"


def too_close(found: Interval) -> str:
    """That a session is closer to the one before than the checklist advises; a warning, never a refusal."""
    session = f"Session {found.session}, {dates.full(found.on)}, is {interval(found)}"
    return f"{session}, closer than this checklist advises: ask your clinic."


def warnings(found: Iterable[Interval], checklist: Checklist) -> list[str]:
    """The sessions that are too close to the one before, then once how far apart they are, and who says so."""
    lines = [too_close(each) for each in found]
    cited = [checklist.sources.get(each) for each in (checklist.series.source if checklist.series else ())]
    names = dict.fromkeys(each.publisher or each.title for each in cited if each)
    source = f" (source: {'; '.join(names)})" if names else ""
    return [*lines, f"{words.apart(checklist)}{source}."] if lines else []


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


# --- what new dates do -----------------------------------------------------------------------------------------------


def moved(move: Move, plan: Plan, today: date) -> list[str]:
    """What new dates of sessions do, before it is done; ``plan`` is the one with the old dates."""
    lines = [_dated(number, *both_dates, plan) for number, both_dates in move.dates.items()]
    if move.correction and any(old and new for old, new in move.dates.values()):
        lines.append("That session has begun already: moving it only corrects the record.")
    lines += warnings(move.close, plan.checklist)
    lines += _days(move, plan, today)
    lines += _today(move)
    lines += _recorded(move, plan)
    return [*lines, *_no_longer_fits(move, plan)]


def _dated(number: int, old: date | None, new: date | None, plan: Plan) -> str:
    which = f"Session {number}" if len(plan.sessions) > 1 or old is None else "Treatment"
    if old is None or new is None:
        return f"{which}, {dates.full(new or old or plan.first)}, is {'added' if new else 'taken off'}."
    days = (new - old).days
    return f"{which}: {dates.full(old)} moves to {dates.full(new)}, {_by(days)}."


def _by(days: int) -> str:
    return f"{_number(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


# --- days ---


def _days(move: Move, plan: Plan, today: date) -> Iterator[str]:
    """The days that change: of what moves with its session the soonest, of all else every group with the same news."""
    shown = [each for each in move.shifts if not _over(each, today)]
    along = [each for each in shown if _along(each, move)]
    new = [each for each in shown if each.before is None]
    gone = [each for each in shown if each.after is None]
    rest = [each for each in shown if each not in along and each.before and each.after]
    yield from _soonest(along, "move with it", plan, today)
    yield from _soonest(new, "are new", plan, today)
    groups: dict[str, list[str]] = {}
    for each in gone:
        groups.setdefault(_of(each, plan, "has no day any more"), []).append(each.title)
    for each in rest:
        groups.setdefault(_of(each, plan, _news(each, today)), []).append(each.title)
    yield from (f"{news}: {several(titles, '; ', NAMED)}." for news, titles in [*groups.items()][:GROUPS])
    if more := sum(len(titles) for titles in [*groups.values()][GROUPS:]):
        yield f"{more} more have other days."


def _over(shift: Shift, today: date) -> bool:
    """Whether an item is past, by its old days and by its new ones."""
    return all(each is None or (each.last is not None and each.last < today) for each in (shift.before, shift.after))


def _along(shift: Shift, move: Move) -> bool:
    """Whether an item moves as far as its session."""
    before, after = shift.before, shift.after
    if before is None or after is None or before.open != after.open:
        return False
    return any(_moves_by(before, after, days) for days in _distances(shift, move))


def _distances(shift: Shift, move: Move) -> Iterator[int]:
    for number, (old, new) in move.dates.items():
        if old and new and shift.session in {None, number}:
            yield (new - old).days


def _moves_by(before: Days, after: Days, days: int) -> bool:
    ends = ((before.first, after.first), (before.last, after.last))
    if any((old is None) is not (new is None) for old, new in ends):
        return False
    far = [(new - old).days for old, new in ends if old and new]
    return bool(far) and all(abs(each - days) <= NEARLY for each in far)


def _soonest(found: list[Shift], do_what: str, plan: Plan, today: date) -> Iterator[str]:
    """The items that begin soonest, with their days, and how many more there are."""
    ranked = sorted(found, key=lambda each: (_begins(each, today) < today, "." in each.ref, _begins(each, today)))
    yield from (f"{each.title}{_of_session(each, plan)}: {both(each, today)}." for each in ranked[:SOONEST])
    if rest := len(found) - SOONEST:
        yield from [f"{rest} more {do_what}."] if rest > 0 else []


def _begins(shift: Shift, today: date) -> date:
    return (shift.after.first if shift.after else None) or today


def _of_session(shift: Shift, plan: Plan) -> str:
    """Of which session it is, where there are several."""
    return f" (session {shift.session})" if len(plan.sessions) > 1 and shift.session is not None else ""


def _of(shift: Shift, plan: Plan, news: str) -> str:
    """The news of several items, of which session they are."""
    session = len(plan.sessions) > 1 and shift.session is not None
    comma = "" if news.startswith(_VERBS) else ","
    return f"Session {shift.session}{comma} {news}" if session else f"{news[0].upper()}{news[1:]}"


_VERBS: Final = ("has ", "goes ", "ends ", "begins ")


def _news(shift: Shift, today: date) -> str:
    """What is different of an item that keeps one of its two ends."""
    before, after = shift.before, shift.after
    if before is None or after is None or before.open != after.open or before.waits != after.waits:
        return both(shift, today)
    if before.first == after.first and before.last and after.last:
        word = "goes on to" if after.last > before.last else "ends"
        return f"{word} {dates.near(after.last, today)} (was {dates.near(before.last, today)})"
    if before.last == after.last and before.first and after.first:
        return f"begins {dates.near(after.first, today)} (was {dates.near(before.first, today)})"
    return both(shift, today)


def _today(move: Move) -> Iterator[str]:
    """What today's page asks for or forbids from now on, and no more."""
    for name, found in (("On today's page from now on", move.starts), ("No longer on today's page", move.ends)):
        for avoided, what in ((False, ""), (True, "to avoid ")):
            titles = [each.title for each in found if each.ref.startswith("avoid.") is avoided]
            if titles:
                yield f"{name}: {what}{several(titles, '; ', NAMED)}."


# --- what was recorded ---


def _recorded(move: Move, plan: Plan) -> Iterator[str]:
    if move.counted:
        ticks = "1 tick so far counts" if move.counted == 1 else f"{move.counted} ticks so far count"
        yield f"{ticks} as before."
    if move.uncounted:
        ticks = "1 tick is" if move.uncounted == 1 else f"{move.uncounted} ticks are"
        yield f"{ticks} for days that will ask for them no more: kept in the record, not counted."
    if again := several((task.do for task in move.again), "; "):
        stays = any(new for _, new in move.dates.values())
        word = "Done, and may have to be done again for the new date" if stays else "Done for it, kept in the record"
        yield f"{word}: {again}."
    if started := several((task.do for task in move.started), "; "):
        yield f"Medicines ticked already: {started}. Ask who prescribed them what the new date means."
    for each in move.before:
        moved_to = move.dates[each.session][1]
        why = "lies before the new date: kept, but not used" if moved_to else "is kept, but not used"
        again = f" When it is so, record it again: resurf happened {each.event}" if moved_to else ""
        yield f"{each.event}, recorded for {dates.full(each.on)}, {why}.{again}"
    yield from (_told(each, plan, move) for each in move.unused)


def _told(each: Unused, plan: Plan, move: Move) -> str:
    if each.session is not None and move.dates.get(each.session, (None, plan.last))[1] is None:
        return f"{each.title}: {told_days(each.ends)} was told for this session. It is kept, and not used."
    return unused(each, plan)


# --- what no longer fits ---


def _no_longer_fits(move: Move, plan: Plan) -> Iterator[str]:
    for visit, on in move.visits:
        yield f"{visit.what} stays on {dates.full(on)}: ask your clinic whether it moves too."
    yield from (_late(each, plan) for each in move.late if each.task.missed)
    others = [f"{each.task.do}{_which(each, plan)}" for each in move.late if not each.task.missed]
    if others:
        yield f"Was due to begin before today too: {several(others, '; ')}. Ask your clinic."


def _late(late: Late, plan: Plan) -> str:
    ago = f"{_number(late.days, 'day')} ago"
    return f'"{late.task.do}"{_which(late, plan)} was due to begin {ago}: ask your clinic. {late.task.missed}'


def _which(late: Late, plan: Plan) -> str:
    return f" (session {late.session})" if late.session and (len(plan.sessions) > 1 or late.session > 1) else ""
