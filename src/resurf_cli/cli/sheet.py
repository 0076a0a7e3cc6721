"""``resurf checklist new``: a clinic's own file, from a paper sheet gone through at a terminal or to be filled in."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resurf_cli.cli.output import refuse_taken, write_new
from resurf_cli.errors import Interrupted, InvalidChecklist, RecordError, ResurfError, UsageError
from resurf_cli.reading.answers import DAYS
from resurf_cli.reading.diagnostics import Code, rendered
from resurf_cli.reading.reader import Loaded, real
from resurf_cli.reading.sheet import Mark, Question, Walk, could_be_before, unfit, uses
from resurf_cli.reading.shelf import schema_file
from resurf_cli.reading.writing import (
    SCHEMA,
    Inherited,
    Sheet,
    free_id,
    inherited,
    speaker,
    spoken,
    starting_text,
    window,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.reading.diagnostics import Diagnostic
    from resurf_cli.reading.sheet import Answer
    from resurf_cli.reading.writing import Value

    Reads = Callable[[str], Loaded | tuple[Diagnostic, ...]]

ENDINGS: Final = (".yaml", ".yml")
INTRO: Final = """\
From your paper sheet to a file that resurf reads.
Each instruction is shown as {who} has it.
Answer with what your sheet says:

  day 10, 1 week before, 10 days after, healed
  4 times a day, every 2 hours while awake
  from 1 week before until day 3, daily
  =      the sheet says just the same: you confirm it
  Enter  the sheet does not speak of it: it stays
  -      your clinic does not want it: it is left out
  ?      why, from where, and what an answer can be
  <      back     >  skip the part     .  finish now

Day 0 is the day of the treatment, day 7 a week after it,
day -7 a week before. The file is written at the end.
Ctrl-C stops, and writes what was answered so far."""
HEAD_WORDS: Final = {
    "title": "The title of your sheet",
    "clinic": "The name of your clinic",
    "day": "The number that patients call",
    "hours": "The hours it is answered, for example Mon-Fri 09:00-17:00",
    "after-hours": "The number outside these hours",
    "emergency": "The emergency number where your patients live",
}
WORDS: Final = {
    "from": "from when",
    "until": "until when",
    "then-careful-until": "carefully until when",
    "repeat": "how often",
    "urgency": "how soon to call",
    "by": "by when",
    "on": "on which day",
}
ADDED_WORDS: Final = {
    "words": "Its words, or Enter:",
    "section": "b before the treatment, d on the day, a after it, x to avoid:",
    "from": "From when:",
    "until": "Until when:",
    "repeat": "How often [once]:",
}
POINT_FORMS: Final = """\
  day 7, day -7, 2 weeks before, 6 months after
  {events}
  day 7 or healed, the later
  told: until your clinic says so; forever: without end
  from 1 week before until 1 day before, daily"""
REPEAT_FORMS: Final = """\
  once, daily, 4 times a day, at least 4 times a day
  every 2 hours, every 3 days, weekly, morning and bedtime
  at 08:00, 20:00; as needed; each time you go outdoors"""
FORMS: Final = {
    "repeat": REPEAT_FORMS,
    "urgency": "  soon (within three working days), same-day,\n  now (day or night), emergency",
}


PART_KEYS: Final = "Enter: ask me   n: skip this part"
GROUP_KEYS: Final = "=: yes, all of it   o: ask me one by one   Enter: go on"


FALLEN: Final = {"then-careful-until": ", no careful days", "late-until": ", not worth doing later"}


class Way(Enum):
    """An answer that leads elsewhere."""

    BACK = "<"
    FINISH = "."


# --- the command -----------------------------------------------------------------------------------------------------


def new(here: Surroundings, base_name: str | None, file: Path, *, force: bool) -> None:
    """Write a clinic's own file over a checklist: by asking, or, where nobody is there to ask, to be filled in.

    Raises:
        UsageError: no checklist was named, the file exists, or it is part of what it would extend.
        NotFound: there is no such checklist, or no such folder.
        InvalidChecklist: the checklist that it would extend has mistakes.
        Interrupted: Ctrl-C; what had been answered is written.
    """
    if base_name is None:
        known = ", ".join(each.id for each in here.shelf.listing() if not each.base or each.where == "yours")
        raise UsageError(f"Say which checklist your sheet begins with, as in --extends fractional-ablative.\n{known}")
    path = _path(file, force=force)
    base = here.shelf.find(base_name)
    _refuse_base(path, base)
    begun = Sheet(_id(here, path), _extends(base, path), base.checklist.title)

    def reads(text: str) -> Loaded | tuple[Diagnostic, ...]:
        return here.shelf.read(path, content=text.encode())

    if here.interactive:
        _walked(here, Walk(base, begun, reads), path, force=force)
    else:
        _write(starting_text(begun, base), path, reads, force=force)
        here.say(f"Written: {path}. It says nothing of its own yet: fill in what your sheet says.")
        _next(here, path)


def _path(file: Path, *, force: bool) -> Path:
    path = file.expanduser()
    if path.suffix not in ENDINGS:
        raise UsageError(f"A checklist's file ends in .yaml, so that editors know what it is: {path}.yaml")
    try:
        refuse_taken(path, force=force)
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror}. Choose another place.") from None
    return path


def _refuse_base(path: Path, base: Loaded) -> None:
    """A file that is written over what it extends would be left with nothing under it."""
    link: Loaded | None = base
    while link is not None:
        if real(link.path) == real(path):
            raise UsageError(f"{path} is what the new file would extend: write to another file.")
        link = link.base


def _id(here: Surroundings, path: Path) -> str:
    return free_id(path.stem, {each.id for each in here.shelf.listing() if each.where == "shipped"}, "clinic")


def _extends(base: Loaded, path: Path) -> str:
    """How the new file calls its base: one of resurf's by its id, any other by its path from the new file."""
    if base.shipped:
        return base.checklist.id
    try:
        return Path(os.path.relpath(real(base.path), real(path.parent))).as_posix()
    except ValueError:  # on another drive
        return real(base.path).as_posix()


