"""``--plain``: one record a line, fields parted by a tab, never wrapped, ASCII; for scripts and screen readers.

The first word of a line says what it is; fields are only ever added at the end. An empty field is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resurf_cli.core import dates
from resurf_cli.core.call import NONE
from resurf_cli.core.checklist import PHASES, Task
from resurf_cli.core.differences import differences
from resurf_cli.core.items import cited_by
from resurf_cli.core.series import intervals
from resurf_cli.core.timing import clock_of

from . import questions as to_ask
from . import ready as before
from . import told, words
from .call import say
from .check_in import title as raised_title
from .day import between, command, head, question, state, when_seen
from .differences import sentences
from .moving import too_close
from .rows import number_of
from .sheets import DIARY, EVENTS, HINDRANCES, QUESTIONS, asides
from .supplies import supplies_due
from .when import about, notes, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.backwards import Backwards
    from resurf_cli.core.calendar import Calendar
    from resurf_cli.core.call import CallSheet
    from resurf_cli.core.card import Card
    from resurf_cli.core.check_in import Answer, DiaryPage
    from resurf_cli.core.checklist import Checklist, Said
    from resurf_cli.core.dated import Done
    from resurf_cli.core.day import Begun, DayPage, SupplyLine
    from resurf_cli.core.diary import CheckIn
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.phase import PhasePage
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.progress import Figure, Line
    from resurf_cli.core.questions import QuestionsPage
    from resurf_cli.core.ready import ReadyPage
    from resurf_cli.core.signs import SignsPage
    from resurf_cli.core.summary import Summary
    from resurf_cli.core.telling import Unused
    from resurf_cli.core.timeline import Lane, Once, Timeline
    from resurf_cli.core.todos import Synced
    from resurf_cli.core.when import Again, WhenPage

    from .calendar import Entry
    from .words import Item, Shelved

Field = str | int | None
Record = tuple[Field, ...]


def _text(records: Iterable[Record]) -> str:
    return "".join("\t".join(_field(each) for each in record) + "\n" for record in records)


def _field(found: Field) -> str:
    return "" if found is None else words.in_ascii(str(found))


def _iso(found: date | None) -> str:
    return "" if found is None else found.isoformat()


# --- a day, a phase --------------------------------------------------------------------------------------------------


def day(page: DayPage) -> str:
    """A day's page."""
    return _text(_day(page))


def _day(page: DayPage) -> Iterator[Record]:
    here = page.under_way
    seen = when_seen(page.day, page.today)
    dated = "date", _iso(page.day), dates.full(page.day), page.phase, here.session, here.day, page.plan.id, seen
    yield *dated, head(page)
    for asked in page.asked if page.day <= page.today else ():
        late = "late" if asked.late else "open"
        yield "event", asked.event.id, question(asked, page), command(asked, page), late
    yield from (_unused(each, page.plan) for each in page.unused)
    yield "progress", page.figure.done, page.figure.due, page.figure.skipped, state(page)
    for line in (*words.in_order(page.tasks), *page.still_open):
        yield _task(line, number_of(line), page.plan.checklist)
    yield from (_begun(each) for each in page.begun_before)
    for key, outcome in page.kept:
        yield "uncounted", key.task, outcome.ticks
    yield from _beside(page)
    yield from _limits(page)
    yield from _calls(page.contact)
    following = page.tomorrow
    for word, changes in (("starts", following.starts), ("ends", following.ends), ("eases", following.eases)):
        yield from ((word, each.ref, each.title) for each in changes)
    if page.unconfirmed:
        yield "defaults", page.unconfirmed, words.unconfirmed(page.unconfirmed, page.plan.checklist)


def _unused(each: Unused, plan: Plan) -> Record:
    days = _iso(each.ends.first), _iso(each.ends.last), _iso(each.ends.treated[0])
    return "unused", each.ref, each.title, each.session, *days, told.command(each, plan)


def _beside(page: DayPage) -> Iterator[Record]:
    yield from (("visit", each.visit.id, _iso(each.on), each.visit.what) for each in page.visits)
    if page.consult.due and page.day < page.plan.first:
        yield "consult", page.consult.done, page.consult.due, page.consult.skipped
    if supplies_due(page):
        yield from (_supply(each, page.plan.checklist) for each in page.supplies)


