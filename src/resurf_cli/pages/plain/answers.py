"""Answers, as lines: when, ready, questions, check-in, call, the timeline, the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resurf_cli.core import dates
from resurf_cli.core.call import NONE
from resurf_cli.core.checklist import Task
from resurf_cli.core.timing import clock_of
from resurf_cli.pages import questions as to_ask
from resurf_cli.pages import ready as before
from resurf_cli.pages import words
from resurf_cli.pages.call import say
from resurf_cli.pages.check_in import title as raised_title
from resurf_cli.pages.when import about, notes, sentence

from . import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resurf_cli.core.backwards import Backwards
    from resurf_cli.core.calendar import Calendar
    from resurf_cli.core.call import CallSheet
    from resurf_cli.core.check_in import Answer, DiaryPage
    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.questions import QuestionsPage
    from resurf_cli.core.ready import ReadyPage
    from resurf_cli.core.timeline import Lane, Once, Timeline
    from resurf_cli.core.todos import Synced
    from resurf_cli.core.when import Again, WhenPage
    from resurf_cli.pages.calendar import Entry

    from .parts import Record


def ready(page: ReadyPage) -> str:
    """Whether the treatment day can go ahead."""
    return parts.text(_ready(page))


def _ready(page: ReadyPage) -> Iterator[Record]:
    yield "verdict", page.verdict, before.VERDICTS[page.verdict], page.session, parts.iso(page.session_date)
    for each in page.reasons:
        whose = words.origin(each.item.said, page.plan.checklist)
        typed, mine = before.command(each, page), parts.answer(each.applies)
        yield "reason", each.verdict, each.id, before.text(each, page), each.kind.value, typed, whose, mine
    for answered in page.answered:
        yield "answered", answered.item.id, "yes" if answered.answer else "no", before.asked(answered.item)
    yield "asked", parts.iso(page.asked_from)
    yield from (("number", number, name) for name, number in page.lines.numbers)
    yield from parts.calls(page.plan.contact)


def questions(page: QuestionsPage) -> str:
    """What to ask at the visit, all of it."""
    return parts.text(_questions(page))


def _questions(page: QuestionsPage) -> Iterator[Record]:
    made_of = page.plan.checklist
    yield "date", parts.iso(page.today), dates.full(page.today), parts.iso(page.treated)
    yield "unconfirmed", page.unconfirmed, to_ask.count(page)
    yield from (("consult", task.id, task.do) for task in page.consult)
    yield from (parts.unused(each, page.plan) for each in page.unused)
    for note in page.notes:
        yield "note", parts.iso(note.day), f"{note.at:%H:%M}", note.text, note.task
    yield "earlier", page.earlier, to_ask.earlier(page)
    for each in page.personal:
        yield "question", each.question.id, each.question.ask, len(each.decides), words.setting(each.question)
    for asking in page.instructions:
        said = to_ask.says(asking, page), asking.said.range, asking.said.basis
        whose, mine = words.origin(asking.said, made_of), parts.answer(asking.applies)
        typed = to_ask.command(asking), parts.iso(asking.soon)
        yield "ask", asking.why.value, asking.ref, to_ask.title(asking), *said, whose, mine, *typed


def timeline(page: Timeline) -> str:
    """All windows of the journey, one a line: word, id, title, from, until, state, what it hangs on, whether open."""
    return parts.text(_timeline(page))


def _timeline(page: Timeline) -> Iterator[Record]:
    yield "today", parts.iso(page.today), dates.full(page.today), parts.iso(page.first), parts.iso(page.last)
    yield from parts.sessions(page.plan)
    for word, lanes in (("avoid", page.bans), ("task", page.care)):
        yield from (record for lane in lanes for record in _lane(word, lane, page.plan.checklist))
    yield from (_once(each, page.plan.checklist) for each in page.once)
    yield from (record for lane in page.normal for record in _lane("expect", lane, page.plan.checklist))
    for each in page.events:
        state = "recorded" if each.happened else "expected"
        day = parts.iso(each.happened or each.expected)
        yield (
            "event",
            each.event.id,
            each.event.ask,
            day,
            day,
            state,
            "",
            "",
            parts.answer(each.applies),
            "",
            each.session,
        )
    for visit in page.visits:
        yield "visit", visit.visit.id, visit.visit.what, parts.iso(visit.on), parts.iso(visit.on), "a day"


def _lane(word: str, lane: Lane, made_of: Checklist) -> Iterator[Record]:
    whose = parts.answer(lane.applies), words.origin(lane.said, made_of)
    optional = "optional" if isinstance(lane.item, Task) and lane.item.optional else ""
    for each in lane.stretches:
        days = parts.iso(each.first), parts.iso(each.last), each.state, each.depends_on, "open" if each.open else ""
        yield word, lane.item.id, lane.title, *days, *whose, each.session, optional


def _once(each: Once, made_of: Checklist) -> Record:
    task, window = each.task, each.window
    hangs = window.depends_on, "open" if window.ends_by or window.last is None else ""
    days = parts.iso(window.first), parts.iso(window.last), "settled" if each.settled else "once", *hangs
    whose = parts.answer(each.applies), words.origin(task.said, made_of)
    return "task", task.id, task.do, *days, *whose, each.session, "optional" if task.optional else ""


def backwards(found: Backwards, command: str) -> str:
    """The latest treatment date that fits."""
    return parts.text(_backwards(found, command))


def _backwards(found: Backwards, command: str) -> Iterator[Record]:
    latest, made_of = found.latest, found.plan.checklist
    if latest is None:
        return
    yield "by", parts.iso(found.by), dates.full(found.by), made_of.id
    yield (
        "latest",
        parts.iso(latest.first),
        dates.said(latest.first, found.today),
        ", ".join(map(parts.iso, latest.sessions)),
    )
    for each in latest.over:
        late = ", ".join(f"{event} {parts.iso(day)}" for event, _, day in each.hangs_on)
        whose = words.origin(each.ban.said, made_of), parts.answer(each.applies)
        yield "avoid", each.ban.id, each.ban.what, parts.iso(each.last), late, *whose
    yield "expected", parts.iso(found.expected)
    yield "careful", parts.iso(found.careful)
    yield "preparation", latest.needs, parts.iso(latest.begins), "begun already" if latest.begun else "fits"
    yield from (
        ("begun", each.ref, each.title, parts.iso(each.first), parts.answer(each.applies)) for each in latest.begun
    )
    for fit in found.earlier:
        yield "earlier", parts.iso(fit.first), dates.full(fit.first), "begun already" if fit.begun else "fits"
    yield from (("still", line.ban.id, line.ban.what, line.now, parts.answer(line.applies)) for line in found.still)
    yield from (("expect", each.item.id, each.item.what, parts.answer(each.applies)) for each in found.normal)
    yield "command", command


def when(page: WhenPage) -> str:
    """When something may be done again, an ``answer`` a ban, and ``event`` for each that can be recorded by now.

    Id, title, answer, allowed from, allowed until, expected from, whose word, applies, the answer in words, and by
    which other name it was found. To a question each answer is followed by ``said``: what there is to say of it.
    """
    found = [record for each in page.found for record in (_again(each, page), *_about(each, page))]
    before = [("date", parts.iso(page.day)), *(("note", text) for text in notes(page))]
    return parts.text([*before, *found, *(("event", each.id, each.ask) for each in page.events)])


def _again(each: Again, page: WhenPage) -> Record:
    days = parts.iso(each.allowed_from), parts.iso(each.allowed_until), parts.iso(each.expected_from)
    whose = words.origin(each.ban.said, page.plan.checklist)
    answered = each.answer, *days, whose, parts.answer(each.applies), sentence(each, page)
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
    return parts.text(_answer_to(answer))


def _answer_to(answer: Answer) -> Iterator[Record]:
    yield "date", parts.iso(answer.check_in.day)
    yield "urgency", answer.urgency
    for each in answer.raised:
        whose = words.origin(each.item.said, answer.checklist) if answer.checklist else None
        found = each.raised
        yield (
            "sign",
            found.id,
            raised_title(each),
            found.urgency,
            whose,
            parts.answer(each.applies),
            "raised",
            found.because,
        )
    for measure in answer.not_asked:
        yield "not-asked", measure.id
    for normal in answer.normal:
        yield "expect", normal.item.id, normal.item.what, parts.answer(normal.applies)
    yield from parts.calls(answer.contact)
    yield from _read_out(answer.sheet) if answer.sheet and answer.urgency != NONE else ()


def _read_out(sheet: CallSheet) -> Iterator[Record]:
    return (("say", line) for line in say(sheet))


def call(sheet: CallSheet) -> str:
    """Whom to call at this hour, each number on a line of its own, and the lines to read out."""
    numbers = [("number", name, number) for name, number in sheet.lines.numbers]
    urgency = [("urgency", sheet.urgency)]
    return parts.text(
        [("date", parts.iso(sheet.day)), *urgency, *numbers, *parts.calls(sheet.plan.contact), *_read_out(sheet)]
    )


def diary(page: DiaryPage) -> str:
    """The diary: a ``score`` each with date, time, name, value and unit, and what it ``raised``."""
    return parts.text(_diary(page))


def _diary(page: DiaryPage) -> Iterator[Record]:
    yield "date", parts.iso(page.today)
    yield from parts.scores(page.check_ins)
    for each in page.check_ins:
        if each.note:
            yield "note", parts.iso(each.day), f"{each.at:%H:%M}", each.note


def calendar(found: Calendar, made: Sequence[Entry]) -> str:
    """The entries of a calendar: kind, first and last day, clock time, title and id."""
    entries = (
        (
            *("entry", each.kind, parts.iso(each.first), parts.iso(each.last)),
            *("" if each.at is None else clock_of(each.at), each.title, each.uid),
        )
        for each in made
    )
    return parts.text([("date", parts.iso(found.today)), *entries])


def synced(found: Synced) -> str:
    """What a sync came to: each mark it took, how many files it wrote, and those it left as they are."""
    taken = found.taken
    marks = [("done", each) for each in taken.ticks] + [("skipped", each) for each in taken.skips]
    return parts.text(
        [
            ("date", parts.iso(found.today)),
            *(("taken", each["task"], each["day"], kind, each.get("times")) for kind, each in marks),
            ("written", found.new, found.changed, found.cancelled),
            *(("waiting", each.task, parts.iso(each.day)) for each in taken.waiting),
            *(("unknown", each.task, parts.iso(each.day)) for each in taken.unknown),
            *(("broken", name, why) for name, why in found.broken),
        ]
    )
