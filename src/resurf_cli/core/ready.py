"""Whether a treatment day can go ahead: what stands in the way of it, and what of that needs a call.

It looks at the next session, today's included. What is not known is never better than what is: an item that is not
answered, a task that is not ticked and a temperature that was not taken are *not yet*. A warning sign that was raised
today or yesterday needs a call, whatever was answered.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from resurf_cli.errors import NotFound

from . import dates
from .alerts import fired
from .call import late_signs
from .checklist import CONSULT, PREP, Ready, Sign, Supply, Task
from .condition import measures_of
from .day import begun_before, supply_lines
from .hours import whom
from .plan import SUPPLY, Key
from .progress import NOTHING_YET, Status
from .schedule import ONE_DAY, applies
from .timing import away
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from .condition import Condition
    from .hours import Lines
    from .plan import Plan
    from .progress import Ledger, Line
    from .schedule import Window

CALL: Final = "call"
NOT_YET: Final = "not-yet"
READY: Final = "ready"
VERDICTS: Final = (READY, NOT_YET, CALL)
"""From the mildest to the one that outweighs the others."""
ASKED_FROM: Final = timedelta(days=7)
"""How long before the treatment its items are asked."""


class Kind(Enum):
    """Why something stands in the way; in this order on a page."""

    ANSWER = "answer"  # what was answered
    DIARY = "diary"  # what was entered in the diary
    SIGN = "sign"  # a warning sign that a check-in raised, or an event past its latest day
    PLAN = "plan"  # an answer of the plan
    NEEDED = "needed"  # what has to be done or at home is not ticked
    MISSED = "missed"  # a prep task with a day on which it was not done
    BEGUN = "begun"  # a prep task that began before the plan was made
    UNANSWERED = "unanswered"  # a question of the day or of the plan, or a number of the diary, not answered yet
    TASK = "task"  # a prep task to be done once that is not ticked
    SUPPLY = "supply"  # a supply that is not ticked


_KINDS: Final = tuple(Kind)


@frozen
class Reason:
    """Something that stands in the way of a treatment day.

    ``id`` is the item's, the task's, ``supplies.ID`` or ``signs.ID``; ``ref`` what can be ticked for it, if anything;
    ``session`` the one to name where it is ticked. ``applies`` None: only if it applies. ``because`` is why a diary's
    alert fired or a sign was raised, or why it was skipped; ``days`` are those missed, or that of the check-in;
    ``since`` when it began, ``by`` the day it is to be done by. ``questions`` are those of the plan that are not
    answered, ``answer`` is what was answered.
    """

    id: str
    kind: Kind
    verdict: str
    item: Ready | Task | Supply | Sign
    applies: bool | None
    ref: str = ""
    session: int | None = None
    because: str = ""
    days: tuple[date, ...] = ()
    since: date | None = None
    by: date | None = None
    questions: tuple[str, ...] = ()
    answer: bool | None = None


@frozen
class Answered:
    """An item that was answered for the day and does not stand in the way."""

    item: Ready
    answer: bool


@frozen
class ReadyPage:
    """What stands in the way of the next session, the worst first; ``lines`` are whom to call at this hour."""

    plan: Plan
    today: date
    session: int
    session_date: date
    verdict: str
    reasons: tuple[Reason, ...]
    answered: tuple[Answered, ...]
    lines: Lines

    @property
    def asked_from(self) -> date:
        """The day from which the items are asked."""
        return away(self.session_date, -ASKED_FROM)

    @property
    def asking(self) -> bool:
        """Whether that day has come."""
        return self.today >= self.asked_from


def ready_page(ledger: Ledger, clock: datetime, given: Mapping[str, bool] | None = None) -> ReadyPage:
    """Whether the next session can go ahead; ``given`` are answers beside those recorded for today.

    Raises:
        NotFound: there is no session to come.
    """
    looked = _Look(ledger, {**ledger.plan.answered.get(ledger.today, {}), **(given or {})})
    reasons = sorted(looked.reasons(), key=_order)
    verdict = max((each.verdict for each in reasons), key=VERDICTS.index, default=READY)
    return ReadyPage(
        plan=ledger.plan,
        today=ledger.today,
        session=looked.session,
        session_date=ledger.plan.sessions[looked.session],
        verdict=verdict,
        reasons=tuple(reasons),
        answered=tuple(looked.settled()),
        lines=whom(ledger.plan.contact, clock),
    )


def _order(reason: Reason) -> tuple[int, bool, int, bool]:
    """Calls first, then what surely applies; questions of the plan after those of the day."""
    only_if = reason.applies is None
    return -VERDICTS.index(reason.verdict), only_if, _KINDS.index(reason.kind), bool(reason.questions)


def items_on(plan: Plan, day: date) -> list[Ready]:
    """What can stand in the way of a treatment that applies or might."""
    return [each for each in plan.ready_on(day) if applies(each.said, plan) is not False]


def asked_items(page: ReadyPage) -> list[Ready]:
    """The items to be asked now, those that need a call first."""
    mine = (each for each in page.reasons if each.kind is Kind.UNANSWERED and not each.questions)
    open_items = [each.item for each in mine if isinstance(each.item, Ready)]
    return sorted(open_items, key=lambda each: CALL not in each.verdicts.values())


class _Look:
    """One look at a plan before its next session."""

    def __init__(self, ledger: Ledger, answers: Mapping[str, bool]) -> None:
        session = ledger.plan.next_session(ledger.today)
        if session is None:
            past = dates.full(ledger.plan.last)
            raise NotFound(f"No treatment is to come: the last was on {past}. resurf plan move sets another date.")
        self.ledger, self.plan, self.today = ledger, ledger.plan, ledger.today
        self.answers, self.session = answers, session
        self.treated = self.plan.sessions[session]
        self.supplies = {SUPPLY + each.supply.id: each for each in supply_lines(ledger, ledger.today)}

    def reasons(self) -> Iterator[Reason]:
        """All that stands in the way."""
        said = [each for item in items_on(self.plan, self.today) for each in self._item(item)]
        yield from said
        yield from self._signs({each.because for each in said})
        begun = {(each.task.id, each.session): each.first for each in begun_before(self.ledger, self.today, (PREP,))}
        for task in self.plan.checklist.phase(PREP):
            if not task.optional and applies(task.said, self.plan) is not False:
                yield from self._task(task, begun)
        for ref, each in self.supplies.items():
            if not each.done:
                because = each.outcome.because if each.outcome.skipped else ""
                yield Reason(ref, Kind.SUPPLY, NOT_YET, each.supply, each.applies, ref, because=because, by=each.by)

    def _signs(self, known: Container[str]) -> Iterator[Reason]:
        """The warning signs raised now, and by the check-ins of today and yesterday; what is said already is not."""
        late = [(each, ()) for each in late_signs(self.ledger.schedule, self.today)]
        lately = [each for each in reversed(self.plan.diary) if self._lately(each.day)]
        found: dict[str, Reason] = {}
        for raised, days in [*late, *((raised, (each.day,)) for each in lately for raised in each.raised)]:
            sign = self.plan.checklist.signs.get(raised.id)
            if sign is not None and raised.because not in known:
                name, mine = f"signs.{sign.id}", applies(sign.said, self.plan)
                made = Reason(name, Kind.SIGN, CALL, sign, mine, because=raised.because, days=days)
                found.setdefault(sign.id, made)
        yield from found.values()

    def settled(self) -> Iterator[Answered]:
        """The items that were answered and do not stand in the way."""
        for item in items_on(self.plan, self.today):
            if item.id in self.answers and not list(self._item(item)):
                yield Answered(item, self.answers[item.id])

    # --- the checklist's items ---

    def _item(self, item: Ready) -> Iterator[Reason]:
        if item.needs:
            yield from self._needed(item)
        elif item.alerts:
            yield from self._alert(item)
        elif item.when is not None:
            yield from self._by_the_plan(item, item.when)
        else:
            yield from self._asked(item)

    def _reason(self, item: Ready, kind: Kind, verdict: str) -> Reason:
        return Reason(item.id, kind, verdict, item, applies(item.said, self.plan))

    def _asked(self, item: Ready) -> Iterator[Reason]:
        answer = self.answers.get(item.id)
        if answer is None:
            yield self._reason(item, Kind.UNANSWERED, NOT_YET)
        elif verdict := item.verdicts.get("yes" if answer else "no"):
            yield replace(self._reason(item, Kind.ANSWER, verdict), answer=answer)

    def _alert(self, item: Ready) -> Iterator[Reason]:
        """What the diary of today and yesterday says, each check-in by itself; an answer never outweighs it."""
        then, found = item.verdicts.get("then", CALL), self._fired(item)
        if found:
            yield replace(self._reason(item, Kind.DIARY, then), because=found[0], days=(found[1],))
        elif self.answers.get(item.id) is True:
            yield replace(self._reason(item, Kind.ANSWER, then), answer=True)
        elif self.answers.get(item.id) is None and not self._measured(item):
            yield self._reason(item, Kind.UNANSWERED, NOT_YET)

    def _fired(self, item: Ready) -> tuple[str, date] | None:
        diary, measures = self.plan.diary, self.plan.checklist.measures
        for place, each in enumerate(diary):
            if self._lately(each.day) and (why := fired(item.alerts, diary[: place + 1], measures)):
                return why, each.day
        return None

    def _lately(self, day: date) -> bool:
        return away(self.today, -ONE_DAY) <= day <= self.today

    def _measured(self, item: Ready) -> bool:
        """Whether all that an item looks at was entered today or yesterday."""
        wanted = {name for rule in item.alerts for name in measures_of(rule)}
        return wanted <= {name for each in self.plan.diary if self._lately(each.day) for name in each.scores}

    def _by_the_plan(self, item: Ready, when: Condition) -> Iterator[Reason]:
        holds = when.holds(self.plan.answers)
        if holds:
            yield self._reason(item, Kind.PLAN, item.verdicts.get("then", CALL))
        elif holds is None:
            open_one = self._reason(item, Kind.UNANSWERED, NOT_YET)
            yield replace(open_one, questions=_unanswered(when, self.plan))

    def _needed(self, item: Ready) -> Iterator[Reason]:
        """What has to be done first: asked from a week before, or as soon as the time to do it is over."""
        over = self._need_is_open(item.needs)
        if over is not None:
            late = over or self.today >= away(self.treated, -ASKED_FROM)
            verdict = item.verdicts.get("else", CALL) if late else NOT_YET
            needed = self._reason(item, Kind.NEEDED, verdict)
            yield replace(needed, ref=item.needs, session=self._named(item.needs))

    def _need_is_open(self, ref: str) -> bool | None:
        """Whether the time for what is needed is over; None where it is ticked, or not for this person."""
        if ref.startswith(SUPPLY):
            supply = self.supplies.get(ref)
            return None if supply is None or supply.done else supply.by < self.today
        task = self.plan.checklist.tasks[ref]
        if applies(task.said, self.plan) is False or self.plan.dropped(ref, self.today):
            return None
        if task.phase == CONSULT:
            ticked = self.plan.outcomes.get(Key(ref), NOTHING_YET).ticks
            return None if ticked else self.today >= self.plan.first
        mine = self._windows(task)
        if mine and all(self._is_done(task, session, window) for session, window in mine):
            return None
        return any(window.last is not None and window.last < self.today for _, window in mine)

    def _is_done(self, task: Task, session: int | None, window: Window) -> bool:
        """Whether a task is ticked; a repeated one on some day, and on every day that has passed."""
        if task.once:
            return self._once(task, session, window).done > 0
        lines = [*self._days(task, session, window, self.today)]
        return any(line.done for line in lines) and not any(_not_done(line) for line in lines)

    # --- the preparation itself ---

    def _task(self, task: Task, begun: Mapping[tuple[str, int | None], date | None]) -> Iterator[Reason]:
        for session, window in self._windows(task):
            began = task.missed != "" and (task.id, session) in begun and not self._of_an_earlier_one(window)
            missed = tuple(self._missed(task, session, window))
            if task.once:
                yield from self._not_ticked(task, session, window, began=began)
            elif task.missed and (began or missed):
                yield self._call(task, window, began=began, missed=missed)

    def _call(self, task: Task, window: Window, *, began: bool, missed: tuple[date, ...] = ()) -> Reason:
        kind, mine = Kind.BEGUN if began else Kind.MISSED, applies(task.said, self.plan)
        which, ends = self._named(task.id), (window.first, window.last)
        return Reason(task.id, kind, CALL, task, mine, task.id, which, "", missed, *ends)

    def _not_ticked(self, task: Task, session: int | None, window: Window, *, began: bool) -> Iterator[Reason]:
        line = self._once(task, session, window)
        if line.done:
            return
        over = window.last is not None and window.last < self.today and not self._of_an_earlier_one(window)
        if task.missed and not line.outcome.skipped and (began or over):
            yield self._call(task, window, began=began)
        else:
            because = line.outcome.because if line.outcome.skipped else ""
            mine, which = applies(task.said, self.plan), self._named(task.id)
            yield Reason(task.id, Kind.TASK, NOT_YET, task, mine, task.id, which, because, by=window.last)

    def _missed(self, task: Task, session: int | None, window: Window) -> Iterator[date]:
        """The past days on which a repeated task was not done, or skipped; those before an earlier session are over."""
        if not task.once and not task.as_needed and not self._of_an_earlier_one(window):
            lines = self._days(task, session, window, away(self.today, -ONE_DAY))
            yield from (line.occurrence.day for line in lines if _not_done(line))

    def _days(self, task: Task, session: int | None, window: Window, to: date) -> Iterator[Line]:
        first = max(self.plan.made, window.first or self.plan.made)
        last = to if window.last is None else min(to, window.last)
        for days in range((last - first).days + 1):
            found = self.ledger.schedule.occurrence(task, session, window, first + ONE_DAY * days)
            if found is not None:
                yield self.ledger.line(found)

    def _windows(self, task: Task) -> list[tuple[int | None, Window]]:
        """The windows of a task before this session; one that runs once for the whole plan is of every session."""
        found = self.ledger.schedule.windows(task, self.today)
        return [(session, window) for session, window in found if session in {None, self.session}]

    def _of_an_earlier_one(self, window: Window) -> bool:
        """Whether a window was for a session before this one, and is over."""
        before, _ = self.plan.neighbours(self.session)
        return before is not None and window.last is not None and window.last <= before

    def _once(self, task: Task, session: int | None, window: Window) -> Line:
        found = self.ledger.once_occurrences(task, self.today)
        return next(self.ledger.line(each) for each in found if (each.session, each.window) == (session, window))

    def _named(self, ref: str) -> int | None:
        """The session to name where something is ticked; None where there is only one to mean."""
        task = self.plan.checklist.tasks.get(ref)
        if task is None or not task.once or len(self.plan.sessions) == 1:
            return None
        return self.session if self.session in self.ledger.schedule.sessions_of(task) else None


def _not_done(line: Line) -> bool:
    """Whether a past day of a task passed without it; skipped is not done either, whatever the reason."""
    return line.status in {Status.MISSED, Status.SKIPPED}


def _unanswered(condition: Condition, plan: Plan) -> tuple[str, ...]:
    """The questions of the plan that a condition waits for."""
    terms: Iterable[str] = (term.question for all_of in condition.any_of for term in all_of)
    return tuple(name for name in dict.fromkeys(terms) if name not in plan.answers)