def _limits(page: DayPage) -> Iterator[Record]:
    made_of = page.plan.checklist
    for ban in page.avoid:
        said, span = ban.ban.said, ban.span
        days = _iso(span.strict_last), _iso(span.last), span.depends_on
        yield "avoid", ban.ban.id, ban.ban.what, ban.now, *days, words.origin(said, made_of), _answer(ban.applies)
    for normal in page.expect:
        item = normal.item
        yield "expect", item.id, item.what, words.origin(item.said, made_of), _answer(normal.applies)
    for each in page.signs:
        sign, raised = each.item, "raised" if each.raised else ""
        whose = words.origin(sign.said, made_of)
        yield "sign", sign.id, sign.sign, sign.urgency, whose, _answer(each.applies), raised, each.session


def _calls(contact: Mapping[str, str]) -> Iterator[Record]:
    yield "call", contact.get("day") or words.NO_NUMBER, contact.get("hours"), contact.get("after-hours")
    yield "emergency", words.emergency_call(contact)


def _answer(mine: bool | None) -> str:  # noqa: FBT001 - the answer itself, yes, no or unknown
    return {True: "", False: "does not apply", None: words.UNKNOWN}[mine]


def _task(line: Line, number: str, made_of: Checklist, *more: Field) -> Record:
    """A task: number, id, title, status, done, times, whose word; then when on the day, and whether it applies."""
    task = line.task
    whose = words.origin(task.said, made_of)
    record = "task", number, task.id, task.do, line.status.value, line.done, line.times, whose
    kind = "optional" if task.optional else "as needed" if task.as_needed else ""
    return *record, words.moments(line), _answer(line.occurrence.applies), kind, task.at_most, *more


def _begun(each: Begun) -> Record:
    return "begun", each.task.id, each.task.do, _iso(each.first), each.task.missed


def _supply(each: SupplyLine, made_of: Checklist) -> Record:
    supply, whose = each.supply, words.origin(each.supply.said, made_of)
    return "supply", f"supplies.{supply.id}", supply.item, _iso(each.by), "done" if each.done else "due", whose


def phase(page: PhasePage) -> str:
    """The page of a phase."""
    return _text(_phase(page))


def _phase(page: PhasePage) -> Iterator[Record]:
    where = between(page.plan, page.day) if len(page.plan.sessions) > 1 else ""
    yield "date", _iso(page.day), dates.full(page.day), page.phase, where
    figure = page.progress
    yield "progress", figure.done, figure.due, figure.skipped, words.figure(figure)
    for each in (*page.lines, *page.still_open):
        number = "" if page.whole else number_of(each.line)
        window = each.line.occurrence.window
        days = _iso(window.first), _iso(window.last), window.depends_on
        yield _task(each.line, number, page.plan.checklist, each.so_far.done, each.so_far.due, *days)
    yield from (_begun(each) for each in page.begun_before)
    yield from (_supply(each, page.plan.checklist) for each in page.supplies)


# --- one instruction, the record, the signs --------------------------------------------------------------------------


def card(found: Card) -> str:
    """One instruction."""
    return _text(_card(found))


def _card(found: Card) -> Iterator[Record]:
    made_of = found.plan.checklist
    yield "item", found.ref, words.title_of(found.item), words.origin(found.item.said, made_of), _answer(found.applies)
    yield from words.fields(found.item, made_of)
    for each in found.days:
        if each.line is not None:
            yield _task(each.line, number_of(each.line), made_of)
        yield "days", each.session, _iso(each.window.first), _iso(each.window.last), each.window.depends_on
    for span in found.spans:
        yield "days", None, _iso(span.first), _iso(span.last), span.depends_on, _iso(span.strict_last)
    if found.by is not None:
        yield "by", _iso(found.by), "done" if found.outcome and found.outcome.ticks else "due"
    if found.told is not None:
        yield "told", found.ref, told.said(found.ref, found.plan, found.today), _iso(found.told.on)
    yield from (_unused(each, found.plan) for each in found.unused)
    for source in found.elsewhere:
        yield "elsewhere", source.id, source.title, source.publisher, source.url
    for source in found.sources:
        yield "source", source.id, source.title, source.publisher, source.url


def ready(page: ReadyPage) -> str:
    """Whether the treatment day can go ahead."""
    return _text(_ready(page))


