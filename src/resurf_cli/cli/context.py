"""What surrounds a command: the clock, the folders, the streams, and whether somebody is there to answer."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from resurf_cli.core import dates
from resurf_cli.core.checkpoint import read, step
from resurf_cli.core.plan import NOTE, SKIP, TICK, History
from resurf_cli.core.progress import Ledger
from resurf_cli.core.values import frozen
from resurf_cli.errors import Interrupted, NotFound, RecordError, UsageError
from resurf_cli.record.store import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from resurf_cli.core.entry import Entry
    from resurf_cli.pages.terminal import Terminal
    from resurf_cli.reading.shelf import Shelf
    from resurf_cli.record.store import Kept, Reading

DAY_ENDS: Final = timedelta(hours=4)
"""A day ends at 04:00: what is done at 00:20 belongs to the night before."""

OF_A_DAY: Final = (TICK, SKIP, NOTE)
"""The kinds of change that need no more of the past than their day."""

START_HERE: Final = """\
There is no plan yet. To make one, with the date of your treatment:

  resurf prep --treatment fractional-ablative --date 2026-12-10

resurf prep alone asks for both. resurf checklist list shows the treatments it knows."""

STOPPED: Final = "Stopped. What was saved before stays saved."

GLYPHS: Final = "█░▒▁━┊·–…»›→◆◇▲▼"
"""If a stream cannot write these, ASCII stands in for them."""


@frozen
class Globals:
    """The options that may stand anywhere on the line."""

    data_dir: str | None = None
    plan: str | None = None
    now: str | None = None
    no_input: bool = False
    plain: bool = False
    debug: bool = False


class Surroundings:
    """Everything a command needs that is not on its own line. Made once, when the program starts."""

    def __init__(self, options: Globals, clock: datetime) -> None:
        """Take the options that may stand anywhere, and the time it is."""
        self.options = options
        self.clock = clock

    # --- clock ---

    @cached_property
    def today(self) -> date:
        """The resurf day it is."""
        return (self.clock.replace(tzinfo=None) - DAY_ENDS).date()

    def day(self, text: str | None, *, past: bool = False, history: History | None = None) -> date:
        """A date of the command line; today when there is none. Days such as ``day3`` are of the session under way."""
        if text is None:
            return self.today
        plan = history.plan if history else None
        treatment = plan.sessions[plan.session_on(self.today)] if plan else None
        return dates.read(text, self.today, treatment, past=past)

    def past_date(self, text: str | None, history: History, what: str) -> date:
        """A date on which something has happened.

        Raises:
            UsageError: it has not come yet.
        """
        day = self.day(text, past=True, history=history)
        if day > self.today:
            raise UsageError(f"{dates.said(day, self.today)}, has not come yet: {what}.")
        return day

    def between(self, first: str | None, last: str | None, history: History) -> tuple[date | None, date | None]:
        """The two ends that ``--from`` and ``--to`` name; None: not named.

        Raises:
            UsageError: they are the wrong way round.
        """
        begin = self.day(first, history=history) if first else None
        end = self.day(last, history=history) if last else None
        if begin and end and end < begin:
            raise UsageError(f"{dates.full(begin)} is after {dates.full(end)}: --from is the earlier day.")
        return begin, end

    # --- record ---

    @cached_property
    def folder(self) -> Path:
        """The data folder."""
        if self.options.data_dir:
            return Path(self.options.data_dir).expanduser()
        import platformdirs

        return Path(platformdirs.user_data_dir("resurf", appauthor=False))

    @cached_property
    def record(self) -> Record:
        """What was recorded."""
        return Record(self.folder)

    @cached_property
    def shelf(self) -> Shelf:
        """The checklists that can be named."""
        from resurf_cli.reading.shelf import Shelf

        return Shelf(self.folder / "checklists")

    def chosen(self, kept: tuple[Kept, ...], name: str | None = None) -> str | None:
        """The id of the plan meant: the one named, else the one made or used last; ended ones are not chosen.

        Raises:
            NotFound: the plan named does not exist.
        """
        wanted = name or self.options.plan
        if wanted is None:
            open_plans = [each.id for each in kept if not each.ended]
            return open_plans[-1] if open_plans else None
        if wanted not in {each.id for each in kept}:
            names = ", ".join(each.id for each in kept) or "none yet"
            raise NotFound(f'There is no plan "{wanted}". Your plans: {names}.')
        return wanted

    def history(self, name: str | None = None) -> History:
        """The plan meant, with its past.

        Raises:
            NotFound: there is none.
        """
        found = self.history_if_any(name)
        if found is None:
            raise self.no_plan(self.record.plans())
        return found

    def no_plan(self, kept: tuple[Kept, ...]) -> NotFound:
        """What is said where a plan is needed: how to make one, or how to open an ended one again."""
        ended = ", ".join(each.id for each in kept)
        if not ended:
            return NotFound(START_HERE)
        again = f"resurf plan end {kept[-1].id} --reopen opens one again, resurf plan new makes another."
        return NotFound(f"Your plans are ended: {ended}. They are kept.\n{again}")

    def history_if_any(self, name: str | None = None) -> History | None:
        """The plan meant, with its past; None when there is none."""
        with self.record.reading() as reading:
            chosen = self.chosen(reading.plans() if reading else (), name)
            return None if reading is None or chosen is None else History(reading.entries(chosen))

    def ledger(self, name: str | None = None) -> Ledger:
        """The plan meant, as it stands today."""
        return Ledger(self.history(name), self.today)

    def ledger_of_day(self, text: str | None) -> tuple[Ledger, date]:
        """The plan meant as it stands today, and a day of the command line; of the past only what these two days need.

        Raises:
            NotFound: there is no plan.
        """
        with self.record.reading() as reading:
            kept = reading.plans() if reading else ()
            chosen = self.chosen(kept)
            if reading is None or chosen is None:
                raise self.no_plan(kept)
            history = recent_history(reading, chosen)
            day = self.day(text, history=history)
            for each in (self.today, day):
                history.plan.outcomes.of(each)
        return Ledger(history, self.today), day

    @contextmanager
    def whom_to_call(self) -> Iterator[None]:
        """Where there is no plan to look at, whom to call is said with the error."""
        from resurf_cli.pages.words import NO_EMERGENCY

        try:
            yield
        except (NotFound, RecordError) as error:
            whom = f"If something worries you, call your clinic; in an emergency {NO_EMERGENCY}."
            raise type(error)(f"{error}\n\n{whom} resurf check-in answers without a plan too.") from error

    def write(self, kind: str, data: Callable[[Ledger], Mapping[str, Any] | None], name: str | None = None) -> Written:
        """Record one change of the plan meant, decided and written in one go, so that two at once both count.

        ``data`` makes the change from the plan as it stands; None: there is nothing to change.
        """
        with self.record.writing() as writing:
            chosen = self.chosen(writing.plans(), name)
            if chosen is None:
                raise self.no_plan(writing.plans())
            history = recent_history(writing, chosen) if kind in OF_A_DAY else History(writing.entries(chosen))
            before = Ledger(history, self.today)
            made = data(before)
            if made is None:
                return Written(before, before, None)
            entry = writing.append(chosen, kind, self.today, self.clock, made)
            after = before.after(entry)
            if kind in {TICK, SKIP}:
                after.plan.outcomes.of(self.today)  # for what is left of it
            if kind in OF_A_DAY and (kept := step(after.history)):
                writing.keep(chosen, kept.seq, kept.shaping, kept.state, kept.weeks)
        if self.record.damaged:
            self.tell("Part of the record is damaged. What you recorded just now is kept; see resurf doctor.")
        return Written(before, after, entry)

    def would_be(self, ledger: Ledger, kind: str, data: Mapping[str, Any]) -> Ledger:
        """The plan as it would stand with one more change, which is not written."""
        from resurf_cli.core.entry import Entry

        entries = ledger.history.entries
        more = Entry(entries[-1].seq + 1, entries[0].plan, kind, self.today, self.clock, data)
        return ledger.after(more)

    # --- asking ---

    @cached_property
    def interactive(self) -> bool:
        """Whether somebody is there to answer: a terminal on both sides, and no ``--no-input``."""
        return not self.options.no_input and bool(sys.stdin) and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """What a person answers; Enter alone is an empty text.

        Raises:
            Interrupted: Ctrl-C or the end of input.
        """
        sys.stderr.write(_prompt(question))
        sys.stderr.flush()
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            line = ""
        if not line:
            sys.stderr.write("\n")
            raise Interrupted(STOPPED)
        return line.strip()

    def key(self, question: str, names: Mapping[str, str], keys: str) -> str:
        """The one of several keys that a person presses, by its name; asked again, with what they are, until it is one.

        Raises:
            Interrupted: Ctrl-C or the end of input.
        """
        import typer

        while True:
            sys.stderr.write(_prompt(question))
            sys.stderr.flush()
            try:
                pressed = typer.getchar().lower()
            except (KeyboardInterrupt, EOFError):
                sys.stderr.write("\n")
                raise Interrupted(STOPPED) from None
            found = names.get("\r" if pressed == "\n" else pressed, "")
            sys.stderr.write(f"{found}\n")
            if found:
                return found
            self.tell(keys)

    def confirmed(self, question: str, *, yes: bool) -> bool:
        """Whether a person agrees; ``yes`` answers for them.

        Raises:
            UsageError: nobody is there to answer.
        """
        if yes:
            return True
        if not self.interactive:
            raise UsageError(f"{question} Nobody is here to answer, so nothing was changed. --yes answers it.")
        return self.ask(f"{question} [y/N]").lower() in {"y", "yes"}

    # --- saying ---

    def say(self, text: str, *, json: bool = False) -> None:
        """What a command did: on stdout, with ``--json`` on stderr."""
        say(sys.stderr if json else sys.stdout, text, plain=self.options.plain)

    def tell(self, text: str) -> None:
        """A message beside the answer, on stderr."""
        say(sys.stderr, text, plain=self.options.plain)

    def show(self, page: str, *data: Any, json: bool = False, **how: Any) -> None:
        """Print a page in the form asked for: JSON, plain lines, or for the terminal.

        Where whoever read it has gone, the command goes on: what it has to store and its exit code stand.
        """
        try:
            self._show(page, *data, json=json, **how)
            sys.stdout.flush()
        except BrokenPipeError:
            write_to_nowhere()

    def _show(self, page: str, *data: Any, json: bool, **how: Any) -> None:
        if json:
            from resurf_cli.pages import json as form

            print_json(getattr(form, page)(*data, **how))
        elif self.options.plain:
            from resurf_cli.pages import plain

            sys.stdout.write(getattr(plain, page)(*data, **how))
        else:
            getattr(_terminal(sys.stdout), page)(*data, **how)


@frozen
class Written:
    """A plan before and after one change; ``entry`` None: there was nothing to change."""

    before: Ledger
    after: Ledger
    entry: Entry | None


def recent_history(reading: Reading, plan: str) -> History:
    """A plan from its checkpoint on; where it has none yet, all of it."""
    found = reading.recent(plan)
    since = None if found.state is None else read(found.named, found.state, found.portion)
    return History(found.entries, since)


def write_to_nowhere() -> None:
    """Let stdout take what is still written, and what it holds, to nowhere: it cannot be written to any more."""
    sys.stdout = sys.__stdout__
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def print_json(found: Mapping[str, Any]) -> None:
    """One object on stdout."""
    import json

    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def width() -> int:
    """How wide a page may be: ``COLUMNS``, else the terminal's width, else 80."""
    return max(20, shutil.get_terminal_size((80, 24)).columns)


