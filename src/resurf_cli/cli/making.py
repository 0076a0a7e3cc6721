"""Making a plan: from flags, and by asking where a terminal is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from resurf_cli.cli.settings import answer, settings
from resurf_cli.core import dates
from resurf_cli.core.plan import NEW
from resurf_cli.core.timing import shift
from resurf_cli.core.values import frozen
from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from resurf_cli.cli.context import Surroundings
    from resurf_cli.core.checklist import Checklist, Question
    from resurf_cli.reading.reader import Loaded

MOST_QUESTIONS: Final = 8
"""How many questions stand before the first page, the treatment, its date and the clinic's number included."""
MOST_SESSIONS: Final = 50
Found = TypeVar("Found")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@frozen
class Wanted:
    """What the flags say of a plan to be made."""

    treatment: str | None
    dates: tuple[str, ...]
    answers: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    id: str | None = None
    sessions: int | None = None
    every: str | None = None


@dataclass(slots=True)
class Asking:
    """How many questions may still be asked."""

    here: Surroundings
    left: int = MOST_QUESTIONS

    def __call__(self, question: str) -> str:
        """The answer; Enter alone is an empty one."""
        self.left -= 1
        return self.here.ask(question)


def make_plan(here: Surroundings, wanted: Wanted, *, json: bool = False) -> None:
    """Make a plan from flags; what they leave open is asked, or stays unanswered where nobody is there.

    Raises:
        UsageError: the treatment or the date is missing and nobody is there to ask, or a flag is wrong.
        NotFound: no such checklist or question. InvalidChecklist: the checklist has mistakes.
    """
    if not here.interactive and (wanted.treatment is None or not wanted.dates):
        missing = "a treatment and its date" if wanted.treatment is None else "a treatment date"
        raise UsageError(
            f"A plan needs {missing}: resurf prep --treatment fractional-ablative --date 2026-12-10\n"
            "resurf checklist list shows the treatments."
        )
    asking = Asking(here)
    loaded = chosen(asking, wanted)
    days = _sessions(asking, wanted)
    values = given(here, wanted, loaded.checklist)
    _ask_questions(asking, loaded.checklist, values)
    name = _store(here, loaded, days, values, wanted.id)
    _tell(here, loaded.checklist, name, days, values, json=json)


# --- the treatment and its dates ---


def chosen(asking: Asking, wanted: Wanted) -> Loaded:
    """The checklist that is named, or asked for.

    Raises:
        UsageError: it can only be built on.
    """
    loaded = _treatment(asking, wanted.treatment)
    if loaded.checklist.base:
        raise UsageError(f"{loaded.checklist.id} is what other checklists build on: choose one of those.")
    return loaded


def _treatment(asking: Asking, name: str | None) -> Loaded:
    here = asking.here
    if name is not None:
        return here.shelf.find(name)
    listing = [each for each in here.shelf.listing() if not each.base and not each.mistakes]
    for place, each in enumerate(listing, 1):
        here.tell(f"{place}  {each.id}  {each.title}")
    return _again(
        here, lambda: here.shelf.find(_picked(asking("Which treatment? A number, an id or a file:"), listing))
    )


def _picked(typed: str, listing: list[Any]) -> str:
    if not typed:
        raise UsageError("A plan needs a treatment. Ctrl-C stops.")
    if typed.isdigit() and 1 <= int(typed) <= len(listing):
        chosen: str = listing[int(typed) - 1].id
        return chosen
    return typed


def _again(here: Surroundings, tried: Callable[[], Found]) -> Found:
    """Ask again until an answer can be taken."""
    while True:
        try:
            return tried()
        except (UsageError, NotFound) as error:
            here.tell(str(error))


def _sessions(asking: Asking, wanted: Wanted) -> tuple[date, ...]:
    here = asking.here
    if wanted.dates:
        days = tuple(here.day(each) for each in wanted.dates)
    else:
        days = (_again(here, lambda: here.day(asking("When is the treatment? For example 2026-12-10 or +3w:") or "?")),)
    days = series(days, wanted)
    if len(set(days)) < len(days):
        raise UsageError("Two sessions cannot be on the same day.")
    return tuple(sorted(days))


def series(days: tuple[date, ...], wanted: Wanted) -> tuple[date, ...]:
    """The dates of all sessions: those given, or from one as many as are wanted.

    Raises:
        UsageError: how many and how far apart are not both said, or not said well.
    """
    if wanted.sessions is None and wanted.every is None:
        return days
    match = re.fullmatch(r"(\d{1,3})([dwm])", wanted.every or "")
    if wanted.sessions is None or match is None or len(days) != 1:
        raise UsageError("A series is one date with both: --date 2026-12-10 --sessions 4 --every 4w")
    if not 1 <= wanted.sessions <= MOST_SESSIONS or int(match[1]) < 1:
        raise UsageError(f"A series has 1 to {MOST_SESSIONS} sessions, at least a day apart.")
    amount, unit = int(match[1]), match[2]
    months, step = (amount, 0) if unit == "m" else (0, amount * (7 if unit == "w" else 1))
    return tuple(shift(days[0], months * place, step * place) for place in range(wanted.sessions))


