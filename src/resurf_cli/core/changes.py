"""What a change does to a plan's days: after an answer, another edition of the checklist. Nothing of it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .avoid import span_of, spans
from .checklist import CONSULT
from .differences import differences
from .schedule import applies
from .values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .avoid import Span
    from .checklist import Ban
    from .differences import Difference
    from .plan import Plan
    from .progress import Ledger


@frozen
class Days:
    """The days of an item in words' reach: first and last inclusive, None where no day is known.

    ``open``: it hangs on an event not recorded, or on the clinic's word, so ``last`` is only assumed.
    """

    first: date | None
    last: date | None
    open: bool = False
    waits: bool = False  # it starts by an event not recorded


@frozen
class Shift:
    """An item whose days are others after a change; None: it does not apply, or has no days."""

    ref: str
    title: str
    session: int | None
    before: Days | None
    after: Days | None


def shifts(before: Ledger, after: Ledger, *, by_session: bool = False) -> list[Shift]:
    """The items that come, go or move between two states of a plan, in the order of the checklist.

    A ban is told as it runs over all sessions, its windows numbered in order; ``by_session``: each of them alone.
    """
    old, new = (dict(_all_days(ledger, by_session=by_session)) for ledger in (before, after))
    titles = {**_titles(before.plan), **_titles(after.plan)}
    return [
        Shift(ref, titles[ref], session, old.get((ref, session)), new.get((ref, session)))
        for ref, session in dict.fromkeys((*new, *old))
        if old.get((ref, session)) != new.get((ref, session))
    ]


def _titles(plan: Plan) -> dict[str, str]:
    found = {task.id: task.do for task in plan.checklist.tasks.values()}
    found |= {f"avoid.{ban.id}": ban.what for ban in plan.checklist.avoid.values()}
    return found | {f"expect.{each.id}": each.what for each in plan.checklist.expect.values()}


Named = tuple[tuple[str, int | None], Days]


def _all_days(ledger: Ledger, *, by_session: bool) -> Iterator[Named]:
    """The days of every task, ban and normal thing that applies or might, seen from today."""
    yield from _days_of_tasks(ledger)
    yield from _days_of_bans(ledger, by_session=by_session)
    yield from _days_of_the_normal(ledger)


def _days_of_tasks(ledger: Ledger) -> Iterator[Named]:
    for task in ledger.plan.checklist.tasks.values():
        if task.phase != CONSULT and applies(task.said, ledger.plan) is not False:
            for session, window in ledger.schedule.windows(task, ledger.today):
                days = Days(window.first, window.last, window.depends_on is not None, window.starts_by is not None)
                yield (task.id, session), days


def _days_of_bans(ledger: Ledger, *, by_session: bool) -> Iterator[Named]:
    for ban in ledger.plan.checklist.avoid.values():
        if applies(ban.said, ledger.plan) is not False:
            found = (
                _each_session(ban, ledger) if by_session else enumerate(spans(ban, ledger.schedule, ledger.today), 1)
            )
            for place, span in found:
                yield (f"avoid.{ban.id}", place), Days(span.first, span.last, span.depends_on is not None)


def _each_session(ban: Ban, ledger: Ledger) -> Iterator[tuple[int | None, Span]]:
    schedule = ledger.schedule
    dropped = ledger.plan.dropped(f"avoid.{ban.id}", ledger.today)
    for session in () if dropped else schedule.sessions_of(ban):
        if (span := span_of(ban, schedule, session, ledger.today)) is not None:
            yield session, span


def _days_of_the_normal(ledger: Ledger) -> Iterator[Named]:
    schedule = ledger.schedule
    for item in ledger.plan.checklist.expect.values():
        if applies(item.said, ledger.plan) is not False:
            for session in schedule.sessions_of(item):
                window = schedule.normal_window(item, session, ledger.today)
                if window is not None:
                    waits = window.starts_by is not None
                    yield (
                        (f"expect.{item.id}", session),
                        Days(window.first, window.last, window.depends_on is not None, waits),
                    )


# --- another edition of the checklist --------------------------------------------------------------------------------


@frozen
class Update:
    """What another edition of the checklist does to a plan.

    ``differences`` are between what both say, ``shifts`` the days that move with it. ``ticks`` were recorded,
    ``counted`` of them count before, ``still`` after. ``unanswered`` are questions whose answer is none any more,
    ``dropped`` items that differ and that the clinic took off: they stay off.
    """

    differences: tuple[Difference, ...]
    shifts: tuple[Shift, ...]
    ticks: int
    counted: int
    still: int
    unanswered: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def update(before: Ledger, after: Ledger) -> Update:
    """What following another edition does; ``after`` is the plan with it."""
    old, new = before.plan, after.plan
    found = differences(old.checklist, new.checklist)
    return Update(
        differences=found,
        shifts=tuple(shifts(before, after)),
        ticks=sum(each.ticks for each in old.outcomes.values()),
        counted=counted_ticks(before),
        still=counted_ticks(after),
        unanswered=tuple(name for name in old.answers if name in new.checklist.questions and name not in new.answers),
        dropped=tuple(each.ref for each in found if each.after is not None and new.dropped(each.ref, after.today)),
    )


def counted_ticks(ledger: Ledger) -> int:
    """How many recorded ticks count, over all days so far."""
    return sum(figure.done for days in ledger.tally.values() for figure in days.values())
