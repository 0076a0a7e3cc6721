"""Going back from a day: the latest treatment date after which a ban is over by then.

*Surely* takes every event on the latest day that the checklist says. Where it says none, or an end has no day, there is
no answer. Starts are not looked at: a ban counts as over only once its last window is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from .avoid import BanLine, bans, spans
from .checklist import PREP
from .day import Normal, normal
from .plan import Spell
from .schedule import ONE_DAY, Schedule, applies
from .timing import away, points_of
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .checklist import Ban
    from .plan import Plan

    Spread = Callable[[date], tuple[date, ...]]

LATEST: Final = "latest"
EXPECTED: Final = "expected"
SEARCHED: Final = 10 * 366
"""How many days back a date is looked for."""
EARLIER: Final = 3
"""How many earlier dates are named."""
FOREVER: Final = "forever"


@frozen
class Over:
    """How long a ban is in force: to a ``last`` day, or (None) to none that is known, ``because`` of what.

    ``because`` is an event that has no such day, "told" or "forever". ``hangs_on`` are the events that its ends count
    from, each with the last session and the day it was taken on: later, and the last day may be later too.
    """

    ban: Ban
    applies: bool | None
    last: date | None
    because: str | None = None
    hangs_on: tuple[tuple[str, int, date], ...] = ()


@frozen
class Begun:
    """Something that begins before the treatment; ``ref`` as in ``avoid.sun``.

    ``late`` is the first day on which it no longer fits whole: what is done once still does on its last day.
    """

    ref: str
    title: str
    first: date
    late: date
    applies: bool | None


@frozen
class Fitting:
    """A treatment date that fits, with its sessions, when each ban is over, and what would have begun already.

    ``begins`` is the first day of its preparation, what to avoid before it included.
    """

    first: date
    sessions: tuple[date, ...]
    over: tuple[Over, ...]
    begins: date
    begun: tuple[Begun, ...]

    @property
    def needs(self) -> int:
        """How many days the preparation takes."""
        return (self.first - self.begins).days


@frozen
class Backwards:
    """The answer to: treated until when, to be free of these bans on a day.

    ``latest`` is the latest date that surely fits, whether it has passed or not; None: there is none. ``expected`` is
    the one that fits if every event comes on the day it is expected, ``careful`` the one after which the bans are
    surely no longer strict, but may ask for care (None: none of them is strict). ``open`` are the bans that have no
    known end: then there is no date. ``still`` is what would be avoided on that day all the same, ``normal`` what would
    be normal.
    """

    plan: Plan
    by: date
    today: date
    bans: tuple[tuple[Ban, bool | None], ...]
    open: tuple[Over, ...]
    latest: Fitting | None
    expected: date | None
    careful: date | None
    earlier: tuple[Fitting, ...]
    still: tuple[BanLine, ...]
    normal: tuple[Normal, ...]

    @property
    def fits(self) -> bool:
        """Whether there is a date that surely fits and has not passed."""
        return self.latest is not None and self.latest.first >= self.today


def backwards(plan: Plan, by: date, found: Iterable[Ban], spread: Spread, today: date) -> Backwards:
    """The latest date of a first treatment for which bans are over by a day, and those before it.

    ``plan`` has the checklist and the answers; its own dates do not matter. Bans that do not apply are left out.
    ``spread`` gives the dates of all sessions, by that of the first.
    """
    mine = tuple((ban, applies(ban.said, plan)) for ban in found)
    mine = tuple((ban, answer) for ban, answer in mine if answer is not False)
    search = _Search(plan, by, mine, spread, today)
    strict = tuple((replace(ban, careful=None), answer) for ban, answer in mine if ban.strict is not None)
    without_end = tuple(each for each in search.over(by, LATEST) if each.last is None)
    first = None if without_end or not mine else search.latest(LATEST)
    latest = None if first is None else search.fitting(first)
    return Backwards(
        plan,
        by,
        today,
        mine,
        without_end,
        latest,
        None if first is None else search.latest(EXPECTED),
        _Search(plan, by, strict, spread, today).latest(LATEST) if first and strict else None,
        () if first is None else tuple(search.earlier(first)),
        () if latest is None else tuple(bans(search.schedule(latest.first, LATEST), by)),
        () if latest is None else tuple(normal(search.schedule(latest.first, EXPECTED), by)),
    )


class _Search:
    """What the days of a plan come to for one treatment date after the other."""

    def __init__(
        self,
        plan: Plan,
        by: date,
        mine: tuple[tuple[Ban, bool | None], ...],
        spread: Spread,
        today: date,
    ) -> None:
        self.plan, self.by, self.mine, self.spread, self.today = plan, by, mine, spread, today

    def schedule(self, first: date, which: str) -> Schedule:
        """The plan with its first treatment on a date, and every event that has such a day on it."""
        sessions = dict(enumerate(self.spread(first), 1))
        dated = Schedule(replace(self.plan, sessions=sessions, events={}), first)
        events = {
            (event.id, session): (Spell(None, day),)
            for event in self.plan.checklist.events.values()
            for session in sessions
            if (day := dated.event_day(event, session, which)) is not None
        }
        return Schedule(replace(dated.plan, events=events), first)

    def over(self, first: date, which: str) -> list[Over]:
        """How long each ban is in force after a first treatment on a date."""
        schedule = self.schedule(first, which)
        return [_over(ban, answer, schedule) for ban, answer in self.mine]

    def fits(self, first: date, which: str) -> bool:
        """Whether all sessions and all bans are over before the day."""
        if self.spread(first)[-1] >= self.by:
            return False
        return all(each.last is not None and each.last < self.by for each in self.over(first, which))

    def latest(self, which: str) -> date | None:
        """The latest date that fits."""
        days = (self.by - ONE_DAY * gone for gone in range(1, min(SEARCHED, self.by.toordinal() - 1)))
        return next((day for day in days if self.fits(day, which)), None)

    def fitting(self, first: date) -> Fitting:
        """What there is to say of a date that fits."""
        schedule = self.schedule(first, EXPECTED)
        begins = list(_beginnings(schedule, first))
        begun = sorted((each for each in begins if each.late <= self.today), key=lambda each: each.first)
        return Fitting(
            first,
            self.spread(first),
            tuple(self.over(first, LATEST)),
            min((each.first for each in begins), default=first),
            tuple(begun),
        )

    def earlier(self, first: date) -> Iterator[Fitting]:
        """Working days before a date, a week apart, that fit too and have not passed."""
        weekend = max(0, first.weekday() - 4)
        day = away(first, -timedelta(days=weekend or 7))
        for _ in range(EARLIER):
            if day >= self.today and self.fits(day, LATEST):
                yield self.fitting(day)
            day = away(day, -timedelta(days=7))


def _over(ban: Ban, answer: bool | None, schedule: Schedule) -> Over:  # noqa: FBT001 - the answer, yes or unknown
    """How long a ban is in force; without its start, so that no window is lost that would end before it begins."""
    found = spans(replace(ban, start=None), schedule, schedule.today)
    windows = [window for span in found for _, window in span.windows]
    unknown = [window for window in windows if window.last is None or window.ends_by is not None]
    if unknown:
        return Over(ban, answer, None, unknown[-1].ends_by or FOREVER)
    last = max(window.last for window in windows if window.last)
    return Over(ban, answer, last, hangs_on=tuple(_reckoned_with(ban, schedule)))


def _reckoned_with(ban: Ban, schedule: Schedule) -> Iterator[tuple[str, int, date]]:
    """The events that the ends of a ban count from, with the last session and its day."""
    session = max(schedule.plan.sessions)
    for event in dict.fromkeys(point.anchor for end in (ban.strict, ban.careful) for point in points_of(end)):
        day = schedule.happened(event, session, schedule.today)
        if day is not None:
            yield event, session, day


def _beginnings(schedule: Schedule, treated: date) -> Iterator[Begun]:
    """What begins before the treatment, and when: preparation that counts, and what to avoid."""
    plan = schedule.plan
    for task in plan.checklist.phase(PREP):
        mine = applies(task.said, plan)
        if mine is not False and not task.optional and not task.as_needed:
            for _, window in list(schedule.windows(task, treated))[:1]:
                if window.first is not None and window.first < treated:
                    whole = window.last if task.once and window.last is not None else window.first
                    yield Begun(task.id, task.do, window.first, away(whole, ONE_DAY), mine)
    for ban in plan.checklist.avoid.values():
        mine = applies(ban.said, plan)
        firsts = [span.first for span in spans(ban, schedule, treated) if span.first] if mine is not False else []
        yield from (
            Begun(f"avoid.{ban.id}", ban.what, first, away(first, ONE_DAY), mine)
            for first in firsts[:1]
            if first < treated
        )