def _write(text: str, path: Path, reads: Reads, *, force: bool) -> None:
    """Write a file that reads without mistakes, and the schema beside it, if there is none."""
    found = reads(text)
    if not isinstance(found, Loaded):
        raise InvalidChecklist(f"Nothing was written. {rendered(found)}")
    write_new(path, text, force=force)
    with contextlib.suppress(ResurfError):  # there is one already; the file is good without it
        write_new(path.with_name(SCHEMA), schema_file().read_text(encoding="utf-8"), force=False)


def _next(here: Surroundings, path: Path) -> None:
    here.say(f"Beside it lies {SCHEMA}: an editor that knows YAML explains and completes with it as you type.")
    here.say("What to do next:")
    name = shlex.quote(str(path))
    here.say(f"  resurf checklist check {name}")
    here.say(f"  resurf checklist show {name} --date 2026-12-10")
    here.say(f"  resurf prep --treatment {name} --date 2026-12-10")


# --- the walk --------------------------------------------------------------------------------------------------------


def _walked(here: Surroundings, walk: Walk, path: Path, *, force: bool) -> None:
    begun = walk.reads(walk.text())
    if not isinstance(begun, Loaded):
        raise InvalidChecklist(f"Nothing was written. {rendered(begun)}")
    here.tell(INTRO.format(who=speaker(walk.base)))
    shown = frozenset((each.code, each.message) for each in begun.warnings)
    past = [Walk(walk.base, walk.begun, walk.reads, warnings=shown)]
    stopped = not _go_through(here, past)
    left_out = len(past)
    while not past[-1].is_sound:
        past.pop()
    if stopped and past[-1].sheet() == walk.begun:
        raise Interrupted("Stopped. Nothing was said yet that differs, so nothing was written.")
    if len(past) < left_out:
        here.tell("The instruction that was not finished stays as it is.")
    _finish(here, past[-1], path, force=force)
    if stopped:
        raise Interrupted(f"Stopped. What was answered so far is in {path}.")


def _go_through(here: Surroundings, past: list[Walk]) -> bool:
    """Ask until nothing is left or enough is said; False: stopped by Ctrl-C. ``past`` holds a walk for each answer."""
    shown: tuple[str, ...] = ()
    try:
        while (question := past[-1].question) is not None:
            if question.place[:2] != shown:
                _heading(here, question)
                shown = question.place[:2]
            further = _asked(here, past[-1], question)
            if further is Way.FINISH:
                break
            if isinstance(further, Walk):
                past.append(further)
            elif len(past) > 1:
                past.pop()
                shown = ()
            else:
                here.tell("This is the first question.")
    except (Interrupted, KeyboardInterrupt):
        return False
    return True


def _asked(here: Surroundings, walk: Walk, question: Question) -> Walk | Way:
    """Ask one question until it has an answer that the reader takes."""
    while True:
        typed = _typed(here, _prompt(question, walk))
        if typed in {each.value for each in Way}:
            return Way(typed)
        if typed == "?":
            _explain(here, walk, question)
        elif unfit(typed):
            here.tell("A character that cannot be shown stands in it. Type it again.")
        elif (answer := _answer(here, walk, question, typed)) is not None and (
            further := _taken(here, walk, question, answer)
        ):
            return further


