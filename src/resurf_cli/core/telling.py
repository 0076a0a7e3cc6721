"""Telling what the clinic said about an instruction: which is meant, what cannot be told, and what it changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.errors import NotFound, UsageError

from . import dates
from .avoid import CAREFUL, STRICT
from .checklist import Ban, Expect, Sign, Task
from .items import KINDS, TASKS, item_of, items, kind_of, runs_once, title_of
from .marks import find
from .schedule import ONE_DAY, Schedule, applies
from .timing import away
from .values import field, frozen, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .plan import Plan
    from .progress import Ledger
    from .schedule import Window
    from .told import Ends

WHOLE: Final = ""
"""The one part of what is not a ban."""
ELSEWHERE: Final = {
    "questions": "is a question: resurf plan set {0}=ANSWER answers it",
    "events": "is an event: resurf happened {0} records it",
    "measures": "is a measure of the diary: resurf note TEXT keeps what your clinic said of it",
    "sources": "is a source: what was told is about tasks, bans, signs and the like",
}
"""What else has an id in a checklist, and where to go with it."""
NOTHING: Final = "Nothing was recorded."


# --- which item ------------------------------------------------------------------------------------------------------


def meant(ledger: Ledger, text: str) -> tuple[str, int | None]:
    """The reference of the item a word means, and the session that the number of a task names.

    A bare id, or the beginning of one, is the task if one fits, else the one other kind that has it; an exact id wins.

    Raises:
        NotFound: nothing or more than one fits, or it does not apply.
        UsageError: it is a question, an event, a measure or a source.
    """
    word = text.strip()
    if word[:1].isdigit():
        task, session = _numbered(ledger, word)
        return task.id, session
    kind, dot, name = word.partition(".") if "." in word else (TASKS, "", word)
    _refuse_elsewhere(ledger.plan, kind, name)
    kinds = (kind,) if dot else KINDS
    if kind not in KINDS or (dot and kind == TASKS):
        raise NotFound(f'There is nothing of the kind "{kind}" to be told. There are: {", ".join(KINDS[1:])}.')
    return _mine(ledger.plan, _one(ledger.plan, word, name, kinds)), None


def _numbered(ledger: Ledger, word: str) -> tuple[Task, int | None]:
    found = find(ledger, word, ledger.today)
    if not isinstance(found, tuple):
        raise NotFound(f'There is no task "{word}".')
    return found


def _refuse_elsewhere(plan: Plan, kind: str, name: str) -> None:
    """Send questions, events, measures and sources where they belong; of a bare id, if no instruction has it."""
    bare = kind == TASKS and not any(kind_of(ref)[1] == name for ref, _ in items(plan.checklist))
    for other, words in ELSEWHERE.items():
        if name in getattr(plan.checklist, other) and (bare or kind == other):
            raise UsageError(f'"{name}" {words.format(name)}. {NOTHING}')


def _one(plan: Plan, word: str, name: str, kinds: tuple[str, ...]) -> str:
    """The one reference that fits a word, of the kinds named."""
    every = dict(items(plan.checklist, kinds))
    mine = [ref for ref, item in every.items() if applies(item.said, plan) is not False]
    fitting = [ref for ref in every if kind_of(ref)[1] == name]
    fitting = fitting or [ref for ref in mine if name and kind_of(ref)[1].startswith(name)]
    fitting = [ref for ref in fitting if kind_of(ref)[0] == TASKS] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        named = ", ".join(fitting)
        raise NotFound(f'"{word}" fits more than one instruction: {named}. Write the one you mean. {NOTHING}')
    from difflib import get_close_matches

    ids = dict.fromkeys(plan.checklist.events) | {kind_of(ref)[1]: ref for ref in reversed(mine)}
    near = [ids[each] or each for each in get_close_matches(name, ids, n=3, cutoff=0.6)]
    hint = f"Did you mean {' or '.join(near)}?" if near else "resurf today --all shows what is on today's page."
    raise NotFound(f'There is no "{word}" in this plan. {hint} {NOTHING}')


def _mine(plan: Plan, ref: str) -> str:
    if applies(item_of(ref, plan.checklist).said, plan) is False:
        title = title_of(ref, plan.checklist)
        raise NotFound(f'"{title}" ({ref}) does not apply to you, by your answers. resurf plan show lists them.')
    return ref


# --- what is told ----------------------------------------------------------------------------------------------------


@frozen
class Word:
    """The clinic's word about an item: ``drop`` takes it off, an end moves it, else it is confirmed as it is."""

    first: date | None = None
    last: date | None = None
    drop: bool = False
    session: int | None = None

    @property
    def moves(self) -> bool:
        """Whether it moves an end."""
        return self.first is not None or self.last is not None


def written(ledger: Ledger, ref: str, word: Word) -> dict[str, Any]:
    """A word about an item as an entry records it.

    Raises:
        UsageError: it cannot be told of this item.
        NotFound: there is no such session.
    """
    plan, kind = ledger.plan, kind_of(ref)[0]
    if word.moves and kind in {"supplies", "visits", "ready"}:
        raise UsageError(f'"{ref}" has no days to move: it can be confirmed, or taken off with --drop. {NOTHING}')
    session = _session(ledger, ref, word.session) if word.moves else None
    if plan.emergency(ref):
        _refuse_less(ledger, ref, session, word)
    return {
        "item": ref,
        "session": session,
        "treated": [day.isoformat() for day in plan.treated[session]] if word.moves else None,
        "from": word.first.isoformat() if word.first else None,
        "until": word.last.isoformat() if word.last else None,
        "drop": ledger.today.isoformat() if word.drop else None,
    }


