"""The calendar of a plan: entries in words, and as one iCalendar file (RFC 5545) for any program that reads those."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.calendar import uid
from resurf_cli.core.checklist import DEFAULT
from resurf_cli.core.timing import shift
from resurf_cli.core.values import frozen

from . import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from icalendar import Alarm, Event

    from resurf_cli.core.calendar import Ask, Avoiding, Calendar, LastDay, Reminder
    from resurf_cli.core.checklist import Said, Task
    from resurf_cli.core.plan import Plan

SESSIONS: Final = "sessions"
VISITS: Final = "visits"
LAST_DAYS: Final = "last-days"
ASKS: Final = "events"
CARE: Final = "care"
AVOID: Final = "avoid"
KINDS: Final = (SESSIONS, VISITS, LAST_DAYS, ASKS, CARE, AVOID)
"""What there is in a calendar, by the names that leave it out."""
EVENING_BEFORE: Final = -6 * 60
"""When a calendar rings for a treatment or a visit: minutes after midnight of its day."""
CARE_MINUTES: Final = 15
"""How long a reminder at a clock time is drawn."""
NAMED: Final = 4


@frozen
class Entry:
    """One entry of a calendar: its days, both inclusive, or its time on one day in minutes after midnight.

    ``rings`` are minutes after midnight of the first day; None: it is silent. ``text`` are its lines.
    """

    uid: str
    kind: str
    title: str
    text: tuple[str, ...]
    first: date
    last: date
    at: int | None = None
    rings: int | None = None


def entries(found: Calendar, record: str, without: Collection[str] = ()) -> list[Entry]:
    """The entries of a calendar; ``record`` is the id of the record, ``without`` are kinds that are left out."""
    every = _Entries(found, record)
    made = {
        SESSIONS: every.sessions,
        VISITS: every.visits,
        LAST_DAYS: every.last_days,
        ASKS: every.asks,
        CARE: every.care,
        AVOID: every.avoiding,
    }
    return [entry for kind in KINDS if kind not in without for entry in made[kind]()]


class _Entries:
    """The entries of one plan, in words."""

    def __init__(self, found: Calendar, record: str) -> None:
        self.found, self.plan, self.today, self.record = found, found.plan, found.today, record

    def _uid(self, kind: str, *parts: object) -> str:
        return uid(self.record, self.found.began, kind, *parts)

    def sessions(self) -> Iterator[Entry]:
        """Each treatment, also those that were."""
        several = len(self.plan.sessions) > 1
        for number, day in sorted(self.plan.sessions.items()):
            title = f"{self.plan.title}{f', session {number}' if several else ''}"
            text = ("What is to be ready: resurf ready", "What to do on the day: resurf treatment", *_calls(self.plan))
            rings = EVENING_BEFORE if day >= self.today else None
            yield Entry(self._uid(SESSIONS, number), SESSIONS, title, text, day, day, rings=rings)

    def visits(self) -> Iterator[Entry]:
        """The visits that have a date."""
        for each in self.found.visits:
            rings = EVENING_BEFORE if each.on >= self.today else None
            text = ("What to ask: resurf questions", "What to bring: resurf summary", *_calls(self.plan))
            yield Entry(self._uid(VISITS, each.visit.id), VISITS, each.visit.what, text, each.on, each.on, rings=rings)

    def last_days(self) -> Iterator[Entry]:
        """The last days of what is to be done once, a day's together."""
        for each in self.found.last_days:
            name = self._uid(LAST_DAYS, each.place.session, each.place.gone)
            rings = self.plan.times.of("morning") if each.left else None
            yield Entry(
                name, LAST_DAYS, _last_title(each), tuple(_last_text(each, self.plan)), each.day, each.day, rings=rings
            )

    def asks(self) -> Iterator[Entry]:
        """The events that the calendar asks for."""
        for each in self.found.asks:
            text, rings = tuple(_ask_text(each, self.plan)), self.plan.times.of("morning")
            name = self._uid(ASKS, each.session, each.event.id)
            yield Entry(name, ASKS, each.event.ask, text, each.day, each.day, rings=rings)

    def care(self) -> Iterator[Entry]:
        """The care of each day, what is due at the same time together."""
        for each in self.found.reminders:
            at = "day" if each.minutes is None else each.minutes
            name = self._uid(CARE, each.place.session, each.place.gone, at)
            rings = self.plan.times.of("morning") if each.minutes is None else each.minutes
            text = tuple(_care_text(each, self.plan))
            yield Entry(name, CARE, _care_title(each), text, each.day, each.day, each.minutes, rings)

    def avoiding(self) -> Iterator[Entry]:
        """What is to be avoided, as spans of days; they are silent."""
        for each in self.found.avoiding:
            name = self._uid(AVOID, each.session, each.span.ban.id)
            text = tuple(_avoid_text(each, self.plan, self.today))
            yield Entry(name, AVOID, _avoid_title(each), text, each.first, each.last)


