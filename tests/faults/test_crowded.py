"""Eight at once: every mark is there once, nobody waits too long, and whoever reads meanwhile sees whole pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from resurf_cli.record import Record
from tests.faults import planned, program, sizes

if TYPE_CHECKING:
    from pathlib import Path

PROCESSES = 8
MARKING = """
import contextlib, io, sys
from resurf_cli.cli import main
name, count = sys.argv[1], int(sys.argv[2])
for number in range(count):
    with contextlib.redirect_stdout(io.StringIO()):
        code = main(["done", "ointment", "--note", f"{name} {number}"])
    if code:
        sys.exit(code)
"""
READING = """
import contextlib, io, json, sys
from resurf_cli.cli import main
while True:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main(["today", "--json"])
    if code:
        sys.exit(code)
    page = json.loads(out.getvalue())
    print(json.dumps([each["done"] for each in page["tasks"] if each["id"] == "ointment"]), flush=True)
"""


@sizes(20, 200)
def test_all_marks_are_there_none_twice_and_none_fails(tmp_path: Path, count: int) -> None:
    folder = planned(tmp_path / "data")
    reader = program(READING, folder)
    marking = [program(MARKING, folder, number, count) for number in range(PROCESSES)]
    ended = [process.communicate(timeout=300)[1] for process in marking]
    assert [process.returncode for process in marking] == [0] * PROCESSES, ended
    reader.kill()
    said, words = reader.communicate()
    assert words == ""

    entries = Record(folder).entries("small")
    notes = [each.data["text"] for each in entries[1:]]
    assert sorted(notes) == sorted(f"{name} {number}" for name in range(PROCESSES) for number in range(count))
    assert [each.seq for each in entries] == list(range(1, PROCESSES * count + 2))
    for name in range(PROCESSES):  # each one's own in the order it made them
        mine = [note for note in notes if note.startswith(f"{name} ")]
        assert mine == [f"{name} {number}" for number in range(count)]

    seen = [json.loads(line)[0] for line in said.splitlines()[:-1]]
    assert len(seen) > 2
    assert seen == sorted(seen)
