"""What to ask at the visit: what is open, what no clinic has confirmed, and what the person wrote down for it.

Only what still lies ahead: nobody has to confirm days that are over, or what is done.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from .avoid import spans
from .checklist import CONSULT, DEFAULT, Ban, Expect, Ready, Sign, Supply, Task, Visit
from .day import SupplyLine, supply_lines
from .items import items
from .plan import SUPPLY
from .ready import ASKED_FROM, items_on
from .schedule import TOLD, Window, applies
from .telling import Unused, unused
from .timing import away, shift
from .values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .avoid import Span
    from .checklist import Question, Said
    from .plan import Note, Plan
    from .progress import Ledger

Instruction = Task | Ban | Expect | Sign | Supply | Visit | Ready


class Why(Enum):
    """Why an instruction is asked about; in this order on a page."""

    END = "end"  # nobody has said until when
    RANGE = "range"  # sources differ
    CHOICE = "choice"  # our choice, or no source gives it
    DEFAULT = "default"  # as sources say, and no clinic has confirmed it


@frozen
class Asking:
    """An instruction to ask about, with the days it still has.

    ``ref`` is a task's id, or its kind and id as in ``avoid.sun``. Its days are ``windows`` by session, ``spans`` of a
    ban, or ``on``, the one day of anything else; ``soon`` is the first of them, today at the earliest.
    """

    ref: str
    item: Instruction
    applies: bool | None
    soon: date
    why: Why
    windows: tuple[tuple[int | None, Window], ...] = ()
    spans: tuple[Span, ...] = ()
    on: date | None = None

    @property
    def said(self) -> Said:
        """Whom it is for and where it comes from."""
        return self.item.said


@frozen
class Personal:
    """A question about the person that is not answered, and the items that hang on it by their references."""

    question: Question
    decides: tuple[str, ...]


@frozen
class QuestionsPage:
    """What to ask at the visit; ``earlier`` is how many notes were written before the last one."""

    plan: Plan
    today: date
    treated: date | None  # the next session, today's included
    consult: tuple[Task, ...]
    unused: tuple[Unused, ...]
    notes: tuple[Note, ...]
    earlier: int
    personal: tuple[Personal, ...]
    instructions: tuple[Asking, ...]

    def because(self, why: Why) -> tuple[Asking, ...]:
        """The instructions that are asked about for one reason."""
        return tuple(each for each in self.instructions if each.why is why)

    @property
    def unconfirmed(self) -> int:
        """How many instructions that lie ahead no clinic has confirmed."""
        return sum(1 for each in self.instructions if each.said.origin == DEFAULT)


def questions_page(ledger: Ledger) -> QuestionsPage:
    """What to ask at the visit, seen from today."""
    plan, today = ledger.plan, ledger.today
    ahead = list(_ahead(ledger))
    coming = plan.next_session(today)
    again = unused(plan, today)
    visited = _last_visit(plan, today)
    notes = tuple(each for each in plan.notes if visited is None or each.day >= visited)
    asked = [each for each in ahead if (each.why is Why.END or each.said.origin == DEFAULT) and _not_in(again, each)]
    return QuestionsPage(
        plan=plan,
        today=today,
        treated=None if coming is None else plan.sessions[coming],
        consult=tuple(line.task for line in ledger.consult() if today < plan.first and not line.settled),
        unused=again,
        notes=notes,
        earlier=len(plan.notes) - len(notes),
        personal=tuple(_personal(plan, ahead)),
        instructions=tuple(sorted(asked, key=_order)),
    )


def _not_in(again: Iterable[Unused], asking: Asking) -> bool:
    return asking.ref not in {each.ref for each in again}


def _order(asking: Asking) -> tuple[int, date, date]:
    """What matters soonest first: what begins first, and of that what ends first."""
    return list(Why).index(asking.why), asking.soon, _last(asking) or date.max


def _last(asking: Asking) -> date | None:
    ends = [window.last for _, window in asking.windows] + [span.last for span in asking.spans]
    return asking.on if not ends else None if None in ends else max(each for each in ends if each)


def _last_visit(plan: Plan, today: date) -> date | None:
    """The last day the clinic was seen: a visit that was given a date, or a session."""
    found = [each for each in (*plan.visits.values(), *plan.sessions.values()) if each < today]
    return max(found, default=None)


def _personal(plan: Plan, ahead: Iterable[Asking]) -> Iterator[Personal]:
    """The questions about the person that are not answered and decide something that lies ahead."""
    waiting: dict[str, list[str]] = {}
    for asking in ahead:
        when = asking.item.when if isinstance(asking.item, Ready) else None
        for condition in (asking.said.condition, when):
            if condition is not None and condition.holds(plan.answers) is None:
                for name in dict.fromkeys(term.question for all_of in condition.any_of for term in all_of):
                    waiting.setdefault(name, []).append(asking.ref)
    for question in plan.checklist.questions.values():
        if question.id in waiting and question.id not in plan.answers:
            yield Personal(question, tuple(dict.fromkeys(waiting[question.id])))


# --- what lies ahead -------------------------------------------------------------------------------------------------


def _ahead(ledger: Ledger) -> Iterator[Asking]:
    """The instructions that still have days, less the consultation's, what is done and what was taken off."""
    plan = ledger.plan
    supplies = {SUPPLY + each.supply.id: each for each in supply_lines(ledger, ledger.today)}
    for ref, item in items(plan.checklist):
        mine = applies(item.said, plan)
        if mine is not False and not plan.dropped(ref, ledger.today):
            made = Asking(ref, item, mine, ledger.today, _why(item))
            found = _with_days(made, ledger, supplies)
            if found is not None:
                yield found


