"""Killed at any moment while marking: every acknowledged change is there, none is half there, all opens clean."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

from resurf_cli.record import Record
from resurf_cli.record.doctor import examine
from tests.faults import planned, program, sizes

if TYPE_CHECKING:
    from pathlib import Path

MARKING = """
import contextlib, io, os, sys
from resurf_cli.cli import main
while True:
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(["done", "ointment", "--note", "x" * 2000])
    if code:
        sys.exit(code)
    os.write(1, b"done\\n")
"""


@sizes(20, 200)
def test_every_acknowledged_change_is_there_and_none_half(tmp_path: Path, count: int) -> None:
    folder = planned(tmp_path / "data")
    record = Record(folder)
    chance = random.Random(count)  # noqa: S311 - the same moments in every run, as far as a machine is the same
    known = len(record.entries("small"))
    for _ in range(count):
        process = program(MARKING, folder)
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"  # the first one: from here on it is marking
        time.sleep(chance.random() * 0.08)
        process.kill()
        said, words = process.communicate()
        assert process.returncode == -signal.SIGKILL, words
        acknowledged = 1 + said.count("done\n")
        entries = record.entries("small")
        assert known + acknowledged <= len(entries) <= known + acknowledged + 1
        record.check()
        known = len(entries)
    assert known > count
    assert [each.seq for each in record.entries("small")] == list(range(1, known + 1))
    assert {each.data["text"] for each in record.entries("small")[1:]} == {"x" * 2000}
    assert examine(record, folder).health.well