def _ready(page: ReadyPage) -> Iterator[Record]:
    yield "verdict", page.verdict, before.VERDICTS[page.verdict], page.session, _iso(page.session_date)
    for each in page.reasons:
        whose = words.origin(each.item.said, page.plan.checklist)
        typed, mine = before.command(each, page), _answer(each.applies)
        yield "reason", each.verdict, each.id, before.text(each, page), each.kind.value, typed, whose, mine
    for answered in page.answered:
        yield "answered", answered.item.id, "yes" if answered.answer else "no", before.asked(answered.item)
    yield "asked", _iso(page.asked_from)
    yield from (("number", number, name) for name, number in page.lines.numbers)
    yield from _calls(page.plan.contact)


def questions(page: QuestionsPage) -> str:
    """What to ask at the visit, all of it."""
    return _text(_questions(page))


def _questions(page: QuestionsPage) -> Iterator[Record]:
    made_of = page.plan.checklist
    yield "date", _iso(page.today), dates.full(page.today), _iso(page.treated)
    yield "unconfirmed", page.unconfirmed, to_ask.count(page)
    yield from (("consult", task.id, task.do) for task in page.consult)
    yield from (_unused(each, page.plan) for each in page.unused)
    for note in page.notes:
        yield "note", _iso(note.day), f"{note.at:%H:%M}", note.text, note.task
    yield "earlier", page.earlier, to_ask.earlier(page)
    for each in page.personal:
        yield "question", each.question.id, each.question.ask, len(each.decides), words.setting(each.question)
    for asking in page.instructions:
        said = to_ask.says(asking, page), asking.said.range, asking.said.basis
        whose, mine = words.origin(asking.said, made_of), _answer(asking.applies)
        typed = to_ask.command(asking), _iso(asking.soon)
        yield "ask", asking.why.value, asking.ref, to_ask.title(asking), *said, whose, mine, *typed


def log(lines: Sequence[LogLine]) -> str:
    """What was recorded."""
    return _text(
        ("change", line.seq, line.at.isoformat(), line.text, "taken back" if line.taken_back else "") for line in lines
    )


def signs(page: SignsPage) -> str:
    """All warning signs, the most urgent first."""
    made_of = page.plan.checklist
    found: list[Record] = [
        (
            *("sign", line.sign.id, line.sign.sign, line.sign.urgency, words.origin(line.sign.said, made_of)),
            *(_answer(line.applies), "raised" if line.raised else "", "listed today" if line.today else ""),
            "; ".join(f"{_iso(window.first)} to {_iso(window.last)}" for _, window in line.windows),
            line.sign.said.basis,
        )
        for line in page.lines
    ]
    return _text([*found, *_calls(page.contact)])


# --- the journey -----------------------------------------------------------------------------------------------------


def timeline(page: Timeline) -> str:
    """All windows of the journey, one a line: word, id, title, from, until, state, what it hangs on, whether open."""
    return _text(_timeline(page))


def _timeline(page: Timeline) -> Iterator[Record]:
    yield "today", _iso(page.today), dates.full(page.today), _iso(page.first), _iso(page.last)
    yield from _sessions(page.plan)
    for word, lanes in (("avoid", page.bans), ("task", page.care)):
        yield from (record for lane in lanes for record in _lane(word, lane, page.plan.checklist))
    yield from (_once(each, page.plan.checklist) for each in page.once)
    yield from (record for lane in page.normal for record in _lane("expect", lane, page.plan.checklist))
    for each in page.events:
        state = "recorded" if each.happened else "expected"
        day = _iso(each.happened or each.expected)
        yield "event", each.event.id, each.event.ask, day, day, state, "", "", _answer(each.applies), "", each.session
    for visit in page.visits:
        yield "visit", visit.visit.id, visit.visit.what, _iso(visit.on), _iso(visit.on), "a day"


def _lane(word: str, lane: Lane, made_of: Checklist) -> Iterator[Record]:
    whose = _answer(lane.applies), words.origin(lane.said, made_of)
    optional = "optional" if isinstance(lane.item, Task) and lane.item.optional else ""
    for each in lane.stretches:
        days = _iso(each.first), _iso(each.last), each.state, each.depends_on, "open" if each.open else ""
        yield word, lane.item.id, lane.title, *days, *whose, each.session, optional


def _once(each: Once, made_of: Checklist) -> Record:
    task, window = each.task, each.window
    hangs = window.depends_on, "open" if window.ends_by or window.last is None else ""
    days = _iso(window.first), _iso(window.last), "settled" if each.settled else "once", *hangs
    whose = _answer(each.applies), words.origin(task.said, made_of)
    return "task", task.id, task.do, *days, *whose, each.session, "optional" if task.optional else ""


