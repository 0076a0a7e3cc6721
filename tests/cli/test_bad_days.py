"""Bad input and bad days: a clear message, the right exit code, nothing changed unasked, no traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Ran, Sitting

WHOLE = Path(__file__).parent.parent / "reading" / "whole.yaml"
DAY3 = "2026-12-13T09:00"
ESCAPES = "\x1b[2J\x1b]0;owned\x07 \u202egnihton\u202c [red]loud[/red] \x9b31m"


def bytes_of(resurf: Program) -> bytes:
    return (resurf.folder / "resurf.sqlite3").read_bytes()


def clear(ran: Ran, code: int, *words: str) -> None:
    """The message is there, and nothing of our insides."""
    assert ran.code == code, ran.text
    assert "Traceback" not in ran.text
    for word in words:
        assert word in ran.text


# --- no plan ---------------------------------------------------------------------------------------------------------


def test_resurf_alone_without_a_plan_says_how_to_start(resurf: Program) -> None:
    clear(resurf(), 0, "resurf prep --treatment")
    assert not resurf.folder.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("today",),
        ("consult",),
        ("recovery",),
        ("show", "ointment"),
        ("done", "ointment"),
        ("skip", "ointment", "--because", "x"),
        ("undo",),
        ("redo",),
        ("note", "x"),
        ("log",),
        ("happened", "healed"),
        ("signs",),
        ("summary",),
        ("plan", "show"),
        ("plan", "set", "wake=07:00"),
        ("plan", "move", "+1d", "--yes"),
        ("plan", "end"),
        ("plan", "delete", "small", "--yes", "small"),
    ],
)
def test_without_a_plan_every_other_command_says_how_to_make_one(resurf: Program, words: tuple[str, ...]) -> None:
    clear(resurf(*words), 3, "no plan")


# --- names, numbers, dates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("done", "ointmint"), 3, "Did you mean ointment?"),
        (("done", "w"), 3, "fits more than one task: wash, walk"),
        (("done", "99"), 3, "no task with the number 99"),
        (("done", "7.9"), 3, "no task with the number 7.9"),
        (("done", "supplies.gold"), 3, "none of the supplies"),
        (("done", "sunscreen"), 3, "waits until you record"),
        (("done", "ointment", "--for", "2026-12-01"), 3, "starts Thu 10 Dec 2026"),
        (("done", "ointment", "--for", "2027-02-01"), 2, "has not come yet"),
        (("done", "ointment", "--times", "0"), 2, "from 1 to 24"),
        (("done", "ointment", "--times", "x"), 2, "--help shows how"),
        (("done", "ointment", "--for", "12/10/2026"), 2, "Mon 12 Oct 2026"),
        (("done", "ointment", "--for", "31 Feb 2026"), 2, "no day"),
        (("done", "ointment", "--for", "someday"), 2, "is not a date"),
        (("today", "--for", "99999999d"), 2, "is not a date"),
        (("today", "--for", "+999999w"), 2, "outside the years"),
        (("show", "nothing"), 3, "no task"),
        (("done", ""), 3, "no task"),
        (("frobnicate",), 2, "No such command"),
        (("done", "--frobnicate"), 2, "No such option"),
        (("plan", "move", "whenever", "--yes"), 2, "is not a date"),
        (("summary", "--format", "pdf"), 2, "There are: text, markdown, json, html."),
        (("summary", "--from", "today", "--to", "yesterday"), 2, "--from is the earlier day"),
    ],
)
def test_a_wrong_word_changes_nothing(resurf: Program, words: tuple[str, ...], code: int, said: str) -> None:
    resurf.planned()
    before = bytes_of(resurf)
    clear(resurf(*words, now=DAY3), code, said)
    assert bytes_of(resurf) == before


@pytest.mark.parametrize("day", ["0001-01-01", "2020-01-01", "9999-12-31"])
def test_a_day_outside_the_plan_is_a_page_too(resurf: Program, day: str) -> None:
    clear(resurf.planned()("today", "--for", day, now=DAY3), 0)


@pytest.mark.parametrize("treated", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("today", ["2026-11-24T12:00", "9999-12-31T12:00"])
def test_a_plan_at_an_end_of_the_calendar_has_pages(resurf: Program, treated: str, today: str) -> None:
    resurf.now = today
    clear(resurf("prep", "--treatment", str(WHOLE), "--date", treated), 0)
    for page in ("today", "consult", "prep", "treatment", "recovery", "maintenance", "signs", "summary", "log"):
        clear(resurf(page), 0)
    for phase in ("prep", "treatment", "recovery", "maintenance"):
        clear(resurf(phase, "--all", "--for", treated), 0)
    clear(resurf("checklist", "show", str(WHOLE), "--date", treated), 0)
    clear(resurf("done", "driver"), 0)
    clear(resurf("undo"), 0)
    assert len(resurf("plan", "list", "--json").json["plans"]) == 1


def test_a_global_option_without_its_value_is_a_usage_error(resurf: Program) -> None:
    from resurf_cli.cli import main

    assert main(["today", "--data-dir"]) == 2
    assert not resurf.folder.exists()


# --- checklists ------------------------------------------------------------------------------------------------------


def test_a_checklist_with_twenty_mistakes_shows_them_all_and_makes_no_plan(resurf: Program, tmp_path: Path) -> None:
    tasks = "".join(f"  - {{id: t{number}, do: A task, unknown{number}: 1}}\n" for number in range(20))
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"resurf: 1\nid: bad\ntitle: Bad\nprep:\n{tasks}", encoding="utf-8")
    ran = resurf("prep", "--treatment", str(bad), "--date", "2026-12-10")
    clear(ran, 4, *(f'"unknown{number}"' for number in range(20)), "20 mistakes; nothing was loaded")
    clear(resurf("checklist", "check", str(bad)), 4, "20 mistakes")
    assert not resurf.folder.exists()


def test_a_checklist_that_is_not_there_is_not_found(resurf: Program) -> None:
    clear(resurf("prep", "--treatment", "no-such", "--date", "2026-12-10"), 3, "no-such")
    clear(resurf("prep", "--treatment", "./no-such.yaml", "--date", "2026-12-10"), 3, "no-such.yaml")
    clear(resurf("checklist", "check", "no-such.yaml"), 3, "no-such.yaml")


def extending(folder: Path, base: str) -> Path:
    path = folder / "clinic.yaml"
    path.write_text(f"resurf: 1\nid: clinic\ntitle: Clinic\nextends: {base}\n", encoding="utf-8")
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_not_waited_for(resurf: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    clear(resurf("checklist", "check", str(pipe)), 3, "no file but a pipe")
    clear(resurf("checklist", "show", str(pipe)), 3, "no file but a pipe")
    clear(resurf("prep", "--treatment", str(pipe), "--date", "2026-12-10"), 3, "no file but a pipe")
    clear(resurf("checklist", "check", str(extending(tmp_path, "pipe.yaml"))), 4, "neither a checklist of resurf's")
    assert not resurf.folder.exists()


def test_a_link_that_leads_back_to_itself_is_no_file(resurf: Program, tmp_path: Path) -> None:
    link = tmp_path / "fractional-ablative.yaml"
    link.symlink_to(link)
    for words in (("checklist", "check"), ("checklist", "show"), ("prep", "--date", "2026-12-10", "--treatment")):
        clear(resurf(*words, str(link)), 3, "cannot be read")
    clear(resurf("checklist", "check", str(extending(tmp_path, link.name))), 4, "neither a checklist of resurf's")


@pytest.mark.parametrize("name", ["a" * 5000, "a" * 5000 + ".yaml", "a/" * 3000, "", ".", ".."])
def test_a_name_that_cannot_be_a_files_is_not_found(resurf: Program, tmp_path: Path, name: str) -> None:
    for words in (("checklist", "check"), ("checklist", "show"), ("prep", "--date", "2026-12-10", "--treatment")):
        clear(resurf(*words, name), 3)
    clear(resurf("checklist", "check", str(extending(tmp_path, f"'{name}'" if name else "''"))), 4)
    clear(resurf("checklist", "check", str(extending(tmp_path, '"\\0/fractional-ablative"'))), 4, "U+0000")


def test_the_name_of_a_file_never_reaches_the_terminal_as_it_is(resurf: Program, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e.yaml"
    path.write_bytes(SMALL.read_bytes())
    ran = resurf("checklist", "check", str(path))
    clear(ran, 0, "no mistakes")
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


# --- texts that would rewrite a terminal -----------------------------------------------------------------------------


def test_texts_of_a_person_never_reach_the_terminal_as_they_are(resurf: Program) -> None:
    resurf.planned()
    resurf("note", ESCAPES, now=DAY3)
    resurf("skip", "wash", "--because", ESCAPES, now=DAY3)
    for words in (("log",), ("summary",), ("summary", "--format", "markdown"), ("today",), ("undo",), ("redo",)):
        ran = resurf(*words, now=DAY3)
        assert ran.code == 0
        for bad in ("\x1b", "\x07", "\u202e", "\x9b"):
            assert bad not in ran.out + ran.err, (words, bad)
    assert "[red]loud[/red]" in resurf("log", now=DAY3).out
    assert resurf("summary", "--json", now=DAY3).json["notes"][0]["text"] == ESCAPES


def test_an_argument_with_escape_sequences_is_not_echoed_as_it_is(resurf: Program) -> None:
    resurf.planned()
    for words in (("done", ESCAPES), ("today", "--for", ESCAPES), ("show", ESCAPES), ("plan", "use", ESCAPES)):
        ran = resurf(*words, now=DAY3)
        assert ran.code in {2, 3}
        for bad in ("\x1b", "\x07", "\u202e", "\x9b"):
            assert bad not in ran.out + ran.err, words


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_data_folder_that_cannot_be_made_is_said(resurf: Program, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    clear(resurf("prep", "--treatment", str(SMALL), "--date", "2026-12-10"), 5, str(tmp_path / "data"))


def test_a_record_of_a_newer_version_is_left_alone(resurf: Program) -> None:
    resurf.planned()
    with sqlite3.connect(resurf.folder / "resurf.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = bytes_of(resurf)
    clear(resurf("today"), 5, "newer")
    clear(resurf("done", "ointment", now=DAY3), 5, "newer")
    assert bytes_of(resurf) == before


def test_a_damaged_record_is_said_and_left_as_it_is(resurf: Program) -> None:
    resurf.planned()
    path = resurf.folder / "resurf.sqlite3"
    path.write_bytes(b"not a record at all" * 100)
    before = bytes_of(resurf)
    for words in (("today",), ("done", "ointment"), ("plan", "list")):
        clear(resurf(*words, now=DAY3), 5, str(path))
    assert bytes_of(resurf) == before


def test_two_at_the_same_moment_both_count(resurf: Program) -> None:
    resurf.planned()
    command = [sys.executable, "-m", "resurf_cli", "done", "ointment", "--now", DAY3]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(8)]
    results = [(process.communicate(), process.returncode) for process in running]
    assert [code for _, code in results] == [0] * 8, results
    page = resurf("today", "--json", now=DAY3).json
    assert next(each for each in page["tasks"] if each["id"] == "ointment")["done"] == 8


# --- streams ---------------------------------------------------------------------------------------------------------


def test_a_clock_left_set_is_said_on_a_terminal_only(at_a_terminal: Callable[..., Sitting], resurf: Program) -> None:
    resurf.planned()
    sitting = at_a_terminal("today", now=DAY3)
    assert sitting.ends() == 0
    assert "The clock is set to 2026-12-13T09:00 by RESURF_NOW." in sitting.rest
    assert "clock" not in resurf("today").err


@pytest.mark.parametrize("now", ["yesterday", "2026-13-01", "25:00", "9999-12-31T99:00"])
def test_a_clock_that_is_no_time_is_a_usage_error(resurf: Program, now: str) -> None:
    clear(resurf("today", now=now), 2, "RESURF_NOW")


def test_a_page_into_a_closed_pipe_ends_quietly(resurf: Program) -> None:
    resurf.planned()
    command = f"{sys.executable} -m resurf_cli recovery --all --now {DAY3} | true"
    ran = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert ran.returncode == 0


def test_an_ascii_stream_gets_ascii_and_loses_no_word(resurf: Program) -> None:
    resurf.planned()
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ran = subprocess.run(
        [sys.executable, "-m", "resurf_cli", "today", "--now", DAY3], capture_output=True, env=env, check=False
    )
    assert ran.returncode == 0
    text = ran.stdout.decode("ascii")
    assert "Keep ointment on the skin" in text
    assert "?" not in text.replace("Is the skin closed?", "")


def test_a_fault_of_ours_is_an_apology_with_a_report_that_holds_nothing_of_the_person(
    resurf: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import tempfile

    from resurf_cli.core import day

    def broken(*_: object) -> None:
        raise ZeroDivisionError("the patient's secret")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(day, "day_page", broken)
    ran = resurf.planned()("today", now=DAY3)
    clear(ran, 1, "our fault, not yours")
    report = next(tmp_path.glob("resurf-report-*.txt")).read_text(encoding="utf-8")
    assert "ZeroDivisionError" in report
    assert "secret" not in report + ran.text
    assert str(tmp_path) not in report
    with pytest.raises(ZeroDivisionError):
        resurf("today", "--debug", now=DAY3)


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_that_exists_is_not_written_over_without_force(resurf: Program, tmp_path: Path) -> None:
    resurf.planned()
    path = tmp_path / "summary.md"
    path.write_text("mine", encoding="utf-8")
    clear(resurf("summary", "--format", "markdown", "--output", str(path)), 2, "--force")
    assert path.read_text(encoding="utf-8") == "mine"
    assert resurf("summary", "--format", "markdown", "--output", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("#")
    assert path.stat().st_mode & 0o777 == 0o600
    clear(resurf("summary", "--output", str(tmp_path)), 2, "is a folder")
    clear(resurf("summary", "--output", str(tmp_path / "a.PDF")), 2, "a.html")
    assert not (tmp_path / "a.PDF").exists()
    clear(resurf("summary", "--output", str(tmp_path / "no" / "where.txt")), 3, "no folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "home", "summary.md"]


def test_an_answer_that_cannot_be_written_is_said_and_what_was_recorded_is_kept(resurf: Program) -> None:
    resurf.planned()
    command = f"{sys.executable} -m resurf_cli done ointment --now {DAY3} > /dev/full"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert ran.returncode == 5
    assert "could not be written" in ran.stderr
    assert "fault" not in ran.stderr
    page = resurf("today", "--json", now=DAY3).json
    assert next(each for each in page["tasks"] if each["id"] == "ointment")["done"] == 1


@pytest.mark.parametrize("form", ["", "--json", "--plain"])
@pytest.mark.parametrize("stdout", ["| true", "> /dev/full"])
def test_advice_that_nobody_can_read_is_stored_all_the_same_and_its_exit_code_stands(
    resurf: Program, stdout: str, form: str
) -> None:
    resurf.planned()
    command = f"sleep 0.5; {sys.executable} -m resurf_cli check-in --sign breathing --now {DAY3} {form}"
    script = f"({command}; echo $? >&3) {stdout}"
    ran = subprocess.run(["bash", "-c", f"exec 3>&2; {script}"], capture_output=True, text=True, check=False)
    assert "20" in ran.stderr.splitlines()
    assert "fault" not in ran.stderr
    (made,) = resurf("check-in", "--history", "--json", now=DAY3).json["check_ins"]
    assert made["signs"] == ["breathing"]


def test_a_verdict_that_nobody_reads_keeps_its_exit_code(resurf: Program) -> None:
    resurf.planned()
    command = f"sleep 0.5; {sys.executable} -m resurf_cli ready --json --now 2026-12-09T12:00"
    script = f"exec 3>&2; ({command}; echo $? >&3) | true"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr.split() in (["10"], ["11"])


def test_closed_streams_are_no_fault(resurf: Program) -> None:
    resurf.planned()
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f"{sys.executable} -m resurf_cli done ointment --now {DAY3} {closed}"
        ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")


def test_plain_messages_are_one_line_each_however_narrow(resurf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    resurf.planned()
    monkeypatch.setenv("COLUMNS", "20")
    assert (
        resurf("done", "ointment", "--plain", now=DAY3).out.splitlines()[0]
        == "Ticked: Keep ointment on the skin (1/4)."
    )
    assert len(resurf("done", "nonsense", "--plain", now=DAY3).err.splitlines()) == 1


def test_a_session_that_is_not_there_is_said(resurf: Program) -> None:
    resurf.planned()
    clear(resurf("done", "ointment", "--session", "2", now=DAY3), 3, "no session 2")
