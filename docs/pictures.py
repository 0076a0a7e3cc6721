"""Draw the pictures of the README from the program itself: ``python docs/pictures.py``.

A demonstration plan is made in a temporary folder, commands are run at set times, and what they print is drawn as
SVG. The picture of the care summary is a browser's: ``tests/browser/test_picture.py`` draws it.

Rich's own template would load a font from the network when the picture is opened; this one names fonts only.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from resurf_cli.cli import main

WIDTH = 80
PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True)
class Picture:
    """A picture: the command as typed, when, and the exit code that is its answer."""

    name: str
    line: tuple[str, ...]
    now: str
    code: int = 0


ANSWERS = (
    "cold-sores=yes",
    "antiviral=yes",
    "uses-retinoids=yes",
    "smokes=no",
    "sedation=no",
    "area=face",
    "dressing=no",
)
NUMBERS = ("contact.day=+1 555 0100", "contact.hours=Mon-Fri 09:00-17:00", "contact.after-hours=+1 555 0199")
MAKING = ("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10")
DONE = (
    (("done", "ointment", "--times", "3"), "2026-12-13T17:30"),
    (("done", "wash", "--times", "2"), "2026-12-13T17:31"),
    (("check-in", "--pain", "3", "--redness", "6", "--temperature", "36.9"), "2026-12-15T09:00"),
    (("note", "stings for a minute after washing", "--task", "wash"), "2026-12-13T17:32"),
)
DRAWN = (
    Picture("prep", ("prep",), "2026-12-03T09:00"),
    Picture("today", ("today",), "2026-12-13T18:00"),
    Picture("show", ("show", "ointment"), "2026-12-13T18:00"),
    Picture("check-in", ("check-in", "--pain", "5", "--temperature", "37.4"), "2026-12-16T18:00", code=10),
)


class Screen(io.StringIO):
    """A stream that says it is a terminal, so that pages are drawn as on one."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Yes."""
        return True


def shown(line: tuple[str, ...], now: str, expected: int = 0) -> str:
    """What a command prints on a terminal at a set time."""
    screen = Screen()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(io.StringIO()):
        code = main([*line, "--now", now, "--no-input"])
    if code != expected:
        sys.exit(f"{' '.join(line)} ended with {code}")
    return screen.getvalue()


def drawn(picture: Picture) -> str:
    """The picture as SVG: no outside links, the same bytes every time."""
    text = Text.from_ansi(shown(picture.line, picture.now, picture.code))
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ resurf {' '.join(picture.line)}", style="bold"))
    console.print(text)
    title = f"resurf {' '.join(picture.line)}"
    return console.export_svg(title=title, theme=MONOKAI, code_format=without_links(), unique_id=picture.name)


def without_links() -> str:
    """Rich's template without the font it would fetch."""
    begin, end = CONSOLE_SVG_FORMAT.index("@font-face"), CONSOLE_SVG_FORMAT.rindex("@font-face")
    end = CONSOLE_SVG_FORMAT.index("}}", end) + 2
    template = CONSOLE_SVG_FORMAT[:begin] + CONSOLE_SVG_FORMAT[end:]
    template = template.replace("Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono")
    return template.replace("<!-- Generated with Rich https://www.textualize.io -->", "")


def draw(folder: Path) -> list[Path]:
    """Draw all pictures into a folder."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"RESURF_DATA_DIR": data, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
        for name in ("NO_COLOR", "RESURF_NOW", "RESURF_PLAN"):
            os.environ.pop(name, None)
        made = [word for answer in ANSWERS for word in ("--answer", answer)]
        made += [word for number in NUMBERS for word in ("--set", number)]
        shown((*MAKING, *made), "2026-11-22T10:00")
        written = []
        pending = list(DONE)
        for picture in DRAWN:
            while pending and pending[0][1] <= picture.now:
                shown(*pending.pop(0))
            path = folder / f"{picture.name}.svg"
            path.write_text(drawn(picture), encoding="utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    for each in draw(PICTURES):
        sys.stdout.write(f"{each}\n")
