"""Everything the plan knows about one instruction: ``resurf show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from resurf_cli.errors import NotFound

from .avoid import spans
from .checklist import CONSULT, Ban, Expect, Sign, Supply, Task
from .marks import find
from .phase import nearest
from .schedule import Window, applies
from .telling import Unused, unused
from .values import frozen

if TYPE_CHECKING:
    from datetime import date

    from .avoid import Span
    from .checklist import Said, Source
    from .plan import Outcome, Plan
    from .progress import Figure, Ledger, Line
    from .told import Told

KINDS: Final = ("avoid", "expect", "signs")
"""What may stand before the id of something that is no task: the field of the checklist that holds it."""


@frozen
class CardDays:
    """The days of an item in one session (None: once for the whole plan)."""

    session: int | None
    window: Window
    line: Line | None = None
    so_far: Figure | None = None


@frozen
class Card:
    """An instruction with its days, its reasons and whose word it is.

    ``ref`` is a task's id, or its kind and id as in ``avoid.sun``; ``applies`` None while an answer is missing.
    ``elsewhere`` are the sources of what others say, where the clinic says something else.
    """

    ref: str
    item: Task | Ban | Expect | Sign | Supply
    plan: Plan
    today: date
    day: date
    applies: bool | None
    days: tuple[CardDays, ...]
    spans: tuple[Span, ...]
    by: date | None
    outcome: Outcome | None
    sources: tuple[Source, ...]
    elsewhere: tuple[Source, ...]
    told: Told | None
    unused: tuple[Unused, ...]

    @property
    def said(self) -> Said:
        """Whom it is for and where it comes from."""
        return self.item.said


def card(ledger: Ledger, text: str, day: date) -> Card:
    """What the plan knows about a task, a supply (``supplies.ID``) or ``avoid.ID``, ``expect.ID``, ``signs.ID``.

    Raises:
        NotFound: nothing or more than one fits.
    """
    kind, _, word = text.strip().partition(".")
    if kind in KINDS and word:
        return _card(ledger, f"{kind}.", _other(ledger, kind, word), day)
    found = find(ledger, text, day)
    if isinstance(found, Supply):
        return _card(ledger, "supplies.", found, day)
    return _card(ledger, "", found[0], day)


def _sources(names: tuple[str, ...], plan: Plan) -> tuple[Source, ...]:
    return tuple(plan.checklist.sources[each] for each in names if each in plan.checklist.sources)


def _other(ledger: Ledger, kind: str, word: str) -> Any:
    items = getattr(ledger.plan.checklist, kind)
    fitting = [word] if word in items else [each for each in items if each.startswith(word)]
    if len(fitting) != 1:
        reason = f"fits more than one: {', '.join(fitting)}" if fitting else "is not in this plan"
        raise NotFound(f'"{kind}.{word}" {reason}.')
    return items[fitting[0]]


def _card(ledger: Ledger, prefix: str, item: Task | Ban | Expect | Sign | Supply, day: date) -> Card:
    plan = ledger.plan
    return Card(
        ref=prefix + item.id,
        item=item,
        plan=plan,
        today=ledger.today,
        day=day,
        applies=applies(item.said, plan),
        days=tuple(_days(ledger, item, day)),
        spans=tuple(spans(item, ledger.schedule, day)) if isinstance(item, Ban) else (),
        by=ledger.schedule.supply_day(item) if isinstance(item, Supply) else None,
        outcome=next((found for each, found in ledger.supplies() if each is item), None),
        sources=_sources(item.said.source, plan),
        elsewhere=_sources(item.said.others.source if item.said.others else (), plan),
        told=plan.told.get(prefix + item.id),
        unused=tuple(each for each in unused(plan, day) if each.ref == prefix + item.id),
    )


def _days(ledger: Ledger, item: Task | Ban | Expect | Sign | Supply, day: date) -> list[CardDays]:
    if isinstance(item, Task):
        return _task_days(ledger, item, day)
    schedule = ledger.schedule
    if isinstance(item, Sign):
        found = [(each, schedule.sign_window(item, each, day)) for each in schedule.sessions_of(item)]
    elif isinstance(item, Expect):
        found = [(each, schedule.normal_window(item, each, day)) for each in schedule.sessions_of(item)]
    else:
        return []
    return [CardDays(session, window) for session, window in found if window is not None]


def _task_days(ledger: Ledger, task: Task, day: date) -> list[CardDays]:
    if task.phase == CONSULT:
        lines = [line for line in ledger.consult() if line.task is task]
        return [CardDays(None, line.occurrence.window, line) for line in lines]
    return [
        CardDays(
            session,
            window,
            ledger.line(nearest(ledger, task, session, window, day)),
            ledger.so_far(task.id, session),
        )
        for session, window in ledger.schedule.windows(task, day)
    ]