def _with_days(made: Asking, ledger: Ledger, supplies: dict[str, SupplyLine]) -> Asking | None:
    """An instruction with its days; None where it has none any more."""
    item, today = made.item, ledger.today
    if isinstance(item, Ban):
        return _with_spans(made, [each for each in spans(item, ledger.schedule, today) if _span_is_ahead(each, today)])
    if isinstance(item, Task | Expect | Sign):
        return _with_windows(made, _windows(item, ledger), today)
    if isinstance(item, Supply):
        line = supplies.get(made.ref)
        over = today > ledger.plan.first
        return None if line is None or line.done or over else _on(made, line.by, today)
    if isinstance(item, Visit):
        day = _visit_day(item, ledger)
        return _on(made, day, today) if day is None or day >= today else None
    coming = ledger.plan.next_session(today)
    asked = coming is not None and item in items_on(ledger.plan, today)
    return _on(made, away(ledger.plan.sessions[coming], -ASKED_FROM), today) if coming is not None and asked else None


def _on(made: Asking, day: date | None, today: date) -> Asking:
    return replace(made, on=day, soon=max(day or today, today))


def _with_spans(made: Asking, found: list[Span]) -> Asking | None:
    if not found:
        return None
    told = any(window.ends_by == TOLD for span in found for _, window in span.windows)
    soon = max(made.soon, min(span.first or made.soon for span in found))
    return replace(made, spans=tuple(found), soon=soon, why=Why.END if told else made.why)


def _with_windows(made: Asking, found: list[tuple[int | None, Window]], today: date) -> Asking | None:
    mine = [(session, window) for session, window in found if _is_ahead(window, today)]
    if not mine:
        return None
    told = any(window.ends_by == TOLD for _, window in mine)
    soon = max(today, min(window.first or today for _, window in mine))
    return replace(made, windows=tuple(mine), soon=soon, why=Why.END if told else made.why)


def _windows(item: Task | Expect | Sign, ledger: Ledger) -> list[tuple[int | None, Window]]:
    schedule, today = ledger.schedule, ledger.today
    if isinstance(item, Task):
        if item.phase == CONSULT:
            return []
        done = [line for line in map(ledger.line, ledger.once_occurrences(item, today)) if item.once and line.settled]
        settled = {line.occurrence.session for line in done}
        return [(session, window) for session, window in schedule.windows(item, today) if session not in settled]
    window_of = schedule.sign_window if isinstance(item, Sign) else schedule.normal_window
    found = [(session, window_of(item, session, today)) for session in schedule.sessions_of(item)]  # type: ignore[arg-type]
    return [(session, window) for session, window in found if window is not None]


def _is_ahead(window: Window, today: date) -> bool:
    return window.stays or window.last is None or window.last >= today


def _span_is_ahead(span: Span, today: date) -> bool:
    return any(_is_ahead(window, today) for _, window in span.windows)


def _visit_day(visit: Visit, ledger: Ledger) -> date | None:
    """The day a visit was given, else the first day suggested that has not passed, else the last one; None: none."""
    plan = ledger.plan
    if visit.id in plan.visits:
        return plan.visits[visit.id]
    point: Any = visit.on
    anchored = getattr(point, "months", None) is not None and point.anchor not in plan.checklist.events
    found = [shift(each, point.months, point.days) for each in sorted(plan.sessions.values())] if anchored else []
    return next((each for each in found if each >= ledger.today), found[-1] if found else None)


def _why(item: Instruction) -> Why:
    """Why to ask, as far as the checklist itself says: an end left out, sources that differ, our own choice."""
    if item.end is None if isinstance(item, Sign) else isinstance(item, Expect) and not item.ends:
        return Why.END
    if item.said.range:
        return Why.RANGE
    return Why.CHOICE if item.said.basis != "source" else Why.DEFAULT