def _typed(here: Surroundings, prompt: str) -> str:
    while True:
        try:
            return here.ask(prompt)
        except UnicodeDecodeError:
            here.tell("Some letters could not be read. Type it again.")


def _answer(here: Surroundings, walk: Walk, question: Question, typed: str) -> Answer | None:
    """What was typed as an answer; None: it was told why it is none."""
    marks = _marks(question)
    if typed in marks:
        return marks[typed]
    if question.about == "part" or typed in {"", "=", "-", ">"}:
        keys = [each or "Enter" for each in marks] or ["b", "d", "a", "x"]
        here.tell(f"Type one of: {', '.join(keys)}. ? explains, < goes back.")
        return None
    item = question.item
    if item and question.field in DAYS and could_be_before(typed, item.fields.get(question.field)):
        here.tell(f'Before or after the treatment? Write "{typed} days before", or "day {typed}" for after it.')
        return None
    found = walk.understood(question, typed)
    if not found:
        here.tell("Type b, d, a or x.")
    return found or None


def _marks(question: Question) -> dict[str, Mark]:
    if question.about == "item":
        return {"": Mark.UNSAID, "=": Mark.SAME, "-": Mark.OUT, ">": Mark.REST}
    if _is_group(question):
        return {"": Mark.UNSAID, "=": Mark.SAME, "o": Mark.ASK, "n": Mark.UNSAID, ">": Mark.UNSAID}
    if question.part is not None:
        return {"": Mark.ASK, "n": Mark.UNSAID, ">": Mark.UNSAID}
    return {} if question.field == "section" else {"": Mark.UNSAID}


def _taken(here: Surroundings, walk: Walk, question: Question, answer: Answer) -> Walk | None:
    """The walk with the answer, once it is said what it means; None: it has to be asked again."""
    if answer is Mark.OUT and not _may_go(here, walk, question):
        return None
    found = walk.answered(question, answer)
    for each in found.mistakes:
        here.tell(_said(each))
    if found.walk is None:
        return None
    for each in found.warnings:
        here.tell(f"Note: {_said(each)}")
    weaker = any(each.code is Code.WEAKER_EMERGENCY for each in found.warnings)
    if weaker and not here.confirmed("Is that what your sheet says?", yes=False):
        here.tell("Answer again, or < for the question before it.")
        return None
    if words := _echo(found.walk, question, answer):
        here.tell(words)
    return found.walk


def _said(found: Diagnostic) -> str:
    """What the reader says of an answer, without the line of a file that nobody at the terminal has seen."""
    said = re.sub(r" \([^()]+:\d+\)$", "", found.message)
    hint = found.hint if found.hint.startswith("did you mean") else f"To fix: {found.hint}" if found.hint else ""
    if found.code is Code.REVERSED:
        hint = "Write a later day here, or < to go back to the day it starts."
    return f"{said[:1].upper()}{said[1:]}{'. ' if not said.endswith('?') else ' '}{hint}".rstrip()


def _may_go(here: Surroundings, walk: Walk, question: Question) -> bool:
    """Whether an item may be left out that others name: what becomes of those is said first."""
    items = inherited(walk.base)
    name = question.item.name if question.item else ""
    found = list(uses(items, [name]))
    for user, key, _ in found:
        becomes = "it is left out too" if key == "needs" else "it stays, without that word"
        here.tell(f'"{items[user].words}" ({user}) names this: {becomes}.')
    return not found or here.confirmed("Leave it out all the same?", yes=False)


def _echo(walk: Walk, question: Question, answer: Answer) -> str:
    """What an answer was taken for, once all is said of an instruction."""
    if walk.goes_on_with(question):
        return ""
    if question.about == "more":
        mine = [(section, fields) for number, section, fields in walk.added() if number == question.place[1]]
        return f"  added to {mine[0][0]} as {mine[0][1]['id']}" if mine else ""
    if question.item is None:
        return ""
    if answer is Mark.OUT:
        return "  left out"
    return _echo_item(walk, question.item)


def _echo_item(walk: Walk, item: Inherited) -> str:
    sheet = walk.sheet()
    change = sheet.change.get(item.name)
    if item.name in sheet.confirmed:
        return "  confirmed"
    if change is None:
        return "  no different: left as it is" if walk.fields_said(item) else ""
    return f"  noted: {_changed_window(item, change)}"


def _changed_window(item: Inherited, change: Mapping[str, Value | None]) -> str:
    """What an item says of its days once it is changed."""
    gone = [key for key, value in change.items() if value is None]
    kept = {key: value for key, value in {**item.fields, **change}.items() if key not in gone}
    return window(Inherited(item.section, item.id, kept)) + "".join(FALLEN.get(key, "") for key in gone)


