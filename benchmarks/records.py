"""Records of a given size, for resurf and for the programs of others: a year of the same tasks, twenty a day."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from resurf_cli.core.entry import Entry
from resurf_cli.core.plan import EVENT, NOTE, TICK
from resurf_cli.record import Record

from .timing import Program

TODAY = date(2026, 12, 24)
NOW = f"{TODAY}T10:00:00"
PLAN = "fractional-ablative"
TITLES = (
    "Take the antiviral as the label says", "Put on a thin film of plain petrolatum", "Wash gently, pat dry",
    "Sleep with your head raised", "Put on mineral sunscreen", "Drink a glass of water", "A short walk",
)  # fmt: skip
TASKS = ("antiviral", "ointment", "wash", "head-up", "sunscreen", "moisturiser", "walk")
A_DAY = 20
YEARS = 10


def resurf(folder: Path, *words: str, now: str = NOW) -> Program:
    """A command of resurf on a record."""
    line = [
        str(Path(sys.executable).with_name("resurf")),
        "--data-dir",
        str(folder),
        "--now",
        now,
        "--no-input",
        *words,
    ]
    return Program(" ".join(("resurf", *words)), line)


def planned(folder: Path, made: str = "2026-11-24T12:00", treated: str = "2026-12-10") -> Path:
    """A data folder with a plan and nothing done."""
    words = ("prep", "--treatment", PLAN, "--date", treated, "--answer", "cold-sores=yes", "--answer", "area=face")
    resurf(folder, *words, now=made).run()
    return folder


def recorded(folder: Path, count: int) -> Path:
    """A data folder with a plan made ten years ago and so many entries, spread over the days since.

    A checkpoint is there, as the program leaves one, and the copy of the day.
    """
    planned(folder, made=f"{TODAY.year - YEARS}-11-24T12:00")
    record = Record(folder)
    first, *_ = record.entries(PLAN)
    entries = [first, *(_entry(number, count) for number in range(2, count + 1))]
    made = folder.parent / f"{folder.name}-made"
    record.made_of(made, record.identity(), count, {PLAN: tuple(entries)})
    record.replace_with(made / record.path.name)
    for _ in range(2):
        resurf(folder, "note", "it heals").run()
    return folder


def _entry(number: int, count: int) -> Entry:
    day = TODAY - timedelta(days=1 + (count - number) * YEARS * 365 // count)
    at = datetime(day.year, day.month, day.day, 21, number % 60, tzinfo=UTC)
    if number == 2:
        healed = {"event": "healed", "session": 1, "on": "2026-12-17", "open": False}
        return Entry(number, PLAN, EVENT, day, at, healed)
    if number % 50 == 0:
        return Entry(number, PLAN, NOTE, day, at, {"text": "stings a little", "day": day.isoformat(), "task": None})
    tick = {"task": TASKS[number % len(TASKS)], "session": None, "day": day.isoformat(), "once": False, "times": 1}
    return Entry(number, PLAN, TICK, day, at, {"ticks": [tick], "day": day.isoformat()})


# --- the programs of others ------------------------------------------------------------------------------------------


THIS_DAY = datetime.now().astimezone().date()
"""Some of them know no other."""
WEEK = (THIS_DAY, THIS_DAY + timedelta(days=7))


def tasks(count: int) -> list[tuple[int, date, str]]:
    """So many tasks, twenty a day, in the middle of them the week from today; those before it are done."""
    first = THIS_DAY - timedelta(days=count // A_DAY // 2)
    return [(each, first + timedelta(days=each // A_DAY), TITLES[each % len(TITLES)]) for each in range(count)]


def todoman(folder: Path, count: int) -> Program:
    """``todo list`` of a folder of tasks, one a file."""
    care = folder / "care"
    care.mkdir(parents=True)
    for number, day, title in tasks(count):
        todo = (
            f"BEGIN:VTODO\r\nUID:{number}\r\nDTSTAMP:20261201T000000Z\r\nDUE;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:{title}"
        )
        status = "COMPLETED" if day < THIS_DAY else "NEEDS-ACTION"
        (care / f"{number}.ics").write_text(f"{HEAD}{todo}\r\nSTATUS:{status}\r\nEND:VTODO\r\n{TAIL}", newline="")
    config = folder / "config.py"
    words = f'path = "{folder}/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ndefault_list = "care"\n'
    config.write_text(f'{words}cache_path = "{folder}/cache.sqlite3"\n')
    hours = (WEEK[1] - WEEK[0]).days * 24
    return Program(f"todoman list, {count:,}", ["todo", "-c", str(config), "list", "--due", str(hours)])


HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//benchmark//EN\r\n"
TAIL = "END:VCALENDAR\r\n"


def khal(folder: Path, count: int) -> Program:
    """``khal list`` of a folder of events, one a file."""
    care = folder / "care"
    care.mkdir(parents=True)
    for number, day, title in tasks(count):
        event = f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20261201T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}"
        (care / f"{number}.ics").write_text(f"{HEAD}{event}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n{TAIL}", newline="")
    config = folder / "khal.conf"
    formats = "\n".join(
        f"{name}format = {words}"
        for name, words in (
            ("time", "%H:%M"), ("date", "%Y-%m-%d"), ("longdate", "%Y-%m-%d"),
            ("datetime", "%Y-%m-%d %H:%M"), ("longdatetime", "%Y-%m-%d %H:%M"),
        )
    )  # fmt: skip
    config.write_text(f"[calendars]\n[[care]]\npath = {care}\n[locale]\n{formats}\n[sqlite]\npath = {folder}/khal.db\n")
    line = ["khal", "-c", str(config), "list", WEEK[0].isoformat(), "7d"]
    return Program(f"khal list, {count:,}", line, {"HOME": str(folder)})


def jrnl(folder: Path, count: int) -> Program:
    """``jrnl -from -to`` of one text file."""
    folder.mkdir(parents=True)
    journal = folder / "journal.txt"
    journal.write_text("".join(f"[{day} 09:00] {title}\n\n" for _, day, title in tasks(count)))
    config = folder / "jrnl.yaml"
    config.write_text(
        f"journals:\n  default:\n    journal: {journal}\nversion: v4.2\ntimeformat: '%Y-%m-%d %H:%M'\n"
        "editor: ''\nencrypt: false\ntemplate: false\ndefault_hour: 9\ndefault_minute: 0\nhighlight: true\n"
        "indent_character: '|'\nlinewrap: 79\ntagsymbols: '#@'\ncolors:\n  body: none\n  date: none\n  tags: none\n"
        "  title: none\n"
    )
    line = ["jrnl", "--config-file", str(config), "-from", f"{WEEK[0]}", "-to", f"{WEEK[1] - timedelta(days=1)}"]
    return Program(f"jrnl -from -to, {count:,}", line, {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)})


def watson(folder: Path, count: int) -> Program:
    """``watson log`` of one file of frames."""
    folder.mkdir(parents=True)
    frames = []
    for number, day, title in tasks(count):
        start = int(datetime(day.year, day.month, day.day, 9, number % 60, tzinfo=UTC).timestamp())
        frames.append([start, start + 60, title, f"{number:032x}", [], start])
    (folder / "frames").write_text(json.dumps(frames))
    line = ["watson", "log", "--no-pager", "--from", f"{WEEK[0]}", "--to", f"{WEEK[1] - timedelta(days=1)}"]
    return Program(f"watson log, {count:,}", line, {"WATSON_DIR": str(folder)})


def taskwarrior(folder: Path, count: int) -> Program:
    """``task list`` of the tasks due in a week."""
    folder.mkdir(parents=True)
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder}\nconfirmation=no\nverbose=nothing\ngc=off\n")
    rows: list[dict[str, Any]] = [
        {"description": title, "due": f"{day:%Y%m%d}T090000Z", "entry": "20260101T000000Z", **_state(day)}
        for _, day, title in tasks(count)
    ]
    given = folder / "tasks.json"
    given.write_text(json.dumps(rows))
    env = {"TASKRC": str(settings), "TASKDATA": str(folder), "HOME": str(folder)}
    Program("task import", ["task", f"rc:{settings}", "import", str(given)], env).run()
    week = [f"due.after:{WEEK[0] - timedelta(days=1)}", f"due.before:{WEEK[1]}"]
    return Program(f"taskwarrior list, {count:,}", ["task", f"rc:{settings}", *week, "list"], env)


def _state(day: date) -> dict[str, str]:
    return {"status": "pending"} if day >= THIS_DAY else {"status": "completed", "end": f"{day:%Y%m%d}T210000Z"}


def calcurse(folder: Path, count: int) -> Program:
    """``calcurse -Q`` of one file of appointments."""
    folder.mkdir(parents=True)
    (folder / "apts").write_text("".join(f"{day:%m/%d/%Y} [1] {title}\n" for _, day, title in tasks(count)))
    line = ["calcurse", "-D", str(folder), "-Q", "--from", f"{WEEK[0]:%m/%d/%Y}", "--days", "7"]
    return Program(f"calcurse -Q, {count:,}", line, {"HOME": str(folder)})


PEERS = {"todo": todoman, "khal": khal, "jrnl": jrnl, "watson": watson, "task": taskwarrior, "calcurse": calcurse}
"""By the command that each is started with."""
PYTHON = ("todo", "khal", "jrnl", "watson")
"""Those that are programs of Python."""
