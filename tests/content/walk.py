"""A plan of a treatment, walked day by day: what each page lists, seen on that day, knowing only what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from resurf_cli.core.avoid import BanLine, bans
from resurf_cli.core.day import Listed, Normal, listed_signs, normal
from resurf_cli.core.plan import NEW, History
from resurf_cli.core.progress import Ledger
from tests.content import checklist
from tests.content.plans import FOUR, FROM, TO, TREATED, least, most, record, with_events
from tests.content.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resurf_cli.core.schedule import Fixed, Occurrence
    from tests.core.record import Record

SERIES: Final = "a series of four"
PLANS: Final = ("every risk", "no risk", "nothing answered", SERIES)
SETTLED: Final = 190
"""So many days after the last session hardly anything begins or ends: then only the days on which something does."""


@cache
def plan(name: str, kind: str) -> Record:
    """A plan of a kind; where nothing was answered nothing is recorded either, elsewhere every event as expected."""
    found = checklist(name)
    if kind == "nothing answered":
        return record(name, {})
    if kind == "no risk":
        return with_events(record(name, least(found)))
    if kind == SERIES:
        return with_events(record(name, most(found), FOUR), FOUR)
    return with_events(record(name, most(found)))


@dataclass(frozen=True)
class Seen:
    """A day of a plan: ``number`` counts from the first treatment."""

    number: int
    ledger: Ledger
    tasks: tuple[Occurrence, ...]
    avoid: tuple[BanLine, ...]
    expect: tuple[Normal, ...]
    signs: tuple[Listed, ...]

    @property
    def day(self) -> date:
        """Its date."""
        return self.ledger.today


def days(made: Record) -> Iterator[int]:
    """The days from 60 before the first treatment to 400 after it on which a page may list anything new."""
    plan = made.history.plan
    settled = (plan.last - TREATED).days + SETTLED
    seen = windows(made.ledger(plan.last.isoformat()).schedule, plan.last)
    edges = [edge for _, _, window in seen if window for edge in (window.first, window.last) if edge]
    turns = {(edge - TREATED).days + later for edge in edges for later in (0, 1)}
    return (number for number in range(FROM, TO + 1) if number <= settled or number in turns or number % 30 == 0)


def ledgers(made: Record) -> Iterator[tuple[int, Ledger]]:
    """Each day with what was known on it."""
    entries = made.entries
    histories: dict[int, History] = {}
    fixed: dict[int, Fixed] = {}
    for number in days(made):
        day = TREATED + timedelta(days=number)
        known = [each for each in entries if each.kind == NEW or each.day <= day]
        if len(known) not in histories:
            histories[len(known)] = History(known)
        ledger = Ledger(histories[len(known)], day)
        ledger.schedule.fixed = fixed.setdefault(len(known), {})  # what no event moves is worked out once
        yield number, ledger


@cache
def walked(name: str, kind: str) -> tuple[Seen, ...]:
    """The days of a plan from 60 before the first treatment to 400 after it."""
    return tuple(seen(number, ledger) for number, ledger in ledgers(plan(name, kind)))


def seen(number: int, ledger: Ledger) -> Seen:
    """What the page of a day lists."""
    schedule, day = ledger.schedule, ledger.today
    tasks = tuple(schedule.occurrences(day))
    return Seen(
        number,
        ledger,
        tasks,
        tuple(bans(schedule, day)),
        tuple(normal(schedule, day)),
        tuple(listed_signs(schedule, day)),
    )