# --- what is shown ---------------------------------------------------------------------------------------------------


def _heading(here: Surroundings, question: Question) -> None:
    part, item = question.part, question.item
    if item is not None and part is not None:
        avoid = "Avoid: " if item.section == "avoid" else ""
        here.tell(f"\n{question.number} of {len(part.items)}  {avoid}{item.words}")
        here.tell(f"  {window(item) or 'no days said'}")
    elif part is not None:
        here.tell(f"\nPart {question.number}: {part.name} ({len(part.items)})")
        for each in part.items if part.grouped else ():
            said = window(each).removesuffix(f", {each.fields.get('urgency')}")  # the part is named for it
            here.tell(f"- {each.words}" + (f" ({said})" if said else ""))
        here.tell(GROUP_KEYS if part.grouped else PART_KEYS)
    elif question.place[:2] in {("head", "title"), ("more", "0")}:
        here.tell("")
    if question.place[:2] == ("more", "0"):
        here.tell("Is there anything on the sheet that was not asked?")


def _prompt(question: Question, walk: Walk) -> str:
    if question.about == "head":
        shown = _head_shown(question.field, walk)
        return f"{HEAD_WORDS[question.field]}{f' [{shown}]' if shown else ''}:"
    if question.about == "more":
        return ADDED_WORDS[question.field]
    if question.item is None:
        return "Does your sheet say the same?" if _is_group(question) else "Does your sheet speak of this?"
    item, key = question.item, question.field
    if not item.is_dated:
        return "Does your sheet say this?"
    strict = key == "until" and "then-careful-until" in item.fields
    said = walk.fields_said(item)
    shown = spoken(key, said.get(key) or ("none" if key in said else item.fields.get(key)))
    lead = "Your sheet says" if question.first else "  and"
    return f"{lead} {'strictly ' if strict else ''}{WORDS[key]} [{shown}]:"


def _is_group(question: Question) -> bool:
    return question.part is not None and question.part.grouped


def _head_shown(field: str, walk: Walk) -> str:
    base = walk.base.checklist
    if field in {"title", "clinic"}:
        return walk.begun.title if field == "title" else base.clinic
    return base.contact.get(field, "")


def _explain(here: Surroundings, walk: Walk, question: Question) -> None:
    """Why, from where, and what an answer can look like."""
    if question.item is not None:
        for name, said in _reasons(walk.base, question.item):
            here.tell(f"  {name}: {said}")
    if question.about in {"head", "part"} or question.field in {"words", "section"}:
        here.tell("Enter goes on, < goes back, . finishes now.")
        return
    events = ", ".join(walk.events) or "no events"
    known = f"{events}; 1 day after {walk.events[0]}" if walk.events else events
    here.tell("An answer can look like this:")
    here.tell(FORMS.get(question.field) or POINT_FORMS.format(events=known))
    here.tell("= the same, Enter not on the sheet, - not wanted,\n< back, > skip the part, . finish now")


def _reasons(base: Loaded, item: Inherited) -> Iterator[tuple[str, str]]:
    from resurf_cli.pages.words import fields

    made = getattr(base.checklist, item.kind)[item.id]
    yield from fields(made, base.checklist)
    for each in made.said.source:
        source = base.checklist.sources[each]
        yield "source", ", ".join(filter(None, (source.title, source.publisher)))


# --- the end ---------------------------------------------------------------------------------------------------------


def _finish(here: Surroundings, walk: Walk, path: Path, *, force: bool) -> None:
    """Write the file and say what it says; if it cannot be written it goes to stdout, so that nothing is lost."""
    text = walk.text()
    try:
        _write(text, path, walk.reads, force=force)
    except ResurfError:
        sys.stdout.write(text)
        raise
    sheet, items = walk.sheet(), inherited(walk.base)
    added = sum(map(len, sheet.added.values()))
    counts = (
        f"{len(sheet.confirmed)} confirmed, {len(sheet.change)} changed, {len(sheet.remove)} left out, {added} added"
    )
    here.say(f"\nWritten: {path}: {counts}. All else is as {speaker(walk.base)} has it.")
    for name, change in sheet.change.items():
        here.say(f"  changed   {items[name].words}: {_changed_window(items[name], change) or ', '.join(change)}")
    for name in sheet.remove:
        here.say(f"  left out  {items[name].words}")
    found = walk.reads(text)
    warnings = rendered(found.warnings) if isinstance(found, Loaded) else rendered(found)
    here.say(warnings or f"{path}: no mistakes")
    _next(here, path)
