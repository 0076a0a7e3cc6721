"""A CalDAV server on this machine, a computer with resurf and a phone: each with a folder of its own, brought together.

The programs are those people use: Radicale, vdirsyncer, todoman, khal. Where one is missing the tests fail.
"""

from __future__ import annotations

import json
import os
import shutil
import socket  # noqa: TID251 - a free port of this machine, for the server of these tests
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/server
[logging]
level = info
"""
PAIRS = """
[general]
status_path = "{folder}/status/"

[pair computer]
a = "computer_folder"
b = "server"
collections = ["care"]
conflict_resolution = "b wins"

[pair phone]
a = "phone_folder"
b = "server"
collections = ["care"]
conflict_resolution = "b wins"

[storage computer_folder]
type = "filesystem"
path = "{folder}/computer/"
fileext = ".ics"

[storage phone_folder]
type = "filesystem"
path = "{folder}/phone/"
fileext = ".ics"

[storage server]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "me"
password = "x"
item_types = ["VTODO"]
"""
TODOMAN = """
path = "{folder}/phone/*"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "care"
default_due = 0
"""
KHAL = """
[calendars]
[[care]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def program(name: str) -> str:
    """Where a program of others is."""
    found = shutil.which(name)
    assert found, f"install {name}: these tests need it"
    return found


@dataclass
class World:
    """The folders of everybody, and how each of them is made to do something."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def tasks(self) -> Path:
        """The folder that resurf syncs with."""
        return self.folder / "computer" / "care"

    @property
    def phone(self) -> Path:
        return self.folder / "phone" / "care"

    def run(self, *line: str, given: str = "") -> str:
        ran = subprocess.run(
            line, input=given, capture_output=True, text=True, env=self.environment, timeout=120, check=False
        )
        assert ran.returncode == 0, f"{' '.join(line)}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def resurf(self, *line: str, now: str) -> str:
        return self.run(sys.executable, "-m", "resurf_cli", *line, "--now", now, "--no-input")

    def care(self, now: str) -> dict[str, Any]:
        """A sync of resurf with its folder."""
        found: dict[str, Any] = json.loads(self.resurf("calendar", "sync", str(self.tasks), "--json", now=now))
        return found

    def meet(self, *pairs: str) -> None:
        """Computer and phone each bring their folder to the server and take from it; no conflict is left open."""
        for pair in pairs or ("computer", "phone", "computer"):
            said = self.run(program("vdirsyncer"), "-c", str(self.folder / "vdirsyncer.conf"), "sync", pair)
            assert "conflict" not in said.lower(), said

    def todo(self, *line: str) -> Any:
        said = self.run(program("todo"), "-c", str(self.folder / "todoman.py"), *line)
        return json.loads(said) if line[0] == "--porcelain" else said

    def listed(self, status: str = "ANY") -> list[dict[str, Any]]:
        """The tasks on the phone, as todoman lists them."""
        found: list[dict[str, Any]] = self.todo("--porcelain", "list", "--status", status)
        return found

    def number(self, title: str, day: str) -> str:
        """The number todoman gives to a task of a day."""
        (found,) = (
            each["id"] for each in self.listed("NEEDS-ACTION") if each["summary"].startswith(title) and _on(each, day)
        )
        return str(found)


def _on(task: dict[str, Any], day: str) -> bool:
    return time.strftime("%Y-%m-%d", time.localtime(task["due"])) == day


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A server, a computer and a phone that know each other, and nothing on any of them."""
    made = World(tmp_path, {**os.environ, "RESURF_DATA_DIR": str(tmp_path / "data"), "TZ": "America/New_York"})
    made.environment["HOME"] = str(tmp_path)
    port = _free_port()
    (tmp_path / "server.conf").write_text(SERVER.format(folder=tmp_path, port=port))
    (tmp_path / "vdirsyncer.conf").write_text(PAIRS.format(folder=tmp_path, port=port))
    (tmp_path / "todoman.py").write_text(TODOMAN.format(folder=tmp_path))
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    for each in (made.tasks, made.phone, tmp_path / "calendar"):
        each.mkdir(parents=True)
    log = tmp_path / "server.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [program("radicale"), "--config", str(tmp_path / "server.conf")], stdout=said, stderr=said
        )
    try:
        _wait(log, server)
        made.run(program("vdirsyncer"), "-c", str(tmp_path / "vdirsyncer.conf"), "discover", given="y\n" * 9)
        yield made
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def _wait(log: Path, server: subprocess.Popen[bytes]) -> None:
    """Until the server says that it is ready."""
    for _ in range(200):
        if "Listening on" in log.read_text() or "server ready" in log.read_text():
            return
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    pytest.fail(log.read_text())
