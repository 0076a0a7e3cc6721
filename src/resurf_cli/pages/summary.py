"""The care summary as a document: one page for a clinician in a hurry, then everything it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from resurf_cli.core import dates
from resurf_cli.core.call import AREA, rank, usual
from resurf_cli.core.check_in import NAMED
from resurf_cli.core.checklist import CONSULT, PHASES, Task
from resurf_cli.core.diary import CELSIUS, FAHRENHEIT, by_day
from resurf_cli.core.photos import by_area
from resurf_cli.core.schedule import ONE_DAY

from . import told, words
from .call import because, day_words, sign_title, value
from .check_in import entered
from .paper import Chart, Facts, Items, Paper, Picture, Pictures, Section, Table, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from resurf_cli.core.checklist import Checklist, Measure
    from resurf_cli.core.curve import Curve
    from resurf_cli.core.dated import DatedDay, Done
    from resurf_cli.core.day import Asked
    from resurf_cli.core.diary import CheckIn
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.summary import Happened, Summary, TaskSum

from .paper import Block

SIGNS_FIRST: Final = 5
TASKS_FIRST: Final = 5
NOTES_FIRST: Final = 3
SESSIONS_FIRST: Final = 6
SCORES_FIRST: Final = 6
EVENTS_FIRST: Final = 4
DAYS_FIRST: Final = 3
"""How much of each the first page has; the details have all."""
DAYS_NAMED: Final = 4
"""How many days a row of the details names; the full list has all."""
COLUMNS: Final = 8
"""How many measures a table of scores has; more would not fit the page."""
SHORT: Final = 90
CELL: Final = 80
"""How many letters of a note, and of a cell of a table, stand on the first page."""
SOON: Final = {
    "soon": "in three working days",
    "same-day": "same day",
    "now": "now",
    "emergency": "emergency",
}
"""How soon the sign asked to call."""
UNITS: Final = {CELSIUS: "°C", FAHRENHEIT: "°F"}


def paper(found: Summary, label: str = "") -> Paper:
    """The care summary of a plan; ``label`` is what the patient wants at its top."""
    front, details = filter(_filled, _front(found)), filter(_filled, _details(found))
    return Paper("Care summary", label, Facts(tuple(_about(found))), tuple(front), tuple(details))


def _filled(section: Section) -> bool:
    return bool(section.blocks)


# --- the first page --------------------------------------------------------------------------------------------------


def _about(found: Summary) -> Iterator[tuple[str, str]]:
    plan, made_of = found.plan, found.plan.checklist
    yield "Treatment", plan.title
    if AREA in plan.answers:
        yield "Area", words.answer(plan, AREA)
    yield "Day", _standing(plan, found.today)
    sessions = [f"{number}: {dates.full(when)}" for number, when in sorted(plan.sessions.items())]
    more = f" and {len(sessions) - SESSIONS_FIRST} more, to {dates.full(plan.last)}"
    few = len(sessions) <= SESSIONS_FIRST
    name = "Sessions" if len(sessions) > 1 else "Session"
    yield name, "; ".join(sessions) if few else "; ".join(sessions[:SESSIONS_FIRST]) + more
    if found.first or found.last:
        yield "Days shown", words.between(found.first, found.last)
    yield "Checklist", " ".join(filter(None, (_edition(made_of), words.reviewed(made_of), _bases(made_of))))


def _edition(made_of: Checklist) -> str:
    by = f" by {made_of.clinic}" if made_of.clinic and not made_of.shipped else ""
    return f"{made_of.title} ({made_of.id}){by}, version {made_of.version or 'not given'}."


def _bases(made_of: Checklist) -> str:
    """How many files a checklist builds on, and whether a clinician signed them."""
    bases = made_of.chain[1:]
    if not bases:
        return ""
    unsigned = sum(1 for each in bases if each.reviewer in {"", "none"})
    files = f"{len(bases)} other file{'s' * (len(bases) != 1)}"
    return f"It builds on {files}, {unsigned or 'none'} of them not reviewed by a clinician."


def _standing(plan: Plan, day: date) -> str:
    session = plan.session_on(day)
    standing = day_words((day - plan.sessions[session]).days, _which(session, several=len(plan.sessions) > 1))
    return f"{standing[0].upper()}{standing[1:]}, {dates.full(day)}"


def _front(found: Summary) -> Iterator[Section]:
    yield Section("Warning signs", tuple(_signs_first(found)))
    yield Section("Scores", tuple(_scores_first(found)), half=True)
    yield Section("Progress", tuple(_progress(found)), half=True)
    yield Section("Events", tuple(_events_first(found)), half=True)
    yield Section("Notes and questions", tuple(_notes_first(found)), half=True)
    yield Section("Missed or skipped", tuple(_missed_first(found)))
    yield Section("Whose instructions", (Words(" ".join(filter(None, (words.confirmed(found), words.bases(found))))),))


def _facts(rows: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    found = tuple(rows)
    return (Facts(found),) if found else ()


def _more(number: int, what: str) -> Iterator[Block]:
    if number > 0:
        yield Words(f"{number} more below, under {what}.")


class Reported(NamedTuple):
    """A sign on a day, with the times at which it was raised and why; ``times`` empty: an event that is late."""

    day: date
    id: str
    urgency: str
    times: tuple[datetime, ...]
    because: tuple[str, ...]


def _reported(found: Summary) -> list[Reported]:
    """Each sign of each day, in the order of days, on a day the most urgent first."""
    days: dict[tuple[date, str, str], list[tuple[datetime, str]]] = {}
    for each in found.diary:
        for raised in each.raised:
            days.setdefault((each.day, raised.id, raised.urgency), []).append((each.at, raised.because))
    several = [
        Reported(*key, tuple(at for at, _ in mine), tuple(dict.fromkeys(why for _, why in mine)))
        for key, mine in days.items()
    ]
    several += [Reported(found.today, each.id, each.urgency, (), (each.because,)) for each in found.late]
    return sorted(several, key=lambda each: (each.day, -rank(each.urgency)))


ALL_SIGNS: Final = "Every warning sign"
ALL_EVENTS: Final = "Every event"


def _signs_first(found: Summary) -> Iterator[Block]:
    reported = _reported(found)
    if reported:
        first = sorted(reported, key=lambda each: (rank(each.urgency), each.day), reverse=True)
        yield _sign_table(found, first[:SIGNS_FIRST], CELL)
        yield from _more(len(reported) - SIGNS_FIRST, ALL_SIGNS)
    elif found.diary:
        yield Words("No check-in of these days raised a warning sign.")
    else:
        yield Words("No check-in was recorded in these days: nothing is known of warning signs.")


def _sign_table(found: Summary, reported: Sequence[Reported], most: int | None = None) -> Table:
    """Signs with their times; with ``most``, how many letters a cell has, without them."""
    rows = tuple(
        (
            f"{_day(each.day, found)}{'' if most else _times(each.times)}",
            shortened(sign_title(each.id, found.plan), most),
            SOON[each.urgency],
            shortened("; ".join(map(_because, each.because)), most),
        )
        for each in reported
    )
    said = tuple(f"{day}: {title} ({soon}), because: {why}" for day, title, soon, why in rows)
    return Table(("Day", "Sign", "Call", "Because"), rows, said, dated=True)


def _times(found: Sequence[datetime]) -> str:
    return f" {', '.join(dict.fromkeys(f'{each:%H:%M}' for each in found))}" if found else ""


def _because(text: str) -> str:
    return because(text).replace(NAMED, "named by the patient")


def _day(day: date, found: Summary) -> str:
    """A day, with how far from the treatment it is."""
    plan = found.plan
    session = plan.session_on(day)
    of = f" of session {session}" if len(plan.sessions) > 1 else ""
    return f"{dates.near(day, found.today)}, day {(day - plan.sessions[session]).days}{of}"


def _scores_first(found: Summary) -> Iterator[Block]:
    first = sorted(found.curves, key=lambda each: _quiet(each, found))[:SCORES_FIRST]
    rows = tuple(tuple(_score_cells(each, found)) for each in found.curves if each in first)
    said = tuple(
        f"{name}: {latest}{f' (usual: {band})' if band else ''}; highest {highest}"
        for name, latest, band, highest in rows
    )
    if rows:
        yield Table(("Measure", "Latest", "Usual", "Highest"), rows, said)
        yield from _more(len(found.curves) - SCORES_FIRST, "Diary")


def _quiet(each: Curve, found: Summary) -> tuple[bool, bool]:
    """Whether no rule fired by a measure, and whether its latest score is in its band; without a band it counts so."""
    latest = [*by_day(each.scores).values()][-1]
    band = usual(each.measure, found.plan, latest.day)
    return not each.fired, band is None or band[0] <= latest.value <= band[1]


def _score_cells(each: Curve, found: Summary) -> Iterator[str]:
    """A measure, its latest score, what is usual on that day, and its highest score."""
    latest = [*by_day(each.scores).values()][-1]
    highest = max(each.scores, key=lambda score: score.value)
    band = usual(each.measure, found.plan, latest.day)
    yield each.measure.id.replace("-", " ").capitalize()
    yield f"{value(latest.value, each.measure)}, {dates.near(latest.day, found.today)}"
    yield f"{band[0]:g} to {band[1]:g}" if band else ""
    yield f"{value(highest.value, each.measure)}, {dates.near(highest.day, found.today)}"


def _events_first(found: Summary) -> Iterator[Block]:
    """The events that are late, the latest that happened, then those that are still to come; the first of them."""
    late = [each for each in found.open_events if each.late]
    to_come = [each for each in found.open_events if not each.late]
    happened = sorted(found.happened, key=lambda each: each.on, reverse=True)
    first = [*late, *happened, *to_come][:EVENTS_FIRST]
    yield from _facts((event, said) for each, event, said in _events(found) if each in first)
    yield from _more(_number_of_events(found) - EVENTS_FIRST, ALL_EVENTS)


def _number_of_events(found: Summary) -> int:
    return len(found.happened) + len(found.open_events)


def _events(found: Summary) -> Iterator[tuple[Happened | Asked, str, str]]:
    """The events with the day they happened, and those that are asked for and not recorded."""
    plan, several = found.plan, len(found.plan.sessions) > 1
    for each in found.happened:
        yield each, plan.checklist.events[each.event].ask, f"Yes, {_day(each.on, found)}."
    for asked in found.open_events:
        late = f"; it was to be by {dates.near(asked.latest, found.today)}" if asked.late and asked.latest else ""
        of = f" of session {asked.session}" if several else ""
        yield asked, asked.event.ask, f"Not recorded{of}{late}."


def _which(session: int, *, several: bool) -> str:
    return f"session {session}" if several else "the treatment"


def _progress(found: Summary) -> Iterator[Block]:
    rows = tuple(
        (words.PHASE_NAMES[name], f"{each.done} of {each.due}", f"{each.skipped}", f"{each.due - each.done}")
        for name, each in found.progress.items()
        if each.due or each.skipped
    )
    said = tuple(f"{words.PHASE_NAMES[name]}: {words.figure(each)}" for name, each in found.progress.items())
    if rows:
        yield Table(("Phase", "Done", "Skipped", "Not done"), rows, tuple(each for each in said))


def _missed_first(found: Summary) -> Iterator[Block]:
    lacking = [each for each in found.tasks if each.task.phase != CONSULT and (each.missed or each.figure.skipped)]
    first = sorted(lacking, key=lambda each: (not each.task.medicine, -(each.figure.due - each.figure.done)))
    if first:
        yield _task_table(first[:TASKS_FIRST], found, CELL)
        yield from _more(len(first) - TASKS_FIRST, "each phase")


def _notes_first(found: Summary) -> Iterator[Block]:
    latest = sorted(found.notes, key=lambda each: (each.day, each.at), reverse=True)
    if latest:
        yield Items(tuple(shortened(words.note_line(each), SHORT) for each in latest[:NOTES_FIRST]))
        yield from _more(len(latest) - NOTES_FIRST, "Notes")
    consult, personal = len(found.asking.consult), len(found.asking.personal)
    parts = [f"{consult} of the consultation" if consult else "", f"{personal} about the patient" if personal else ""]
    if consult or personal:
        yield Words(f"Open questions: {', '.join(filter(None, parts))}.")


def shortened(text: str, most: int | None) -> str:
    """A text of no more letters than there is room for; None: no limit."""
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"


# --- the details -----------------------------------------------------------------------------------------------------


def _details(found: Summary) -> Iterator[Section]:
    yield Section("The checklist", _items(_made_of(found)))
    yield Section("Answers", tuple(_answers(found.plan)))
    yield Section("Visits", _facts(_visits(found)))
    for phase in PHASES:
        yield Section(words.PHASE_NAMES[phase], tuple(_phase(found, phase)))
    if _number_of_events(found) > EVENTS_FIRST:
        yield Section(ALL_EVENTS, _facts((event, said) for _, event, said in _events(found)))
    yield Section("Diary", tuple(_diary(found)))
    if reported := _reported(found):
        yield Section(ALL_SIGNS, (_sign_table(found, reported),))
    yield Section("Notes", tuple(_notes(found)))
    yield Section("Open questions", tuple(_open(found)))
    yield Section("What the clinic said", _items(told.lines(found.plan, found.today)))
    yield Section("Not confirmed by a clinic", _facts(_defaults(found)))
    yield Section("Photographs", tuple(_photographs(found)))
    yield Section("No longer in the plan, or no longer so", _items(map(words.former, found.former)))
    yield Section("Day by day", tuple(_by_day(found)))


def _made_of(found: Summary) -> Iterator[str]:
    """The files that the plan was made from and who signed each; nothing where there is only one."""
    chain = found.plan.checklist.chain
    yield from (words.edition(each) for each in chain) if len(chain) > 1 else ()


def _items(lines: Iterable[str]) -> tuple[Block, ...]:
    found = tuple(lines)
    return (Items(found),) if found else ()


def _answers(plan: Plan) -> Iterator[Block]:
    questions = plan.checklist.questions.values()
    yield from _facts((each.ask, words.answer(plan, each.id)) for each in questions if each.id in plan.answers)
    missing = tuple(each.ask for each in questions if each.id not in plan.answers)
    if missing:
        yield Words("Not answered:")
        yield Items(missing, short=True)


def _visits(found: Summary) -> Iterator[tuple[str, str]]:
    for each in words.visits_of(found.plan, found.today):
        if each.id in found.plan.visits:
            yield each.what, dates.full(found.plan.visits[each.id])


def _phase(found: Summary, phase: str) -> Iterator[Block]:
    mine = [each for each in found.tasks if each.task.phase == phase and worth_saying(each)]
    open_ones = tuple(_title(each) for each in mine if each.task.once and each.settled is None and not each.figure.done)
    others = [each for each in mine if not each.task.once or each.settled is not None or each.figure.done]
    if mine:
        yield Words(f"{words.figure(found.progress[phase])}.")
    if others:
        yield _task_table(others, found)
    if open_ones:
        yield Words("Not done:")
        yield Items(open_ones, short=True)


def _title(each: TaskSum) -> str:
    return f"{each.task.do}{words.basis_mark(each.task.said)}"


def worth_saying(each: TaskSum) -> bool:
    """Whether there is anything to say of a task in a summary."""
    return bool(each.figure.due or each.figure.done or each.figure.skipped or each.settled)


def _task_table(tasks: Sequence[TaskSum], found: Summary, most: int | None = None) -> Table:
    """What tasks came to; with ``most``, how many letters a cell has."""
    rows = tuple(
        (
            shortened(_title(each), most),
            _done(each, found),
            _missed(each, found, DAYS_FIRST if most else DAYS_NAMED),
            shortened(_skipped(each), most),
        )
        for each in tasks
    )
    said = tuple(
        f"{words.sum_line(each)}{f'; missed: {missed}' if missed else ''}"
        for each, (_, _, missed, _) in zip(tasks, rows, strict=True)
    )
    return Table(("Task", "Done", "Missed on", "Skipped"), rows, said)


def _done(each: TaskSum, found: Summary) -> str:
    if not each.task.once or each.figure.due > 1:
        return f"{each.figure.done} of {each.figure.due}"
    return dates.near(each.settled, found.today) if each.settled and each.ticks else ""


def _skipped(each: TaskSum) -> str:
    return ": ".join(filter(None, (str(each.figure.skipped or ""), "; ".join(each.reasons))))


def _missed(each: TaskSum, found: Summary, most: int) -> str:
    if each.task.once:
        return ""
    days = [dates.near(day, found.today) for day in each.missed]
    if len(days) <= most + 1:
        return ", ".join(days)
    return f"{', '.join(days[:most])} and {len(days) - most} more"


def _diary(found: Summary) -> Iterator[Block]:
    begins = min((each.first for each in found.curves), default=found.today)
    ends = max((each.last for each in found.curves), default=found.today)
    treated = tuple(when for when in sorted(found.plan.sessions.values()) if begins <= when <= ends)
    for each in found.curves:
        unit = UNITS.get(each.measure.unit, each.measure.unit)
        yield Chart(each, each.measure.ask, unit, _curve_words(each, found), begins, ends, treated)
    measures = [each.measure for each in found.curves]
    for place in range(0, len(measures), COLUMNS):
        yield _score_table(measures[place : place + COLUMNS], found)


def _curve_words(each: Curve, found: Summary) -> str:
    """A chart in words."""
    days = [*by_day(each.scores).values()]
    lowest, highest = (value(end(one.value for one in each.scores), each.measure) for end in (min, max))
    first, last = (f"{value(one.value, each.measure)} on {_day(one.day, found)}" for one in (days[0], days[-1]))
    path = f"from {first} to {last}" if len(days) > 1 else first
    fired = f" A rule fired on {', '.join(_day(day, found) for day in each.fired)}." if each.fired else ""
    band = " The band is what the checklist calls usual." if each.bands else ""
    return f"{each.measure.ask}: {path}; lowest {lowest}, highest {highest}.{band}{fired}"


def _score_table(measures: Sequence[Measure], found: Summary) -> Table:
    """Each check-in that has a score of some measures, a column for each of them."""
    ids = {each.id for each in measures}
    entered = sorted((each for each in found.diary if ids & each.scores.keys()), key=lambda each: (each.day, each.at))
    rows = tuple(
        (f"{_day(each.day, found)}, {each.at:%H:%M}", *(_value(each.score(measure)) for measure in measures))
        for each in entered
    )
    head = "Check-in", *(f"{each.id}{f' {UNITS.get(each.unit, each.unit)}' if each.unit else ''}" for each in measures)
    said = tuple(
        f"{row[0]}: {', '.join(f'{name} {cell}' for name, cell in zip(head[1:], row[1:], strict=True) if cell)}"
        for row in rows
    )
    return Table(head, rows, said, dated=True)


def _value(found: float | None) -> str:
    return "" if found is None else f"{found:g}"


def _notes(found: Summary) -> Iterator[Block]:
    plan = found.plan
    rows = tuple(
        (f"{_day(each.day, found)}, {each.at:%H:%M}", each.text, plan.title_of(each.task) if each.task else "")
        for each in found.notes
    )
    if rows:
        yield Table(("Day", "Note", "On"), rows, tuple(map(words.note_line, found.notes)), dated=True)


def _open(found: Summary) -> Iterator[Block]:
    if found.asking.consult:
        yield Words("Of the consultation:")
        yield Items(tuple(each.do for each in found.asking.consult), short=True)
    if found.asking.personal:
        yield Words("About the patient:")
        yield Items(tuple(each.question.ask for each in found.asking.personal), short=True)


def _defaults(found: Summary) -> Iterator[tuple[str, str]]:
    """The instructions that no clinic has confirmed, phase by phase, then what is to be avoided."""
    parts: dict[str, list[str]] = {}
    for _, item in found.defaults:
        name = words.PHASE_NAMES[item.phase] if isinstance(item, Task) else "To avoid"
        parts.setdefault(name, []).append(f"{words.title_of(item)}{words.basis_mark(item.said)}")
    return ((f"{name} ({len(mine)})", "; ".join(mine)) for name, mine in parts.items())


def _photographs(found: Summary) -> Iterator[Block]:
    """The photographs, those of the same place side by side in the order of days."""
    for area, mine in by_area(found.photos).items():
        pictures = tuple(
            Picture(each.small, f"{_day(each.day, found)}{f': {area}' if area else ''} (photo {each.number})")
            for each in mine
        )
        yield Pictures(area, pictures)


def _by_day(found: Summary) -> Iterator[Block]:
    """What was recorded and missed, a row a day; days of which the same is to be said share one."""
    spans: list[tuple[date, date, tuple[str, ...]]] = []
    for each in found.days:
        said = tuple(_of_day(each, found))
        if spans and spans[-1][1:] == (each.day - ONE_DAY, said):
            spans[-1] = (spans[-1][0], each.day, said)
        else:
            spans.append((each.day, each.day, said))
    rows = tuple((_days(first, last, found), "\n".join(said)) for first, last, said in spans)
    said_of = tuple(f"{_days(first, last, found)}: {' '.join(said)}" for first, last, said in spans)
    if rows:
        yield Table(("Day", "What was recorded, and what was missed"), rows, said_of, dated=True)


def _days(first: date, last: date, found: Summary) -> str:
    return _day(first, found) if first == last else f"{_day(first, found)} to {_day(last, found)}"


def _of_day(each: DatedDay, found: Summary) -> Iterator[str]:
    plan = found.plan
    several = len(plan.sessions) > 1
    yield from (f"Treatment: session {number}." if several else "Treatment." for number in each.sessions)
    for event, session in each.events:
        yield f"{plan.checklist.events[event].ask} Yes{f', session {session}' if several else ''}."
    for name, mine in _sorted_out(each.done):
        yield f"{name}: {'; '.join(_done_words(one, several=several) for one in mine)}."
    for check_in in each.check_ins:
        yield from _checked_in(check_in, found)
    yield from (f"Note {note.at:%H:%M}: {note.text}" for note in each.notes)
    yield from (f"Photo {photo.number}{f': {photo.area}' if photo.area else ''}." for photo in each.photos)


def _sorted_out(found: Sequence[Done]) -> Iterator[tuple[str, list[Done]]]:
    kinds = {
        "Done": [each for each in found if each.ticks and not each.missed and not each.skipped],
        "In part": [each for each in found if each.ticks and (each.missed or each.skipped)],
        "Skipped": [each for each in found if not each.ticks and each.skipped],
        "Missed": [each for each in found if not each.ticks and not each.skipped and each.missed],
    }
    return ((name, mine) for name, mine in kinds.items() if mine)


def _done_words(each: Done, *, several: bool) -> str:
    session = f" (session {each.session})" if several and each.session is not None else ""
    times = f" {each.ticks} of {each.figure.due + each.figure.skipped}" if each.figure.due > 1 else ""
    more = f" {each.ticks} times" if each.ticks > 1 and not times else ""
    because = f", because: {each.because}" if each.because else ""
    return f"{each.title}{session}{times if each.ticks else ''}{more}{because}"


def _checked_in(each: CheckIn, found: Summary) -> Iterator[str]:
    """What was entered at a check-in and the signs it raised; its note stands among the notes."""
    measures = found.plan.checklist.measures
    scores = "; ".join(entered(name, each, measures.get(name)) for name in each.scores)
    yield f"Check-in {each.at:%H:%M}: {scores or 'no score'}."
    if each.raised:
        signs = (f"{sign_title(raised.id, found.plan)} ({raised.urgency})" for raised in each.raised)
        yield f"Raised: {'; '.join(signs)}."
