"""A file of 1 MiB is answered within two seconds, whatever is in it, and twice as much of it takes twice as long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from resurf_cli.reading.diagnostics import MOST_TOLD, rendered
from resurf_cli.reading.reader import Loaded, read
from resurf_cli.reading.tree import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.speed

HEAD = "resurf: 1\nid: harbour\ntitle: Harbour\n"
TASK = HEAD + "recovery:\n  - id: a\n    do: A\n"
MOST_SECONDS = 2.0
FEW = MOST_BYTES // 32
TRIES = 3  # a machine may be busy with something else


def filled(start: str, unit: str, end: str = "") -> Callable[[int], str]:
    """A text of so many bytes: the same thing again and again, ``{0}`` its number."""

    def made(size: int) -> str:
        count = (size - len(start) - len(end)) // len(unit.format(123_456))
        return start + "".join(unit.format(number) for number in range(count)) + end

    return made


def halves(start: str, first: str, between: str, second: str, end: str = "") -> Callable[[int], str]:
    """A text of two things, each again and again."""

    def made(size: int) -> str:
        return filled(start, first)(size // 2) + filled(between, second, end)(size // 2)

    return made


TASKS = filled(HEAD + "recovery:\n", "  - {{id: t{0}, do: Wash, from: 0, until: 9, repeat: daily}}\n")
ASKED = "questions:\n  q:\n    ask: A\n    kind: one\n    choices: {"
BAN = "avoid:\n  - id: a\n    what: A\n    until: 30\n"

WORST: dict[str, Callable[[int], str]] = {
    "tasks": TASKS,
    "tasks with a mistake each": filled(TASK[:-21], "  - {{id: t{0}, do: Wash, from: 0, until: 9, repaet: daily}}\n"),
    "tasks over many lines": filled(TASK[:-21], "  - id: t{0}\n    do: Wash\n    until: 9\n    repeat: daily\n"),
    "tasks, and a line without a colon": lambda size: f"{TASKS(size - 10)}nonsense\n",
    "tasks, and a tab": lambda size: f"# \t\n{TASKS(size - 5)}",
    "unknown keys": filled(TASK, "    k{0}: x\n"),
    "keys that are nearly right": filled(TASK, "    untl{0}: x\n"),
    "words that a comma cut": filled(HEAD + "recovery:\n  - {id: a, do: A", ", k{0}", "}\n"),
    "nothing but commas": filled(HEAD + "recovery: [", "a,", "]\n"),
    "commas without an end": filled(HEAD + "recovery: [", "a,"),
    "nothing but dashes": filled(HEAD + "recovery:\n", "-\n"),
    "nothing but braces": filled(HEAD + "recovery: [", "{{}},", "]\n"),
    "one word": filled(HEAD + "about: ", "a"),
    "one quote": filled(HEAD + 'about: "', "a\\n", '"\n'),
    "one quote that is never closed": filled(HEAD + 'about: "', "a "),
    "one number": filled(TASK + "    until: ", "9", "\n"),
    "one id": filled(HEAD + "recovery:\n  - do: A\n    id: a", "-a", "-\n"),
    "one address": filled(HEAD + "sources:\n  a:\n    title: A\n    url: https://a", "a", " b\n"),
    "one condition": filled(TASK + "    if: q", " and q", "\nquestions: {q: {ask: Q}}\n"),
    "one repeat": filled(TASK + "    until: 9\n    repeat: daily", ", 3 in all", "\n"),
    "one alert": filled(HEAD + "signs:\n  - id: a\n    sign: A\n    alert: two of a", ", a", " ris\n"),
    "one ban by many names": filled(HEAD + BAN + "    aka: [", "a{0},", "]\n"),
    "anchors": filled(HEAD + "recovery: [", "&a{0} b,", "]\n"),
    "aliases": filled(HEAD + "recovery: [&a b,", "*a,", "]\n"),
    "tags": filled(HEAD + "recovery: [", "!a b,", "]\n"),
    "repeated keys": filled(HEAD, "a: b\n"),
    "letters that cannot be shown": filled(HEAD, "\x07\n"),
    "levels": filled("", "["),
    "lists in lists": filled("", "- "),
    "empty lines": filled(HEAD, "\n", "x"),
    "events and points": halves(
        HEAD + "events:\n", "  e{0}: {{ask: A}}\n", "recovery:\n", "- {{id: t{0}, do: A, until: x{0}}}\n"
    ),
    "choices and conditions": halves(
        HEAD + ASKED, "choice-{0:05}: C,", "}\nconsult:\n  - {id: a, do: A, if: [", "q=chioce-{0:05},", "]}\n"
    ),
    "sources nearly named": halves(
        HEAD + "sources:\n", "  source-{0:05}: {{title: A}}\n", TASK[36:] + "    source: [", "suorce-{0:05},", "]\n"
    ),
    "tasks that are needed": halves(
        HEAD + "consult:\n", "- {{id: t{0}, do: A}}\n", "ready:\n", "- {{id: r{0}, needs: t{0}}}\n"
    ),
    "tasks that are not there": halves(
        HEAD + "consult:\n", "- {{id: t{0}, do: A}}\n", "ready:\n", "- {{id: r{0}, needs: x{0}}}\n"
    ),
    "windows of many days": halves(TASK + "    from: [", "0,", "9]\n    until: [", "1,", "1]\n"),
    "uses of a ban of many days": halves(
        HEAD + BAN + "    from: [", "10,", "10]\n" + TASK[36:] + "    until: 5\n    uses: [", "a,", "a]\n"
    ),
}


def seconds(folder: Path, text: str) -> float:
    """How long a file takes to be read, and what is wrong with it to be told: time of this process alone."""
    path = folder / "care.yaml"
    path.write_text(text, encoding="utf-8")
    before = time.process_time()
    found = read(path)
    rendered(found.warnings if isinstance(found, Loaded) else found)
    return time.process_time() - before


@pytest.mark.parametrize("name", WORST)
def test_a_file_takes_no_longer_than_its_size(tmp_path: Path, name: str) -> None:
    made = WORST[name]
    grown = (seconds(tmp_path, made(4 * FEW)) / (seconds(tmp_path, made(FEW)) + 0.002) for _ in range(TRIES))
    assert any(times < 8 for times in grown)  # 4 if nothing is quadratic, 16 if it is


@pytest.mark.parametrize("name", [*WORST][::3])
def test_a_mebibyte_is_answered_within_two_seconds(tmp_path: Path, name: str) -> None:
    text = WORST[name](MOST_BYTES)
    assert MOST_BYTES * 0.7 < len(text.encode()) <= MOST_BYTES
    assert any(seconds(tmp_path, text) < MOST_SECONDS for _ in range(TRIES))


def laid_over(folder: Path, count: int, overlay: str, each: str) -> float:
    """How long a clinic's file takes that says so many things about a checklist of so many tasks."""
    base = "".join(f"  - {{id: t{number}, do: Wash, until: 9}}\n" for number in range(count))
    (folder / "base.yaml").write_text(f"{HEAD}recovery:\n{base}", encoding="utf-8")
    said = "".join(each.format(number) for number in range(count))
    return seconds(folder, f"resurf: 1\nid: clinic\ntitle: Clinic\nextends: base.yaml\n{overlay}{said}\n")