# --- answers ---


def given(here: Surroundings, wanted: Wanted, checklist: Checklist) -> dict[str, Any]:
    """The answers and settings of the flags, as an entry records them."""
    values = settings(wanted.values, checklist, here.today)
    return values | _answers(wanted.answers, checklist, here.today)


def _answers(written: tuple[str, ...], checklist: Checklist, today: date) -> dict[str, Any]:
    for pair in written:
        name = pair.partition("=")[0].strip()
        if name not in checklist.questions:
            known = ", ".join(checklist.questions) or "none"
            raise NotFound(f'There is no question "{name}" in this checklist. There are: {known}.')
    return settings(written, checklist, today)


def _ask_questions(asking: Asking, checklist: Checklist, values: dict[str, Any]) -> None:
    """Ask what no flag answered, the clinic's number last; each is passed with Enter."""
    here = asking.here
    if not here.interactive:
        return
    number_open = "contact.day" not in values and "day" not in checklist.contact
    open_questions = [each for each in checklist.questions.values() if f"answers.{each.id}" not in values]
    here.tell("Enter passes a question; you can answer it later with: resurf plan set NAME=VALUE")
    for question in open_questions[: max(0, asking.left - number_open)]:
        found = _again(here, partial(_given, asking, question))
        if found:
            values[f"answers.{question.id}"] = list(found)
    if number_open:
        typed = asking("Your clinic's telephone number:")
        values |= settings((f"contact.day={typed}",), checklist, here.today) if typed else {}


def _given(asking: Asking, question: Question) -> tuple[str, ...]:
    shown = "/".join(question.readings()) if question.kind == "yes-no" else ", ".join(question.readings())
    typed = asking(f"{question.ask} [{shown}]")
    return answer(question, typed) if typed else ()


# --- storing and saying ---


def _store(here: Surroundings, loaded: Loaded, days: tuple[date, ...], values: dict[str, Any], name: str | None) -> str:
    if name is not None and not _ID.fullmatch(name):
        raise UsageError(f'"{name}" cannot be the id of a plan: lower-case words joined by "-".')
    data = made_of(here, loaded, days, values)
    with here.record.writing() as writing:
        taken = {each.id for each in writing.plans()}
        if name in taken:
            raise UsageError(f'There is a plan "{name}" already. Choose another --id.')
        chosen = name or _free(loaded.checklist.id, taken)
        writing.append(chosen, NEW, here.today, here.clock, data)
    return chosen


def made_of(here: Surroundings, loaded: Loaded, days: tuple[date, ...], values: dict[str, Any]) -> dict[str, Any]:
    """What the first entry of a plan says: its checklist, its sessions, its answers."""
    sessions = {str(number): day.isoformat() for number, day in enumerate(days, 1)}
    return {**kept(here, loaded), "sessions": sessions, "values": values}


def kept(here: Surroundings, loaded: Loaded) -> dict[str, Any]:
    """What a plan keeps of the checklist it is made from, so that it can be read again as it was."""
    return {
        "checklist": loaded.document,
        "shipped": loaded.shipped,
        "chain": list(loaded.chain),
        "words": loaded.words,
        "named": here.shelf.named(loaded),
    }


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _tell(
    here: Surroundings, checklist: Checklist, name: str, days: tuple[date, ...], values: dict[str, Any], *, json: bool
) -> None:
    from resurf_cli.core.series import too_close
    from resurf_cli.pages.moving import warnings
    from resurf_cli.pages.words import call_first

    said = "; ".join(dates.said(day, here.today) for day in days)
    here.say(f"Plan {name} made: {checklist.title}, {said}.", json=json)
    answers = {
        key.removeprefix("answers."): tuple(value) for key, value in values.items() if key.startswith("answers.")
    }
    contact = {**checklist.contact, **{key[8:]: value for key, value in values.items() if key.startswith("contact.")}}
    ready = checklist.ready.values() if here.today <= max(days) else ()
    close = too_close(checklist, dict(enumerate(days, 1)))
    for words in (*warnings(close, checklist), *call_first(ready, answers, contact)):
        here.say(words, json=json)
    later = [each for each in checklist.questions if f"answers.{each}" not in values]
    if later:
        first = checklist.questions[later[0]]
        here.tell(
            f"Not answered yet: {', '.join(later)}. For example: resurf plan set {first.id}={first.readings()[0]}"
        )
