"""What is said when resurf itself is wrong: an apology, and a report that holds nothing of the person."""

from __future__ import annotations

import contextlib
import os
import platform
import traceback

from resurf_cli import __version__


def apology(error: BaseException) -> str:
    """The words for a fault of ours, with the path of a report where one could be written."""
    path = _written(_report(error))
    where = f"A report without anything of yours in it: {path}\n" if path else ""
    return (
        f"Something went wrong inside resurf ({type(error).__name__}). That is our fault, not yours.\n"
        f"What you recorded before is kept. {where}The same command with --debug shows where it happened."
    )


def _report(error: BaseException) -> str:
    """Versions, the kind of error and the places in the code it came through: no message, no value, no folder."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]  # noqa: PTH119
    about = f"resurf {__version__}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join([about, type(error).__name__, *places, ""])


def _written(report: str) -> str | None:
    import tempfile

    with contextlib.suppress(OSError):
        handle, path = tempfile.mkstemp(prefix="resurf-report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(report)
        return path
    return None
