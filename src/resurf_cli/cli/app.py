"""The program: its commands, the options that may stand anywhere, and the one place where errors become exit codes."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from resurf_cli import __version__
from resurf_cli.cli.context import STOPPED, Globals, Surroundings, say, surroundings, write_to_nowhere
from resurf_cli.cli.report import apology
from resurf_cli.errors import Interrupted, InvalidChecklist, RecordError, ResurfError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG: Final = """\
Anywhere on the line: --data-dir DIR (RESURF_DATA_DIR), --plan ID (RESURF_PLAN), --now TIME (RESURF_NOW), --no-input,
--plain (one record a line, for scripts and screen readers), --debug.

DATE is 2026-12-10, "10 Dec 2026", today, yesterday, +3d, -2w, friday, day3 or day-7.
TASK is an id, the beginning of one, or its number on the page.
"""

USAGE_ERRORS: Final = tuple(
    each for each in typer.BadParameter.__mro__ if issubclass(each, Exception) and each is not Exception
)
"""What Typer raises for a line it cannot read. Up to 0.26 only this one of the family has a public name."""

KEPT: Final = "What was recorded before is kept: resurf log shows it."

MODULES: Final = {
    "care": ("today", "prep", "consult", "treatment", "recovery", "maintenance", "show", "signs", "log"),
    "marks": ("done", "skip", "undo", "redo", "note"),
    "events": ("happened",),
    "told": ("told",),
    "check_in": ("check-in", "call"),
    "when": ("when",),
    "timeline": ("timeline",),
    "ready": ("ready",),
    "questions": ("questions",),
    "summary": ("summary",),
    "backup": ("backup", "restore"),
    "doctor": ("doctor",),
}
"""Which module of ``cli`` holds which commands."""
HELP: Final = {"help_option_names": ["-h", "--help"]}
OPEN: Final[dict[str, dict[str, Any]]] = {"check-in": {"ignore_unknown_options": True, "allow_extra_args": True}}
"""The commands that take options by the names a checklist gives them."""
GROUPS: Final = {"plan": "plans", "checklist": "checklists", "calendar": "calendar", "photo": "photos"}
"""The commands that have commands of their own, and the module that holds them."""


def program(line: Sequence[str] = ()) -> typer.Typer:
    """The commands of the program; for a line that names one of them that one alone, which takes half the time."""
    app = typer.Typer(
        name="resurf",
        help="A care companion for laser skin resurfacing. Alone it shows today's page.",
        epilog=EPILOG,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=not alone(line),
        context_settings=HELP,
    )
    wanted = _wanted(line)
    if not alone(line):
        app.callback(invoke_without_command=True)(today_or_start)
    for module, commands in MODULES.items():
        for command in [each for each in commands if each in wanted]:
            found = getattr(import_module(f"resurf_cli.cli.{module}"), command.replace("-", "_"))
            app.command(context_settings={**HELP, **OPEN.get(command, {})})(found)
    for group in [each for each in GROUPS if each in wanted]:
        app.add_typer(import_module(f"resurf_cli.cli.{GROUPS[group]}").app, name=group)
    return app


def alone(line: Sequence[str]) -> bool:
    """Whether a line names a command that Typer can run without the program around it."""
    return bool(line) and any(line[0] in commands for commands in MODULES.values())


def _wanted(line: Sequence[str]) -> list[str]:
    """The commands to be built: the one named; none for the program alone; else all of them."""
    every = [*GROUPS, *(command for commands in MODULES.values() for command in commands)]
    if not line:
        return every if "_RESURF_COMPLETE" in os.environ else []
    return [line[0]] if line[0] in every else every


def today_or_start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Show today's page, or how to start."""
    if version:
        sys.stdout.write(f"resurf {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is not None:
        return
    here: Surroundings = ctx.obj
    if here.history_if_any() is None:
        here.say(str(here.no_plan(here.record.plans())))
    else:
        from resurf_cli.cli.care import today

        today(ctx)


# --- options that may stand anywhere ---------------------------------------------------------------------------------

_VALUED: Final = {"--data-dir": "data_dir", "--plan": "plan", "--now": "now"}
_FLAGS: Final = {"--no-input": "no_input", "--plain": "plain", "--debug": "debug"}


def split(line: Sequence[str]) -> tuple[Globals, list[str]]:
    """Tell the options that may stand anywhere before ``--`` from the rest of the line.

    Raises:
        UsageError: one of them lacks its value.
    """
    found: dict[str, str | bool] = {}
    rest: list[str] = []
    words = list(line)
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            return _globals(found), [*rest, word, *words]
        if word in _FLAGS:
            found[_FLAGS[word]] = True
        elif name in _VALUED:
            if not equals and not words:
                raise UsageError(f"{name} needs a value. resurf --help shows how.")
            found[_VALUED[name]] = value if equals else words.pop(0)
        else:
            rest.append(word)
    return _globals(found), rest


def _globals(found: dict[str, str | bool]) -> Globals:
    texts = {name: str(found[name]) for name in _VALUED.values() if name in found}
    return Globals(**texts, **{name: True for name in _FLAGS.values() if name in found})  # type: ignore[arg-type]


# --- where errors become exit codes ----------------------------------------------------------------------------------


def main(line: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, never raised, but for faults of ours with ``--debug``."""
    gc.disable()  # a command is over before a collection would pay
    _ready_streams()
    typed = sys.argv[1:] if line is None else line
    try:
        return _run(typed)
    except BrokenPipeError:
        return _closed_pipe()
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in typed and not isinstance(error, (ResurfError, KeyboardInterrupt)):
            raise
        text, code = _ending(error)
        snippets = isinstance(error, InvalidChecklist)
        return _ended(text, code, wrapped=not snippets, plain="--plain" in typed)
    finally:
        gc.freeze()  # else the interpreter collects once more, on its way out


def _ending(error: BaseException) -> tuple[str, int]:
    """What is said of an error, and the exit code."""
    if isinstance(error, ResurfError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return STOPPED, Interrupted.exit_code
    if isinstance(error, OSError) and error.filename is None:
        _closed_pipe()
        return f"The answer could not be written: {error.strerror}. {KEPT}", RecordError.exit_code
    return apology(error), ResurfError.exit_code


def _ready_streams() -> None:
    """A letter that a stream cannot hold becomes ``?``; a stream that is closed takes what is written to nowhere."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(line: Sequence[str]) -> int:
    options, rest = split(line)
    here = surroundings(options)
    command = typer.main.get_command(program(rest))
    name, rest = (f"resurf {rest[0]}", rest[1:]) if alone(rest) else ("resurf", rest)
    try:
        code = command.main(rest, prog_name=name, obj=here, standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as stopped:
        return _closed_pipe() if _is_closed_pipe() else int(stopped.code or 0)
    except typer.Abort:
        raise Interrupted(STOPPED) from None
    except USAGE_ERRORS as error:
        raise UsageError(_usage(error)) from None
    if code == Interrupted.exit_code:
        raise Interrupted(STOPPED)
    return code if isinstance(code, int) else 0


def _is_closed_pipe() -> bool:
    """Whether Typer met a reader who has gone: it leaves with 1 then, and a wrapper round the stream."""
    return type(sys.stdout).__name__ == "PacifyFlushWrapper"


def _closed_pipe() -> int:
    """Leave quietly: whoever closed the pipe has read enough."""
    write_to_nowhere()
    return 0


def _usage(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    words = error.format_message() if hasattr(error, "format_message") else str(error)
    return f"{words}\n{context.command_path} --help shows how." if context else words


def _ended(text: str, code: int, *, wrapped: bool, plain: bool) -> int:
    """Say on stderr why a command ended, and with which code; the snippets of a checklist keep their lines."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    say(sys.stderr, text, wrapped=wrapped, plain=plain)
    return code