def backwards(found: Backwards, command: str) -> str:
    """The latest treatment date that fits."""
    return _text(_backwards(found, command))


def _backwards(found: Backwards, command: str) -> Iterator[Record]:
    latest, made_of = found.latest, found.plan.checklist
    if latest is None:
        return
    yield "by", _iso(found.by), dates.full(found.by), made_of.id
    yield "latest", _iso(latest.first), dates.said(latest.first, found.today), ", ".join(map(_iso, latest.sessions))
    for each in latest.over:
        late = ", ".join(f"{event} {_iso(day)}" for event, _, day in each.hangs_on)
        whose = words.origin(each.ban.said, made_of), _answer(each.applies)
        yield "avoid", each.ban.id, each.ban.what, _iso(each.last), late, *whose
    yield "expected", _iso(found.expected)
    yield "careful", _iso(found.careful)
    yield "preparation", latest.needs, _iso(latest.begins), "begun already" if latest.begun else "fits"
    yield from (("begun", each.ref, each.title, _iso(each.first), _answer(each.applies)) for each in latest.begun)
    for fit in found.earlier:
        yield "earlier", _iso(fit.first), dates.full(fit.first), "begun already" if fit.begun else "fits"
    yield from (("still", line.ban.id, line.ban.what, line.now, _answer(line.applies)) for line in found.still)
    yield from (("expect", each.item.id, each.item.what, _answer(each.applies)) for each in found.normal)
    yield "command", command


# --- summary, plans, checklists --------------------------------------------------------------------------------------


def when(page: WhenPage) -> str:
    """When something may be done again, an ``answer`` a ban, and ``event`` for each that can be recorded by now.

    Id, title, answer, allowed from, allowed until, expected from, whose word, applies, the answer in words, and by
    which other name it was found. To a question each answer is followed by ``said``: what there is to say of it.
    """
    found = [record for each in page.found for record in (_again(each, page), *_about(each, page))]
    before = [("date", _iso(page.day)), *(("note", text) for text in notes(page))]
    return _text([*before, *found, *(("event", each.id, each.ask) for each in page.events)])


def _again(each: Again, page: WhenPage) -> Record:
    days = _iso(each.allowed_from), _iso(each.allowed_until), _iso(each.expected_from)
    whose = words.origin(each.ban.said, page.plan.checklist)
    answered = each.answer, *days, whose, _answer(each.applies), sentence(each, page)
    return "answer", each.ban.id, each.ban.what, *answered, each.name


def _about(each: Again, page: WhenPage) -> Iterator[Record]:
    """Of an answer to a question, what its text says below the days."""
    if page.asked is None:
        return
    if page.loosely:
        yield "said", each.ban.id, "you wrote", page.asked
    yield from (("said", each.ban.id, name, text) for name, text in about(each, page))
    yield from (("source", each.ban.id, source.id, source.title) for source in each.sources)


def check_in(answer: Answer) -> str:
    """The answer to a check-in: its ``urgency``, each ``sign`` it raised with why, and what to read out."""
    return _text(_answer_to(answer))


def _answer_to(answer: Answer) -> Iterator[Record]:
    yield "date", _iso(answer.check_in.day)
    yield "urgency", answer.urgency
    for each in answer.raised:
        whose = words.origin(each.item.said, answer.checklist) if answer.checklist else None
        found = each.raised
        yield "sign", found.id, raised_title(each), found.urgency, whose, _answer(each.applies), "raised", found.because
    for measure in answer.not_asked:
        yield "not-asked", measure.id
    for normal in answer.normal:
        yield "expect", normal.item.id, normal.item.what, _answer(normal.applies)
    yield from _calls(answer.contact)
    yield from _read_out(answer.sheet) if answer.sheet and answer.urgency != NONE else ()


def _read_out(sheet: CallSheet) -> Iterator[Record]:
    return (("say", line) for line in say(sheet))


def call(sheet: CallSheet) -> str:
    """Whom to call at this hour, each number on a line of its own, and the lines to read out."""
    numbers = [("number", name, number) for name, number in sheet.lines.numbers]
    urgency = [("urgency", sheet.urgency)]
    return _text([("date", _iso(sheet.day)), *urgency, *numbers, *_calls(sheet.plan.contact), *_read_out(sheet)])