def _session(ledger: Ledger, ref: str, session: int | None) -> int | None:
    """The session a word is for: the one named, else the one under way; None where the item runs once."""
    plan = ledger.plan
    if session is not None and session not in plan.sessions:
        there = ", ".join(str(each) for each in sorted(plan.sessions))
        raise NotFound(f"There is no session {session} in this plan. There are: {there}.")
    if not runs_once(item_of(ref, plan.checklist)):
        return plan.session_on(ledger.today) if session is None else session
    if session is not None and len(plan.sessions) > 1:
        raise UsageError(f'"{ref}" runs once for the whole plan: leave --session out. {NOTHING}')
    return None


def _refuse_less(ledger: Ledger, ref: str, session: int | None, word: Word) -> None:
    """Refuse a word that would take an emergency sign off, or list it on fewer days than its checklist does."""
    plan = ledger.plan
    sign = plan.checklist.signs[kind_of(ref)[1]]
    why = f'"{sign.sign}" is an emergency sign'
    if word.drop:
        raise UsageError(f"{why}: it cannot be taken off. When it comes, it needs help at once. {NOTHING}")
    listed = Schedule(replace(plan, told={}), ledger.today).sign_window(sign, session, ledger.today)
    if listed is None:
        return
    if word.first is not None and (listed.first is None or word.first > listed.first):
        since = f"from {dates.full(listed.first)} on" if listed.first else "always"
        raise UsageError(f"{why}: it is listed {since}, and cannot begin later. {NOTHING}")
    if word.last is not None and (listed.stays or listed.last is None or word.last < listed.last):
        known = listed.last is not None and not listed.stays
        until = f"to {dates.full(listed.last)}" if known and listed.last else "with no end known"
        raise UsageError(f"{why}: it is listed {until}, and cannot end earlier. {NOTHING}")


# --- what it changes -------------------------------------------------------------------------------------------------


@frozen
class Heard:
    """What a word did to an item in one session: its windows before and after, by part.

    ``treated`` is the date of that session, ``lifted`` whether the item had been taken off. The parts of a ban are
    strict and careful; of anything else there is one, of what has no days none. ``others`` are the windows of a ban
    in other sessions that keep it in force past a told end.
    """

    ref: str
    title: str
    treated: date | None
    word: Word
    lifted: bool
    medicine: bool
    before: Mapping[str, Window | None]
    after: Mapping[str, Window | None]
    others: Mapping[int, Window] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """The part that the clinic moves: the strict one of a ban that has it."""
        return STRICT if STRICT in self.after else next(iter(self.after), WHOLE)

    @property
    def careful(self) -> Window | None:
        """The careful part of a ban, where it outlasts the strict one."""
        strict, careful = self.after.get(STRICT), self.after.get(CAREFUL)
        if strict is None or careful is None:
            return None
        known = careful.last is not None and not careful.stays
        over = known and (strict.last is None or (careful.last or strict.last) <= strict.last)
        return None if over else careful


def what_changed(before: Ledger, after: Ledger, ref: str, word: Word) -> Heard:
    """What a word changed, or would change.

    Raises:
        UsageError: it would leave the item no days.
    """
    item = item_of(ref, before.plan.checklist)
    has_days = isinstance(item, (Task, Ban, Expect, Sign))
    session = _session(before, ref, word.session) if has_days else None
    old, new = (_windows(each.schedule, item, session) for each in (before, after))
    title = title_of(ref, before.plan.checklist)
    treated = before.plan.sessions.get(session) if session is not None else None
    lifted = before.plan.dropped(ref, before.today)
    found = Heard(ref, title, treated, word, lifted, isinstance(item, Task) and item.medicine, old, new)
    if word.moves and new[found.part] is None:
        raise UsageError(f'"{title}" would have no days then: resurf show {ref} says which it has. {NOTHING}')
    if isinstance(item, Ban) and word.last is not None:
        return replace(found, others=_others(after, item, session, found.part, word.last))
    return found


def _others(ledger: Ledger, ban: Ban, session: int | None, part: str, last: date) -> dict[int, Window]:
    """The windows of other sessions that hold a part of a ban on the day after its end in one."""
    held = {each: _windows(ledger.schedule, ban, each)[part] for each in ledger.plan.sessions if each != session}
    following = last if last == date.max else away(last, ONE_DAY)
    return {each: window for each, window in held.items() if session and window and window.covers(following)}


def _windows(schedule: Schedule, item: Any, session: int | None) -> dict[str, Window | None]:
    """The windows of an item in a session, by part."""
    today = schedule.today
    if isinstance(item, Task):
        return {WHOLE: schedule.task_window(item, session, today)}
    if isinstance(item, Ban):
        ends = {STRICT: item.strict, CAREFUL: item.careful}
        return {part: schedule.ban_window(item, end, session, today) for part, end in ends.items() if end is not None}
    if isinstance(item, Expect):
        return {WHOLE: schedule.normal_window(item, session, today)}
    return {WHOLE: schedule.sign_window(item, session, today)} if isinstance(item, Sign) else {}


# --- what is not used any more ---------------------------------------------------------------------------------------


@frozen
class Unused:
    """Ends that were told for another date of a session than the one it has: not used, to be told again."""

    ref: str
    title: str
    session: int | None
    ends: Ends


def unused(plan: Plan, day: date) -> tuple[Unused, ...]:
    """What was told for a treatment date that has moved since, of the items that a day still has."""
    return tuple(
        Unused(ref, title_of(ref, plan.checklist), session, each)
        for ref, word in plan.told.items()
        for session, each in word.ends.items()
        if session in plan.treated and session not in plan.told_ends(ref) and _on_pages(plan, ref, day)
    )


def _on_pages(plan: Plan, ref: str, day: date) -> bool:
    item = item_of(ref, plan.checklist)
    return item is not None and applies(item.said, plan) is not False and not plan.dropped(ref, day)
