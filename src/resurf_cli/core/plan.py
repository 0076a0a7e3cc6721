"""A plan: a checklist on a person's dates, and the record replayed into it.

A plan is never stored as it stands. It is what its entries come to: the first says which checklist, sessions and
answers it was made from; every later one is a change. Changes taken back leave no trace in the plan.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from .checklist import Checklist, checklist, reference
from .diary import CheckIn, check_in_of
from .differences import differences, numbers_of, renumbered
from .items import first_words, item_of, items, kind_of, title_of
from .photos import PHOTO, PHOTO_REMOVE, Photo, photos_of
from .timing import Times
from .told import Ends, Told, asked_again, heard, spoken
from .values import field, frozen, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .checklist import Ready
    from .checkpoint import Checkpoint
    from .entry import Entry

NEW: Final = "new"
USE: Final = "use"
END: Final = "end"
REOPEN: Final = "reopen"
TICK: Final = "tick"
SKIP: Final = "skip"
NOTE: Final = "note"
EVENT: Final = "event"
SET: Final = "set"
MOVE: Final = "move"
ADD: Final = "add-session"
REMOVE: Final = "remove-session"
TOLD: Final = "told"
CHECK_IN: Final = "check-in"
READY: Final = "ready"
UPDATE: Final = "update"
SYNC: Final = "sync"
UNDO: Final = "undo"
REDO: Final = "redo"
NOT_UNDOABLE: Final = (NEW, USE, END, REOPEN)
SHAPING: Final = (NEW, EVENT, SET, MOVE, ADD, REMOVE, TOLD, UPDATE)
"""The kinds of entry that decide what a day asks for; the others only say what was done."""

SETTLING: Final = (TICK, SKIP, SYNC)
"""The kinds of entry that hold ticks and skips."""
NOTING: Final = (NOTE, TICK, SYNC, TOLD, CHECK_IN)
"""The kinds of entry that may hold a note."""

SUPPLY: Final = "supplies."
"""What the id of a supply begins with where tasks and supplies meet."""


@frozen
class Key:
    """What an outcome hangs on.

    That of a ``once`` task: the task and the session (None where it runs once for the whole plan), so that it
    survives a moved date. That of a repeated task: the task and the calendar day.
    """

    task: str
    session: int | None = None
    day: date | None = None


@frozen
class Outcome:
    """What was recorded for an occurrence: ticks, or skipped with a reason.

    ``day`` is the day it was settled or last ticked for, ``at`` the true time of the latest tick or skip.
    """

    ticks: int = 0
    skipped: bool = False
    because: str = ""
    day: date | None = None
    at: datetime | None = None


def week_of(day: date) -> int:
    """The week of a day, counted from the year 1: the portion in which old outcomes are read."""
    return day.toordinal() // 7


class Outcomes(dict[Key, Outcome]):
    """The outcomes of a plan; those from before a checkpoint are read when a day of theirs is asked for.

    Going through them finds those of the days asked for, of all ``once`` tasks, and the latest of every task.
    """

    def __init__(
        self, known: Mapping[Key, Outcome] | None = None, unread: Callable[[int], Mapping[Key, Outcome]] | None = None
    ) -> None:
        """Take those that are known, and what reads those of a week."""
        super().__init__(known or {})
        self._unread = unread
        self._weeks: set[int] = set()

    def of(self, day: date) -> None:
        """Have the outcomes of a day."""
        if self._unread is not None and week_of(day) not in self._weeks:
            self._weeks.add(week_of(day))
            self.update(self._unread(week_of(day)))

    def get(self, key: Key, default: Any = None) -> Any:
        """The outcome of a key."""
        if key.day is not None:
            self.of(key.day)
        return super().get(key, default)

    def copy(self) -> Outcomes:
        """The same, to be changed apart."""
        made = Outcomes(self, self._unread)
        made._weeks = set(self._weeks)
        return made


@frozen
class Spell:
    """From ``since`` on (None: from the beginning) the event is taken as of day ``on``; None: it has not happened."""

    since: date | None
    on: date | None


@frozen
class Note:
    """A note for the clinic."""

    day: date
    at: datetime
    text: str
    task: str | None = None


@frozen
class Plan:
    """A checklist on a person's dates, with their answers and all they recorded.

    ``sessions`` are treatment dates by number; numbers are kept when one is moved or taken off, and never used again:
    ``removed`` are those taken off, with the date each had. ``told`` is the clinic's word that is on no sheet, by
    reference (a task's id, else ``avoid.sun``); ``checklist`` says already which items it is about. ``named`` is how
    the checklist was asked for: an id, or the path of a file. ``numbers`` are those ever given to tasks, ``former`` the
    first words of items that an update took off, by reference. ``answered`` is what was said, for a day, of what can
    stand in the way of the treatment, by the item.
    """

    id: str
    checklist: Checklist
    made: date
    title: str = ""
    sessions: Mapping[int, date] = field(default_factory=dict)
    removed: Mapping[int, date] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Times = field(default_factory=Times)
    contact: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, date] = field(default_factory=dict)
    events: Mapping[tuple[str, int], tuple[Spell, ...]] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    outcomes: Outcomes = field(default_factory=Outcomes)
    notes: tuple[Note, ...] = ()
    diary: tuple[CheckIn, ...] = ()
    photos: tuple[Photo, ...] = ()
    answered: Mapping[date, Mapping[str, bool]] = field(default_factory=dict)
    ended: bool = False
    named: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def title_of(self, ref: str) -> str:
        """The first words of an item, also of one that is no longer in the checklist."""
        return self.former[ref] if ref in self.former else title_of(ref, self.checklist)

    @property
    def first(self) -> date:
        """The date of the first session."""
        return min(self.sessions.values())

    @property
    def last(self) -> date:
        """The date of the last session."""
        return max(self.sessions.values())

    def happened(self, event: str, session: int, as_of: date) -> date | None:
        """The day an event of a session is taken to have happened, seen from a day; None while it has not.

        An event opened again (``--not-yet``) is open from that day; the days before keep what they had. One recorded
        for a day before the session as it is dated now is not used: nothing has healed before its treatment.
        """
        found = None
        for spell in self.events.get((event, session), ()):
            if spell.since is None or spell.since <= as_of:
                found = spell.on
        treated = self.sessions.get(session)
        return None if found is None or treated is None or found < treated else found

    @property
    def treated(self) -> dict[int | None, tuple[date, ...]]:
        """The treatment date of each session; of what runs once for the whole plan (None), the first and the last."""
        found: dict[int | None, tuple[date, ...]] = {None: (self.first, self.last)}
        return found | {number: (day,) for number, day in self.sessions.items()}

    def told_ends(self, ref: str) -> dict[int | None, Ends]:
        """The ends of an item that the clinic moved and that are used, by session."""
        word, item = self.told.get(ref), item_of(ref, self.checklist)
        return word.used(self.treated, item) if word and word.ends and item is not None else {}

    def ends(self, ref: str, session: int | None) -> Ends | None:
        """The ends of an item that the clinic moved in a session, as long as it has the date they were told for."""
        return self.told_ends(ref).get(session)

    def dropped(self, ref: str, day: date) -> bool:
        """Whether the clinic took an item off by a day; never an emergency sign."""
        word = self.told.get(ref)
        return word is not None and word.dropped is not None and word.dropped <= day and not self.emergency(ref)

    def ready_on(self, day: date) -> list[Ready]:
        """What can stand in the way of a treatment that is still to come, less what the clinic took off by a day."""
        found = self.checklist.ready.values() if day <= self.last else ()
        return [each for each in found if not self.dropped(reference("ready", each.id), day)]

    def emergency(self, ref: str) -> bool:
        """Whether an item is an emergency sign: no word takes it off or shortens it."""
        return kind_of(ref)[0] == "signs" and getattr(item_of(ref, self.checklist), "urgency", "") == "emergency"

    def session_on(self, day: date) -> int:
        """The session under way: the latest that has begun on ``day``, else the first."""
        begun = [number for number, when in self.sessions.items() if when <= day]
        return max(begun) if begun else min(self.sessions)

    def next_session(self, day: date) -> int | None:
        """The first session on ``day`` or after it."""
        coming = [number for number, when in self.sessions.items() if when >= day]
        return min(coming) if coming else None

    @property
    def next_number(self) -> int:
        """The number of the next session to be added: one that no session ever had."""
        return max((*self.sessions, *self.removed)) + 1

    def neighbours(self, session: int) -> tuple[date | None, date | None]:
        """The dates of the sessions before and after one."""
        before = [when for number, when in self.sessions.items() if number < session]
        after = [when for number, when in self.sessions.items() if number > session]
        return max(before, default=None), min(after, default=None)


# --- replay ----------------------------------------------------------------------------------------------------------


@frozen
class Changes:
    """The entries of a plan in the order written, told apart by what was taken back."""

    standing: tuple[Entry, ...]
    undone: tuple[int, ...]  # the seq of changes that redo can put back, the last undone last
    taken_back: frozenset[int]


def changes(entries: Sequence[Entry]) -> Changes:
    """Which changes stand: an undo takes one back, a redo puts it back, a new change ends redo."""
    back: set[int] = set()
    undone: list[int] = []
    for entry in entries:
        if entry.kind == UNDO:
            back.add(entry.data["change"])
            undone.append(entry.data["change"])
        elif entry.kind == REDO:
            back.discard(entry.data["change"])
            undone = [each for each in undone if each != entry.data["change"]]
        elif entry.kind not in NOT_UNDOABLE:
            undone = []
    standing = tuple(entry for entry in entries if entry.kind not in {UNDO, REDO} and entry.seq not in back)
    return Changes(standing, tuple(undone), frozenset(back))


class History:
    """A plan's entries, and the plan they come to, now and as it was when a past day ended.

    With a checkpoint the entries are those after it, and the plan has no notes, diary and photographs from before it:
    ``entries`` is then refused, so that nothing takes a part for the whole.
    """

    def __init__(
        self, entries: Sequence[Entry], since: Checkpoint | None = None, read: dict[int, Checklist] | None = None
    ) -> None:
        """Take the entries of one plan, in the order written; the first of all made it.

        ``read`` keeps the checklists that entries hold, by their seq: making one is slow.
        """
        self.since = since
        self.tail = tuple(entries)
        self.changes = changes(self.tail)
        self._read = {} if read is None else read
        self._shapes: dict[tuple[int, ...], Plan] = {}

    @cached_property
    def _standing(self) -> tuple[Entry, ...]:
        """The changes that stand, of those before a checkpoint the ones that shape the plan."""
        return (*self.since.shaping(), *self.changes.standing) if self.since else self.changes.standing

    @cached_property
    def plan(self) -> Plan:
        """The plan they come to."""
        return replay(self._standing, self._read, self.since.outcomes if self.since else None)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries.

        Raises:
            LookupError: only those after a checkpoint were read.
        """
        if self.since is not None:
            message = "the entries before the checkpoint were not read"
            raise LookupError(message)
        return self.tail

    @property
    def touched(self) -> set[str]:
        """What all changes speak of, also those taken back: ids of tasks, ``avoid.sun`` and the like."""
        before = self.since.touched if self.since else ()
        return {*before, *(each for entry in self.tail for each in touched(entry))}

    def after(self, entry: Entry) -> History:
        """The plan with one more entry; what was read of the checklists is not read again."""
        if entry.kind in {*SHAPING, *NOT_UNDOABLE, UNDO, REDO}:
            return History((*self.tail, entry), self.since, self._read)
        history = copy(self)
        history._add(entry)  # noqa: SLF001 - of its own kind
        return history

    def _add(self, entry: Entry) -> None:
        self.tail = (*self.tail, entry)
        self.changes = changes(self.tail)
        self.__dict__.pop("_standing", None)
        if "plan" in self.__dict__:
            self.plan = _recorded(self.plan, [entry])

    def as_of(self, day: date) -> Plan:
        """The plan as it stood when a day ended, by what still stands; without outcomes and notes.

        A change counts from the day it was written on, not from the day it speaks of.
        """
        known = [entry for entry in self._standing if entry.kind in SHAPING and (entry.day <= day or entry.kind == NEW)]
        seqs = tuple(entry.seq for entry in known)
        if seqs not in self._shapes:
            self._shapes[seqs] = replay(known, self._read)
        return self._shapes[seqs]


def replay(
    entries: Sequence[Entry], read: dict[int, Checklist] | None = None, outcomes: Outcomes | None = None
) -> Plan:
    """The plan that entries come to, in the order they were written; the first of them made it.

    ``read`` keeps the checklists that entries hold, by their seq. ``outcomes`` are those from before the entries.
    """
    known = {} if read is None else read
    plan = _made(entries[0], known)
    for entry in entries[1:]:
        if entry.kind == UPDATE:
            plan = _update(plan, entry, known)
        elif apply := _APPLY.get(entry.kind):
            plan = apply(plan, entry)
    plan = _recorded(plan if outcomes is None else replace(plan, outcomes=outcomes), entries)
    return replace(plan, checklist=spoken(plan.checklist, plan.told, plan.treated)) if plan.told else plan


def _recorded(plan: Plan, entries: Iterable[Entry]) -> Plan:
    """The plan with what entries say was done, noted, entered and photographed; they shape nothing."""
    outcomes = plan.outcomes.copy()
    notes, diary, photos = list(plan.notes), list(plan.diary), list(plan.photos)
    answered = dict(plan.answered)
    for entry in entries:
        if entry.kind in SETTLING:
            settle(outcomes, entry)
        elif entry.kind == CHECK_IN:
            diary.append(check_in_of(entry.data, date.fromisoformat(entry.data["day"]), entry.at))
        elif entry.kind == PHOTO:
            photos += photos_of(entry.data, entry.at)
        elif entry.kind == PHOTO_REMOVE:
            photos = [each for each in photos if each.number not in entry.data["numbers"]]
        elif entry.kind == READY:
            day = date.fromisoformat(entry.data["day"])
            answered[day] = {**answered.get(day, {}), **entry.data["answers"]}
        if entry.kind in NOTING and entry.data.get("text"):
            notes.append(_note(entry))
    return replace(
        plan, outcomes=outcomes, notes=tuple(notes), diary=tuple(diary), photos=tuple(photos), answered=answered
    )


def settle(outcomes: Outcomes, entry: Entry) -> None:
    """Count the ticks and skips of an entry in."""
    for each in entry.data.get("ticks", ()):
        key = key_of(each)
        old = outcomes.get(key, Outcome())
        day = old.day if old.day and old.ticks and key.day is None else date.fromisoformat(each["day"])
        outcomes[key] = Outcome(old.ticks + each["times"], day=day, at=entry.at)
    for each in entry.data.get("skips", ()):
        key = key_of(each)
        old = outcomes.get(key, Outcome())
        day = old.day if old.day and old.ticks else date.fromisoformat(each["day"])
        outcomes[key] = Outcome(old.ticks, skipped=True, because=entry.data["because"], day=day, at=entry.at)


def key_of(written: Mapping[str, Any]) -> Key:
    """The key of a tick or a skip as it is recorded; a ``once`` task's has no day in its key."""
    day = None if written["once"] else date.fromisoformat(written["day"])
    return Key(written["task"], written["session"] if written["once"] else None, day)


def _note(entry: Entry) -> Note:
    data = entry.data
    return Note(date.fromisoformat(data["day"]), entry.at, data["text"], data.get("task"))


def _kept(entry: Entry, read: dict[int, Checklist]) -> Checklist:
    if entry.seq not in read:
        read[entry.seq] = checklist_of(entry.data)
    return read[entry.seq]


def _made(entry: Entry, read: dict[int, Checklist]) -> Plan:
    data, found = entry.data, _kept(entry, read)
    plan = Plan(entry.plan, found, entry.day, found.title, contact=dict(found.contact), numbers=numbers_of(found))
    plan = replace(plan, sessions=_dates(data["sessions"]), named=data.get("named", found.id))
    return _values(plan, data.get("values", {}))


def _update(plan: Plan, entry: Entry, read: dict[int, Checklist]) -> Plan:
    """Follow another edition of the checklist; what the person set or recorded stays.

    Tasks keep their numbers. An answer that is none of a question's any more is not given.
    """
    old = plan.checklist
    new = renumbered(_kept(entry, read), plan.numbers)
    still = dict(items(new))
    former = {**plan.former, **{ref: first_words(item) or ref for ref, item in items(old)}}
    return replace(
        plan,
        checklist=new,
        title=new.title if plan.title == old.title else plan.title,
        contact=_contact(plan.contact, old.contact, new.contact),
        answers={name: given for name, given in plan.answers.items() if _answers(new, name, given)},
        named=entry.data.get("named", plan.named),
        numbers={**plan.numbers, **numbers_of(new)},
        former={ref: words for ref, words in former.items() if ref not in still},
        told=asked_again(plan.told, {each.ref for each in differences(old, new)}) if plan.told else plan.told,
    )


def _contact(mine: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The clinic's numbers: those that the person set, else those of the newer file."""
    own = {key: value for key, value in mine.items() if old.get(key) != value}
    taken_away = {key for key in old if key not in mine}
    return {**{key: value for key, value in new.items() if key not in taken_away}, **own}


def _answers(checklist: Checklist, name: str, given: tuple[str, ...]) -> bool:
    question = checklist.questions.get(name)
    return question is not None and set(given) <= set(question.readings())


def checklist_of(data: Mapping[str, Any]) -> Checklist:
    """The checklist that an entry keeps; entries of the first versions kept no chain and no words."""
    chain, words = data.get("chain", ()), data.get("words")
    return checklist(data["checklist"], shipped=data["shipped"], chain=chain, words=words)


def _dates(written: Mapping[str, str]) -> dict[int, date]:
    return {int(number): date.fromisoformat(day) for number, day in written.items()}


def _event(plan: Plan, entry: Entry) -> Plan:
    data = entry.data
    key, on = (data["event"], data["session"]), date.fromisoformat(data["on"])
    spells = list(plan.events.get(key, (Spell(None, None),)))
    if not data["open"]:
        spells[-1] = Spell(spells[-1].since, on)
    else:
        spells = [each for each in spells if each.since is None or each.since < on]
        spells += [Spell(on, None)] if spells[-1].on is not None else []
    return replace(plan, events={**plan.events, key: tuple(spells)})


def _set(plan: Plan, entry: Entry) -> Plan:
    return _values(plan, entry.data["values"])


def _values(plan: Plan, values: Mapping[str, Any]) -> Plan:
    """Apply settings: ``answers.ID`` a list, ``times.NAME`` minutes, ``contact.NAME``, ``visit.ID``, ``title`` texts.

    None takes an answer, a number or a visit away.
    """
    answers, contact, visits = dict(plan.answers), dict(plan.contact), dict(plan.visits)
    times, title = plan.times, plan.title
    for name, value in values.items():
        kind, _, key = name.partition(".")
        if kind == "answers":
            _put(answers, key, None if value is None else tuple(value))
        elif kind == "contact":
            _put(contact, key, value)
        elif kind == "visit":
            _put(visits, key, None if value is None else date.fromisoformat(value))
        elif kind == "times":
            times = replace(times, **{key: value})
        else:
            title = value or plan.checklist.title
    return replace(plan, answers=answers, contact=contact, visits=visits, times=times, title=title)


def _put(where: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        where.pop(key, None)
    else:
        where[key] = value


def _move(plan: Plan, entry: Entry) -> Plan:
    return replace(plan, sessions={**plan.sessions, **_dates(entry.data["sessions"])})


def _add(plan: Plan, entry: Entry) -> Plan:
    number, day = entry.data["session"], date.fromisoformat(entry.data["date"])
    return replace(plan, sessions={**plan.sessions, number: day})


def _remove(plan: Plan, entry: Entry) -> Plan:
    number = entry.data["session"]
    sessions = {each: day for each, day in plan.sessions.items() if each != number}
    return replace(plan, sessions=sessions, removed={**plan.removed, number: plan.sessions[number]})


def _told(plan: Plan, entry: Entry) -> Plan:
    told = dict(plan.told)
    for word in entry.data["items"]:
        item = item_of(word["item"], plan.checklist)
        told[word["item"]] = heard(told.get(word["item"]), word, entry.day, plan.treated, item)
    return replace(plan, told=told)


def _end(plan: Plan, _: Entry) -> Plan:
    return replace(plan, ended=True)


def _reopen(plan: Plan, _: Entry) -> Plan:
    return replace(plan, ended=False)


_APPLY: Final = {
    EVENT: _event,
    SET: _set,
    MOVE: _move,
    ADD: _add,
    REMOVE: _remove,
    TOLD: _told,
    END: _end,
    REOPEN: _reopen,
}


def latest_change(entries: Iterable[Entry], task: str | None = None) -> Entry | None:
    """The latest change that undo takes back; with ``task``, the latest that touched it."""
    standing = changes(tuple(entries)).standing
    found = [entry for entry in standing if entry.kind not in NOT_UNDOABLE]
    if task is not None:
        found = [entry for entry in found if task in touched(entry)]
    return found[-1] if found else None


def touched(entry: Entry) -> tuple[str, ...]:
    """What a change speaks of: the ids of tasks, ``avoid.sun`` and the like."""
    data = entry.data
    each = (*data.get("ticks", ()), *data.get("skips", ()))
    noted = (data["task"],) if data.get("task") else ()
    return (*(one["task"] for one in each), *(one["item"] for one in data.get("items", ())), *noted)