def diary(page: DiaryPage) -> str:
    """The diary: a ``score`` each with date, time, name, value and unit, and what it ``raised``."""
    return _text(_diary(page))


def _diary(page: DiaryPage) -> Iterator[Record]:
    yield "date", _iso(page.today)
    yield from _scores(page.check_ins)
    for each in page.check_ins:
        if each.note:
            yield "note", _iso(each.day), f"{each.at:%H:%M}", each.note


def _scores(diary: Iterable[CheckIn]) -> Iterator[Record]:
    for each in diary:
        for name, score in each.scores.items():
            yield "score", _iso(each.day), f"{each.at:%H:%M}", name, f"{score:g}", each.units.get(name)
        for raised in each.raised:
            yield "raised", _iso(each.day), raised.id, raised.urgency, raised.because


def summary(found: Summary, *, label: str = "") -> str:
    """The care summary."""
    return _text(_summary(found, label))


def _summary(found: Summary, label: str) -> Iterator[Record]:
    plan, made_of = found.plan, found.plan.checklist
    if label:
        yield "label", label
    yield "plan", plan.id, plan.title, made_of.id, made_of.version, words.reviewed(made_of)
    yield from _sessions(plan)
    for question_id, given in plan.answers.items():
        yield "answer", question_id, ", ".join(given)
    for happened in found.happened:
        yield "event", happened.event, happened.session, _iso(happened.on)
    for phase_name, figure in found.progress.items():
        yield "progress", figure.done, figure.due, figure.skipped, phase_name
    for each in found.tasks:
        counted = *_three(each.figure), "; ".join(each.reasons)
        missed = ", ".join(_iso(day) for day in each.missed)
        yield "sum", each.task.id, each.task.do, each.task.phase, *counted, each.task.said.basis, missed
    for asked in found.open_events:
        if asked.late:
            yield "late", asked.event.id, asked.event.ask, _iso(asked.latest), asked.event.sign
    for former in found.former:
        yield "former", former.ref, former.title, former.ticks, _iso(former.first), _iso(former.last)
    yield from _said(plan, found.today)
    yield from _scores(found.diary)
    for note in found.notes:
        yield "note", _iso(note.day), f"{note.at:%H:%M}", note.text, note.task
    yield "instructions", found.instructions, found.unconfirmed, words.confirmed(found)
    yield "basis", *found.bases.values(), words.bases(found)
    yield from _details(found)


def _details(found: Summary) -> Iterator[Record]:
    """What no clinic has confirmed, what is still to be asked, and all that was recorded or missed day by day."""
    yield from (("unconfirmed", ref, words.title_of(item), item.said.basis) for ref, item in found.defaults)
    yield from (("open", task.id, task.do) for task in found.asking.consult)
    yield from (("open", each.question.id, each.question.ask) for each in found.asking.personal)
    yield from (("photo", each.number, _iso(each.day), each.area) for each in found.photos)
    for day in found.days:
        yield from (("day", _iso(day.day), *_done(done)) for done in day.done)


def _done(each: Done) -> Record:
    return each.ref, each.title, each.ticks, *_three(each.figure), each.because, each.session


def _said(plan: Plan, today: date) -> Iterator[Record]:
    for ref, word in plan.told.items():
        yield "told", ref, plan.title_of(ref), told.said(ref, plan, today), _iso(word.on)


def _three(figure: Figure) -> tuple[int, int, int]:
    return figure.done, figure.due, figure.skipped


def _sessions(plan: Plan) -> Iterator[Record]:
    yield from (("session", number, _iso(when)) for number, when in sorted(plan.sessions.items()))


def calendar(found: Calendar, made: Sequence[Entry]) -> str:
    """The entries of a calendar: kind, first and last day, clock time, title and id."""
    entries = (
        (
            *("entry", each.kind, _iso(each.first), _iso(each.last)),
            *("" if each.at is None else clock_of(each.at), each.title, each.uid),
        )
        for each in made
    )
    return _text([("date", _iso(found.today)), *entries])


def synced(found: Synced) -> str:
    """What a sync came to: each mark it took, how many files it wrote, and those it left as they are."""
    taken = found.taken
    marks = [("done", each) for each in taken.ticks] + [("skipped", each) for each in taken.skips]
    return _text(
        [
            ("date", _iso(found.today)),
            *(("taken", each["task"], each["day"], kind, each.get("times")) for kind, each in marks),
            ("written", found.new, found.changed, found.cancelled),
            *(("waiting", each.task, _iso(each.day)) for each in taken.waiting),
            *(("unknown", each.task, _iso(each.day)) for each in taken.unknown),
            *(("broken", name, why) for name, why in found.broken),
        ]
    )