@pytest.mark.parametrize(
    ("overlay", "each"),
    [
        ("change:\n", "  t{0}: {{until: 8}}\n"),
        ("change:\n", "  wrong-{0}: {{until: 8}}\n"),
        ("remove:\n", "  - wrong-{0}\n"),
        ("confirmed:\n", "  - t{0}\n"),
        ("recovery:\n", "  - {{id: t{0}, do: Wash}}\n"),
    ],
)
def test_what_a_clinic_says_takes_no_longer_than_its_size(tmp_path: Path, overlay: str, each: str) -> None:
    grown = (laid_over(tmp_path, 2_000, overlay, each) / laid_over(tmp_path, 500, overlay, each) for _ in range(TRIES))
    assert any(times < 8 for times in grown)  # 4 if nothing is quadratic, 16 if it is


def test_ten_thousand_tasks_fit_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    task = "  - {{id: task-{0:05}, do: Wash your hands and dry them, from: 0, until: 9, repeat: daily}}\n"
    path.write_text(HEAD + "recovery:\n" + "".join(map(task.format, range(10_000))), encoding="utf-8")
    found = read(path)
    assert isinstance(found, Loaded)
    assert len(found.checklist.tasks) == 10_000


def test_a_file_of_nothing_but_words_is_larger_than_a_checklist(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(WORST["nothing but commas"](MOST_BYTES), encoding="utf-8")
    found = read(path)
    assert isinstance(found, tuple)
    assert [str(each.code) for each in found] == ["too-large"]


def test_of_more_mistakes_than_anybody_reads_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(WORST["unknown keys"](MOST_BYTES // 4), encoding="utf-8")
    found = read(path)
    assert isinstance(found, tuple)
    assert len(found) == MOST_TOLD
    assert [each.line for each in found] == list(range(7, 7 + MOST_TOLD))
    assert rendered(found).endswith("\n10000 mistakes or more; nothing was loaded")
