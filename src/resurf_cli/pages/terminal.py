"""Pages for people, on a terminal or in a pipe: the only module that knows Rich, and only where there is colour."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Final, TextIO

from . import words
from .day import day as day_lines
from .layout import Row, Span, lines
from .rows import item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from resurf_cli.core.backwards import Backwards
    from resurf_cli.core.call import CallSheet
    from resurf_cli.core.card import Card
    from resurf_cli.core.check_in import Answer, DiaryPage
    from resurf_cli.core.checklist import Checklist
    from resurf_cli.core.day import DayPage
    from resurf_cli.core.health import Health
    from resurf_cli.core.log import LogLine
    from resurf_cli.core.phase import PhasePage
    from resurf_cli.core.plan import Plan
    from resurf_cli.core.questions import QuestionsPage
    from resurf_cli.core.ready import ReadyPage
    from resurf_cli.core.signs import SignsPage
    from resurf_cli.core.summary import Summary
    from resurf_cli.core.timeline import Timeline
    from resurf_cli.core.todos import Synced
    from resurf_cli.core.when import WhenPage

    from .layout import PrintedLine
    from .words import Shelved

STYLES: Final = {
    "head": "bold cyan",
    "label": "bold",
    "dim": "dim",
    "ask": "bold yellow",
    "late": "bold red",
    "command": "cyan",
    "number": "bold",
    "id": "bold",
    "bar": "green",
    "rest": "dim",
    "strict": "red",
    "careful": "yellow",
    "call": "bold yellow",
    "emergency": "bold red",
    "upcoming": "dim",
    "due": "bold",
    "partly": "yellow",
    "done": "green",
    "skipped": "dim",
    "overdue": "bold yellow",
    "missed": "red",
}


class Terminal:
    """Prints pages; ``ascii_only`` for a stream that cannot hold other letters, ``boxes`` for ruled heads."""

    def __init__(self, stream: TextIO, *, width: int, colour: bool, boxes: bool, ascii_only: bool) -> None:
        """Take the stream as it is; it is neither opened nor closed here."""
        self.stream, self.width, self.colour = stream, width, colour
        self.boxes, self.ascii_only = boxes, ascii_only

    # --- printing ---

    def _rows(self, rows: Iterable[Row]) -> None:
        first, *others = rows
        head, rest = (lines(part, self.width, ascii_only=self.ascii_only) for part in ([first], others))
        rule = [(Span("─" * self.width, "dim"),)] if self.boxes and rest and not self.ascii_only else []
        self._print([*head, *rule, *rest])

    def _print(self, found: Iterable[PrintedLine]) -> None:
        if not self.colour:
            self.stream.writelines(f"{self._text(line)}\n" for line in found)
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(file=self.stream, width=self.width, force_terminal=True, highlight=False, markup=False)
        for line in found:
            runs = groupby(line, key=lambda span: STYLES.get(span.style, ""))
            text = Text.assemble(*(("".join(span.text for span in run), style) for style, run in runs))
            console.print(text, soft_wrap=True)

    def _text(self, line: PrintedLine) -> str:
        return "".join(span.text for span in line).rstrip()

    # --- pages ---

    def say(self, text: str) -> None:
        """A sentence, wrapped."""
        self._rows([Row((Span(words.clean(text)),))])

    def day(self, page: DayPage, *, full: bool = False) -> None:
        """A day's page; ``full``: everything, also past one screen."""
        self._print(day_lines(page, self.width, full=full, ascii_only=self.ascii_only))

    def phase(self, page: PhasePage) -> None:
        """The page of a phase."""
        from . import care

        self._rows(care.phase(page, self.width))

    def card(self, card: Card) -> None:
        """One instruction."""
        from . import care

        self._rows(care.card(card))

    def signs(self, page: SignsPage) -> None:
        """All warning signs."""
        from . import care

        self._rows(care.signs(page))

    def when(self, page: WhenPage) -> None:
        """When something may be done again."""
        from . import when

        self._rows(when.when(page))

    def check_in(self, answer: Answer) -> None:
        """The answer to a check-in."""
        from . import check_in

        self._rows(check_in.check_in(answer))

    def diary(self, page: DiaryPage) -> None:
        """The diary of a plan."""
        from . import check_in

        self._rows(check_in.diary(page, self.width))

    def call(self, sheet: CallSheet) -> None:
        """Whom to call, and what to read out."""
        from . import call

        self._rows(call.call(sheet))

    def backwards(self, found: Backwards, command: str) -> None:
        """The latest treatment date that fits."""
        from . import backwards

        self._rows(backwards.backwards(found, command))

    def timeline(self, page: Timeline, *, whole: bool = False) -> None:
        """The whole journey as bars; ``whole``: also what is over."""
        from . import timeline

        self._print(timeline.timeline(page, self.width, whole=whole, ascii_only=self.ascii_only))

    def ready(self, page: ReadyPage, *, full: bool = False) -> None:
        """Whether the treatment day can go ahead; ``full``: everything, also past one screen."""
        from .ready import ready as ready_lines

        self._print(ready_lines(page, self.width, full=full, ascii_only=self.ascii_only))

    def questions(self, page: QuestionsPage, *, full: bool = False) -> None:
        """What to ask at the visit; ``full``: everything, also past one screen."""
        from .questions import questions

        self._print(questions(page, self.width, full=full, ascii_only=self.ascii_only))

    def synced(self, found: Synced) -> None:
        """What a sync came to."""
        from . import todos

        self._rows(item(each, indent=0) for each in todos.lines(found))

    def photos(self, plan: Plan, today: date, gone: Mapping[int, str]) -> None:
        """The photo diary."""
        from . import photos

        self._rows(photos.photos(plan, today, gone))

    def log(self, found: Sequence[LogLine]) -> None:
        """What was recorded."""
        from . import care

        self._rows(care.log(found))

    def summary(self, summary: Summary, *, label: str = "") -> None:
        """The care summary; ``label`` stands at its top."""
        from . import paper
        from .summary import paper as document

        self._rows(paper.rows(document(summary, label)))

    def doctor(self, found: Health) -> None:
        """The examination of a data folder."""
        from . import doctor

        self._rows(doctor.doctor(found))

    def plans(self, plans: Sequence[tuple[Plan, bool]]) -> None:
        """All plans, each with whether it is the one in use."""
        from . import sheets

        self._rows(sheets.plans(plans))

    def plan(self, plan: Plan, today: date) -> None:
        """One plan."""
        from . import sheets

        self._rows(sheets.plan(plan, today))

    def checklists(self, rows: Sequence[Shelved]) -> None:
        """The checklists that can be named."""
        from . import sheets

        self._rows(sheets.checklists(rows))

    def checklist(
        self,
        checklist: Checklist,
        *,
        day0: date | None = None,
        sources: bool = False,
        base: Checklist | None = None,
    ) -> None:
        """A checklist to read or print, with dates where the treatment date is given, beside what it extends."""
        from . import sheets

        self._rows(sheets.checklist(checklist, day0=day0, sources=sources, base=base))


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr while something takes longer, gone when it is over; what it gives is called for each step."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