def photos(found: Plan, today: date, gone: Mapping[int, str]) -> str:
    """The photo diary: a ``photo`` each with number, date, area, width and height, and why it cannot be shown."""
    listed = (
        ("photo", each.number, _iso(each.day), each.area, each.width, each.height, gone.get(each.number))
        for each in found.photos
    )
    return _text([("date", _iso(today)), *listed])


def plans(found: Sequence[tuple[Plan, bool]]) -> str:
    """All plans."""
    return _text(
        (
            *("plan", plan.id, plan.title, plan.checklist.id),
            *("current" if current else "", ", ".join(_iso(when) for _, when in sorted(plan.sessions.items()))),
            "ended" if plan.ended else "",
        )
        for plan, current in found
    )


def plan(found: Plan, today: date) -> str:
    """One plan."""
    return _text(_plan(found, today))


def _plan(found: Plan, today: date) -> Iterator[Record]:
    made_of = found.checklist
    yield "plan", found.id, found.title, made_of.id, made_of.version, words.reviewed(made_of)
    apart = {each.session: each for each in intervals(made_of, found.sessions)}
    for number, when in sorted(found.sessions.items()):
        after = apart.get(number)
        close = too_close(after) if after and after.too_close else ""
        yield "session", number, _iso(when), after.days if after else None, close
    for asked in made_of.questions.values():
        yield "answer", asked.id, words.answer(found, asked.id), asked.ask, words.setting(asked)
    for name, at in words.times_of(found):
        yield "time", name, at
    yield from _calls(found.contact)
    for visit in words.visits_of(found, today):
        yield "visit", visit.id, visit.what, _iso(found.visits.get(visit.id))
    for event, session, on in words.events_of(found, today):
        yield "event", event, session, _iso(on)


def checklists(rows: Sequence[Shelved]) -> str:
    """The checklists that can be named."""
    return _text(
        (
            *("checklist", each.id, each.title, each.version, _iso(each.reviewed), each.where),
            f"{len(each.mistakes)} mistakes" if each.mistakes else "base" if each.base else "",
        )
        for each in rows
    )


def checklist(
    found: Checklist, *, day0: date | None = None, sources: bool = False, base: Checklist | None = None
) -> str:
    """What a checklist says, and how that differs from what it extends."""
    return _text(_checklist(found, day0, base, sources=sources))


def _checklist(found: Checklist, day0: date | None, base: Checklist | None, *, sources: bool) -> Iterator[Record]:
    base_only = words.TO_BUILD_ON if found.base else ""
    yield "checklist", found.id, found.title, found.version, _iso(found.reviewed), words.reviewed(found), base_only
    if base is not None:
        for title, text in sentences(differences(base, found), base, found, day0):
            yield "differs", title, text
    for name in PHASES:
        for task in found.phase(name):
            yield _undated("task", task, found, day0, name, task.repeat.words)
    kinds: dict[str, Mapping[str, Item]] = {
        "avoid": found.avoid,
        "expect": found.expect,
        "supply": found.supplies,
        "visit": found.visits,
    }
    for word, items in kinds.items():
        yield from (_undated(word, item, found, day0) for item in items.values())
    yield from (_undated("sign", sign, found, day0, sign.urgency) for sign in found.signs.values())
    for name, mine in asides(found, day0).items():
        yield from ((ASIDES[name], each.id, each.title, each.details[0], *_reasons(each.said)) for each in mine)
    cited = cited_by(found)
    for source in found.sources.values() if sources else ():
        about = source.title, source.publisher, source.url, source.kind
        yield "source", source.id, *about, ", ".join(cited[source.id])


ASIDES: Final = {EVENTS: "event", QUESTIONS: "question", DIARY: "measure", HINDRANCES: "ready"}


def _reasons(said: Said) -> tuple[str, str]:
    return said.basis, ", ".join(said.source)


def _undated(word: str, item: Item, found: Checklist, day0: date | None, *more: Field) -> Record:
    said: Said = item.said
    days = words.days_of(item, found, day0)
    record = word, item.id, words.title_of(item), days, words.origin(said, found), words.condition(said.condition)
    return *record, *more, *_reasons(said)
