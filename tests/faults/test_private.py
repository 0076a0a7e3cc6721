"""Nothing leaves the machine, nothing is written elsewhere, and only the owner reads what is written.

The interpreter says itself what a program opens, makes, renames, starts and connects to: an audit hook cannot be taken
off again, and also sees what libraries do.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest

from tests.faults import SMALL, program
from tests.test_journey import JOURNEY, words

if TYPE_CHECKING:
    from pathlib import Path

AUDITED = """
import contextlib, io, json, os, sys, tempfile
allowed, lines = [os.path.realpath(each) for each in json.loads(sys.argv[1])], json.loads(sys.argv[2])
found, busy = [], []
NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.", "webbrowser.")
STARTING = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork")
CHANGING = {"os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1, "os.chown": 1, "shutil.rmtree": 1, "shutil.move": 2, "shutil.copyfile": 2}
def inside(path):
    if not isinstance(path, (str, bytes, os.PathLike)):
        return True  # a file that was opened before
    path = os.path.realpath(os.fsdecode(path))
    return path == os.devnull or any(path == each or path.startswith(each + os.sep) for each in allowed)
def hook(event, values):
    if busy:
        return
    busy.append(1)
    try:
        if event.startswith(NETWORK) or event.startswith(STARTING):
            found.append([event, repr(values)])
        elif event == "open":
            path, mode, flags = values
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
            if writes and not inside(path):
                found.append([event, repr(values)])
        elif event in CHANGING:
            paths = values[: CHANGING[event]]
            if not all(inside(path) for path in paths):
                found.append([event, repr(values)])
    finally:
        busy.pop()
sys.addaudithook(hook)
from resurf_cli.cli import main
codes = []
for line in lines:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        codes.append(main(line))
print(json.dumps({"codes": codes, "found": found, "loaded": [n for n in ("socket", "ssl", "http.client", "logging",
    "syslog", "setproctitle", "webbrowser") if n in sys.modules]}))
"""


def audited(folder: Path, allowed: list[Path], lines: list[list[str]]) -> dict[str, Any]:
    """What a process that runs these lines does to the world; its temporary folder is one of those allowed."""
    temporary = folder.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    every = json.dumps([str(folder), str(temporary), *map(str, allowed)])
    more = {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    process = program(AUDITED, folder, every, json.dumps(lines), **more)
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    found: dict[str, Any] = json.loads(said)
    return found


def journey() -> list[list[str]]:
    return [
        [*words(line), *flag.split(), "--now", now, "--no-input"]
        for steps in JOURNEY.values()
        for now, flag, line in steps
    ]


def test_the_whole_journey_reaches_no_network_and_writes_nothing_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    PIL.Image.new("RGB", (60, 40), "red").save("cheek.jpg")
    found = audited(tmp_path / "data", [away], journey())
    assert found["found"] == []
    assert 1 not in found["codes"]
    assert 5 not in found["codes"]
    assert {path.name for path in away.iterdir()} == {"cheek.jpg", "care.ics", "care.zip", "tasks"}
    assert not set(found["loaded"]) & {"ssl", "http.client", "syslog", "setproctitle", "webbrowser"}


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    """Were the hook blind, the test above would say nothing."""
    code = AUDITED.replace("from resurf_cli.cli import main", "main = lambda line: exec(line[0]) or 0")
    lines = [
        ["import socket; socket.socket().close()"],
        ["open('elsewhere', 'w').close()"],
        ["import os; os.mkdir('folder')"],
        ["import subprocess; subprocess.run(['true'])"],
    ]
    os.chdir(tmp_path)
    process = program(code, tmp_path / "data", json.dumps([str(tmp_path / "data")]), json.dumps(lines))
    said, errors = process.communicate()
    assert process.returncode == 0, errors
    events = {event for event, _ in json.loads(said)["found"]}
    assert {"socket.__new__", "open", "os.mkdir", "subprocess.Popen"} <= events


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_files_are_for_their_owner_alone_under_any_umask(tmp_path: Path, umask: int) -> None:
    away = tmp_path / "away"
    away.mkdir()
    PIL.Image.new("RGB", (60, 40), "red").save(tmp_path / "cheek.jpg")
    at = ["--now", "2026-12-12T20:00", "--no-input"]
    lines = [
        ["prep", "--treatment", str(SMALL), "--date", "2026-12-10", "--now", "2026-11-24T12:00", "--no-input"],
        ["done", "ointment", *at],
        ["photo", "add", str(tmp_path / "cheek.jpg"), *at],
        ["summary", "--output", str(away / "summary.html"), "--format", "html", *at],
        ["calendar", "--output", str(away / "care.ics"), *at],
        ["calendar", "sync", str(away / "tasks"), *at],
        ["backup", str(away / "care.zip"), *at],
        ["note", "x", "--now", "2026-12-13T20:00", "--no-input"],
        ["restore", str(away / "care.zip"), "--yes", *at],
        ["doctor", "--yes", *at],
    ]
    code = f"import os; os.umask({umask}); " + "import json, sys\nfrom resurf_cli.cli import main\n"
    code += "codes = [main(line) for line in json.loads(sys.argv[1])]\nprint(codes, file=sys.stderr)"
    process = program(code, tmp_path / "data", json.dumps(lines))
    _, errors = process.communicate(timeout=60)
    assert errors.splitlines()[-1] == str([0] * len(lines)), errors
    made = [*(tmp_path / "data").rglob("*"), *away.iterdir(), *(away / "tasks").iterdir(), tmp_path / "data"]
    assert len(made) > 12
    for path in made:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_the_title_of_the_process_is_never_changed(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("read from /proc")
    code = "import sys\nfrom pathlib import Path\nbefore = Path('/proc/self/cmdline').read_bytes(), Path("
    code += "'/proc/self/comm').read_bytes()\nfrom resurf_cli.cli import main\nmain(['today'])\n"
    code += "assert before == (Path('/proc/self/cmdline').read_bytes(), Path('/proc/self/comm').read_bytes())"
    process = program(code, tmp_path / "data")
    assert process.wait(timeout=60) == 0, process.communicate()
    process.communicate()