# --- in words --------------------------------------------------------------------------------------------------------


def _calls(plan: Plan) -> Iterator[str]:
    yield f"Call: {words.clinic_call(plan.contact)}"


def _several(tasks: Sequence[Task]) -> str:
    """The words of one task; of several the ids of a few, and how many more there are."""
    more = len(tasks) - NAMED
    ids = ", ".join(task.id for task in tasks[:NAMED])
    return tasks[0].do if len(tasks) == 1 else f"{ids} and {more} more" if more > 0 else ids


def _last_title(each: LastDay) -> str:
    if not each.left:
        return f"Done: {_several([task for task, _ in each.tasks])}"
    return f"Last day to: {_several(each.left)}"


def _last_text(each: LastDay, plan: Plan) -> Iterator[str]:
    for task, settled in each.tasks:
        yield f"- {task.do}{' (settled)' if settled else ''} ({task.id})"
    yield from _origins([task.said for task, _ in each.tasks], plan)


def _ask_text(each: Ask, plan: Plan) -> Iterator[str]:
    session = f" --session {each.session}" if len(plan.sessions) > 1 else ""
    yield f"When it has: resurf happened {each.event.id}{session}"
    yield "Nothing ends or begins by it before that is recorded."
    yield f"If in doubt, call: {words.clinic_call(plan.contact)}"


def _care_title(each: Reminder) -> str:
    return f"Care: {_several([line.task for line in each.lines])}"


def _care_text(each: Reminder, plan: Plan) -> Iterator[str]:
    for line in each.lines:
        when = words.moments(line) if each.minutes is None else ""
        yield f"- {line.task.do}{f': {when}' if when else ''} ({line.task.id})"
    yield "Ticked with: resurf done"
    yield from _origins([line.task.said for line in each.lines], plan)


def _origins(said: list[Said], plan: Plan) -> Iterator[str]:
    """How many of the instructions no clinic has confirmed."""
    if text := words.unconfirmed(sum(1 for each in said if each.origin == DEFAULT), plan.checklist):
        yield f"{text}."


def _avoid_title(each: Avoiding) -> str:
    unknown = f" ({words.UNKNOWN})" if each.applies is None else ""
    return f"{'From today on, avoid' if each.endless else 'Avoid'}: {each.span.ban.what}{unknown}"


def _avoid_text(each: Avoiding, plan: Plan, today: date) -> Iterator[str]:
    ban = each.span.ban
    yield f"{words.span_days(each.span, today)}."
    if each.endless:
        yield "No end is known, so it stands on its first day only."
    elif each.assumed:
        latest = f", {dates.full(each.last)} at the latest" if each.last > each.assumed else ""
        yield f"The end is not known yet: {dates.full(each.assumed)} is assumed{latest}."
        yield "It goes on until that is recorded."
    yield from (f"{name}: {said}" for name, said in (("Why", ban.why), ("Instead", ban.instead)) if said)
    yield f"When it may be again: resurf when {ban.id}"
    yield from _origins([ban.said], plan)


# --- written ---------------------------------------------------------------------------------------------------------


def as_ics(found: Calendar, made: list[Entry]) -> str:
    """Entries as an iCalendar file; the same record gives the same bytes on the same day."""
    from icalendar import Calendar as Document

    document = Document()
    document.add("prodid", "-//resurf//care calendar//EN")
    document.add("version", "2.0")
    document.add("calscale", "GREGORIAN")
    document.add("method", "PUBLISH")
    document.add("x-wr-calname", words.clean(found.plan.title))
    for each in made:
        document.add_component(_event(each, found))
    text: str = document.to_ical().decode("utf-8")
    return text


def _event(each: Entry, found: Calendar) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", found.changed.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", found.changes)
    event.add("summary", words.clean(each.title))
    event.add("description", "\n".join(map(words.clean, each.text)))
    event.add("categories", ["resurf", each.kind])
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if each.kind in {SESSIONS, VISITS} else "TRANSPARENT")
    for name, when in _times(each).items():
        event.add(name, when)
    if each.rings is not None:
        event.add_component(_alarm(each))
    return event


def _times(each: Entry) -> dict[str, date]:
    """The two ends of an entry; the last is exclusive. A time is that of wherever the person is: it has no zone."""
    if each.at is None:
        return {"dtstart": each.first, "dtend": shift(each.last, days=1)}
    begins = _later(datetime.combine(each.first, time()), each.at)
    return {"dtstart": begins, "dtend": _later(begins, CARE_MINUTES)}


def _later(at: datetime, minutes: int) -> datetime:
    """Some minutes later; at the end of the year 9999 the last minute there is."""
    try:
        return at + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.combine(date.max, time(23, 59))


def _alarm(each: Entry) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.clean(each.title))
    alarm.add("trigger", timedelta(minutes=(each.rings or 0) - (each.at or 0)))
    return alarm