def say(stream: TextIO, text: str, *, wrapped: bool = True, plain: bool = False) -> None:
    """Write a text line by line, harmless for a terminal and no wider than it; ``plain``: in ASCII, never wrapped."""
    from resurf_cli.pages.words import clean, in_ascii

    harmless = clean if _writes_glyphs(stream) and not plain else in_ascii
    stream.writelines(
        "\n".join(_wrapped(harmless(line)) if wrapped and not plain else [harmless(line)]) + "\n"
        for line in text.split("\n")
    )


def _prompt(question: str) -> str:
    """A question no wider than the terminal, with a space before the answer."""
    from resurf_cli.pages.words import clean, in_ascii

    harmless = clean if _writes_glyphs(sys.stderr) else in_ascii
    return "\n".join(_wrapped(harmless(question.rstrip()))) + " "


def _wrapped(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    lines = textwrap.wrap(line, width(), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return lines or [""]


def _terminal(stream: TextIO) -> Terminal:
    from resurf_cli.pages.terminal import Terminal

    drawn = stream.isatty() and os.environ.get("TERM") != "dumb"
    colour = drawn and not os.environ.get("NO_COLOR")
    return Terminal(stream, width=width(), colour=colour, boxes=colour, ascii_only=not _writes_glyphs(stream))


def _writes_glyphs(stream: TextIO) -> bool:
    try:
        GLYPHS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def surroundings(options: Globals) -> Surroundings:
    """Read the environment and the clock, once.

    Raises:
        UsageError: ``--now`` or ``RESURF_NOW`` is no time.
    """
    env = os.environ
    found = Globals(
        data_dir=options.data_dir or env.get("RESURF_DATA_DIR") or None,
        plan=options.plan or env.get("RESURF_PLAN") or None,
        now=options.now or env.get("RESURF_NOW") or None,
        no_input=options.no_input,
        plain=options.plain,
        debug=options.debug,
    )
    if found.now is None:
        return Surroundings(found, datetime.now().astimezone())
    if sys.stderr.isatty():
        where = "--now" if options.now else "RESURF_NOW"
        sys.stderr.write(f"The clock is set to {found.now} by {where}.\n")
    return Surroundings(found, _set_clock(found.now))


def _here(at: datetime) -> datetime:
    """A time with the zone of the machine; at the ends of the calendar, with the one it has now."""
    try:
        return at.astimezone()
    except (ValueError, OverflowError, OSError):
        return at.replace(tzinfo=datetime.now().astimezone().tzinfo)


def _set_clock(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        at = found.replace(hour=12) if "T" not in text.upper() and " " not in text.strip() else found
        return at if at.tzinfo else _here(at)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f'"{text}" is no time for the clock. Write it like 2026-12-13T09:30, or unset RESURF_NOW.'
        ) from None
