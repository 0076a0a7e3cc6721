"""The record, tried by those who share it, kill it, and damage it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resurf_cli

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resurf_cli.core.entry import Entry
    from resurf_cli.record import Record

DAY = date(2026, 12, 10)
AT = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)

OF_EVERY_PROGRAM = """
import os, signal, sqlite3, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from resurf_cli.errors import RecordError
from resurf_cli.record import Record
folder, rest = Path(sys.argv[1]), sys.argv[2:]
record = Record(folder)
DAY, AT = date(2026, 12, 10), datetime(2026, 12, 10, 9, 30, tzinfo=UTC)
"""


def add(
    record: Record, plan: str = "co2", kind: str = "tick", data: Mapping[str, Any] | None = None, day: date = DAY
) -> Entry:
    with record.writing() as writing:
        return writing.append(plan, kind, day, AT, data or {})


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process that has this program at hand; it says what it has to say on stdout."""
    source = str(Path(resurf_cli.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", OF_EVERY_PROGRAM + code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )


def said(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output
