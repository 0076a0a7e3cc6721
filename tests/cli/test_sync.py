"""The folder of tasks: what comes back from it, what goes out, and what is left as it is."""

from __future__ import annotations

import os
import re
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from resurf_cli.pages.todos import Writer

if TYPE_CHECKING:
    from tests.cli.conftest import Program, Ran

NOW = "2026-12-12T20:00"


@pytest.fixture
def care(resurf: Program, tmp_path: Path) -> Care:
    resurf.planned()
    resurf.now = NOW
    made = Care(resurf, tmp_path / "tasks")
    made.sync()
    return made


class Care:
    """A plan on day 2 and its folder, and what somebody does there."""

    def __init__(self, resurf: Program, folder: Path) -> None:
        self.resurf, self.folder = resurf, folder

    def sync(self, **how: Any) -> dict[str, Any]:
        ran = self.resurf("calendar", "sync", str(self.folder), "--json", **how)
        assert ran.code == 0, ran.text
        found: dict[str, Any] = ran.json
        return found

    def said(self) -> Ran:
        return self.resurf("calendar", "sync", str(self.folder))

    def file(self, task: str, day: str = "2026-12-12") -> Path:
        """The file of a task on a day."""
        wanted = (f"X-RESURF-TASK:{task}\r\n".encode(), f"X-RESURF-DAY:{day}\r\n".encode())
        (found,) = (each for each in self.files() if all(line in each.read_bytes() for line in wanted))
        return found

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.ics"))

    def edit(self, path: Path, *changes: tuple[str, str]) -> None:
        """Another program writes into a file: each change is a pattern and what stands in its place."""
        text = path.read_bytes().decode()
        for pattern, instead in changes:
            text, count = re.subn(pattern, instead.replace("\\", r"\\"), text)
            assert count, pattern
        path.write_bytes(text.encode())

    def say(self, path: Path, status: str) -> None:
        self.edit(path, ("\r\nSTATUS:[A-Z-]+", f"\r\nSTATUS:{status}"))

    def status(self, task: str, day: str = "2026-12-12") -> str:
        """How a task of a day stands in the record."""
        tasks = self.resurf("today", "--for", day, "--json").json["tasks"]
        (found,) = (each["status"] for each in tasks if each["id"] == task)
        return str(found)

    def as_they_are(self) -> dict[str, tuple[bytes, int]]:
        return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in self.folder.iterdir()}


def todo(path: Path) -> Any:
    (found,) = icalendar.Calendar.from_ical(path.read_text()).walk("VTODO")
    return found


SILENT = {"taken": [], "new": 0, "changed": 0, "cancelled": 0, "waiting": [], "unknown": [], "broken": []}


def silent(found: dict[str, Any]) -> bool:
    return {name: found[name] for name in SILENT} == SILENT


# --- out -------------------------------------------------------------------------------------------------------------


def test_the_folder_is_made_and_only_its_owner_can_look_into_it(care: Care) -> None:
    assert stat.S_IMODE(care.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in care.folder.iterdir()} == {0o600}


def test_a_file_is_one_task_of_a_day_with_a_date_alone_and_a_name_that_every_program_keeps(care: Care) -> None:
    path = care.file("ointment")
    found = todo(path)
    assert path.stem == str(found["uid"])
    assert "@" not in path.stem
    assert found.decoded("due").isoformat() == "2026-12-12"
    assert not {"DTSTART", "RRULE"} & set(found)
    assert (str(found["status"]), found.decoded("sequence")) == ("NEEDS-ACTION", 0)


def test_running_it_twice_changes_nothing(care: Care) -> None:
    before = care.as_they_are()
    assert silent(care.sync())
    assert care.as_they_are() == before
    assert "both sides say the same" in care.said().text


def test_what_starts_by_an_event_not_recorded_is_not_written_before_it_is(care: Care) -> None:
    assert not [each for each in care.files() if b"X-RESURF-TASK:sunscreen" in each.read_bytes()]
    care.resurf.now = "2026-12-13T20:00"
    assert care.resurf("happened", "healed", "--on", "2026-12-13").code == 0
    assert care.sync()["new"] == 60
    assert [each for each in care.files() if b"X-RESURF-TASK:sunscreen" in each.read_bytes()]


def test_what_is_done_or_skipped_here_is_so_there_and_newer(care: Care) -> None:
    ointment, wash = care.file("ointment"), care.file("wash")
    care.resurf("done", "ointment", "--times", "4")
    care.resurf("skip", "wash", "--because", "it stings")
    assert care.sync()["changed"] == 2
    assert (str(todo(ointment)["status"]), todo(ointment).decoded("sequence")) == ("COMPLETED", 1)
    assert "COMPLETED" in todo(ointment)
    assert (str(todo(wash)["status"]), todo(wash).decoded("sequence")) == ("CANCELLED", 1)
    care.resurf("undo")
    care.resurf("undo")
    assert care.sync()["changed"] == 2
    assert (str(todo(ointment)["status"]), "COMPLETED" in todo(ointment)) == ("NEEDS-ACTION", False)
    assert silent(care.sync())


def test_a_moved_date_moves_the_same_files(care: Care) -> None:
    care.resurf.now = "2026-12-05T09:00"
    care.sync()
    path = care.file("ointment", "2026-12-12")
    care.resurf("plan", "move", "2026-12-17", "--yes")
    care.sync()
    assert care.file("ointment", "2026-12-19") == path
    assert todo(path).decoded("due").isoformat() == "2026-12-19"
    assert silent(care.sync())


def test_days_that_leave_the_plan_are_cancelled_and_opened_again_when_they_come_back(care: Care) -> None:
    path = care.file("ointment", "2026-12-13")
    care.resurf("told", "ointment", "--drop")
    assert care.sync()["cancelled"] > 1
    assert str(todo(path)["status"]) == "CANCELLED"
    care.resurf("undo")
    care.sync()
    assert str(todo(path)["status"]) == "NEEDS-ACTION"
    assert care.status("ointment") != "skipped"


def test_a_day_that_is_over_stays_open_to_the_next_evening_and_is_then_cancelled(care: Care) -> None:
    path = care.file("ointment")
    care.sync(now="2026-12-13T20:00")
    assert str(todo(path)["status"]) == "NEEDS-ACTION"
    care.say(path, "COMPLETED")
    assert len(care.sync(now="2026-12-13T20:01")["taken"]) == 1
    other = care.file("wash", "2026-12-13")
    care.sync(now="2026-12-15T20:00")
    assert str(todo(other)["status"]) == "CANCELLED"
    assert care.sync(now="2026-12-15T20:01")["taken"] == []


# --- in --------------------------------------------------------------------------------------------------------------


def test_completing_a_task_ticks_all_that_is_left_of_it_on_that_day(care: Care) -> None:
    care.resurf("done", "ointment")
    care.sync()
    care.say(care.file("ointment"), "COMPLETED")
    assert care.sync()["taken"] == [{"id": "ointment", "session": 1, "date": "2026-12-12", "said": "done", "times": 3}]
    assert care.status("ointment") == "done"
    assert silent(care.sync())


def test_cancelling_a_task_skips_it_and_says_why(care: Care) -> None:
    care.say(care.file("ointment"), "CANCELLED")
    said = care.said()
    assert "Skipped there, now recorded" in said.text
    assert care.status("ointment") == "skipped"
    assert "skipped on the phone" in care.resurf("log").text


def test_a_day_that_has_not_come_waits_in_its_file(care: Care) -> None:
    path = care.file("ointment", "2026-12-14")
    care.say(path, "COMPLETED")
    before = path.read_bytes()
    found = care.sync()
    assert (found["taken"], found["waiting"]) == ([], [{"id": "ointment", "date": "2026-12-14"}])
    assert path.read_bytes() == before
    assert "taken when the day comes" in care.said().text
    assert [each["date"] for each in care.sync(now="2026-12-14T09:00")["taken"]] == ["2026-12-14"]


def test_one_sync_is_one_change_that_undo_takes_back_and_the_phone_hears_of_it(care: Care) -> None:
    care.say(care.file("ointment"), "COMPLETED")
    care.say(care.file("wash"), "CANCELLED")
    care.sync()
    undone = care.resurf("undo")
    assert "took from a folder of tasks" in undone.text
    assert (care.status("ointment"), care.status("wash")) == ("due", "due")
    assert care.sync()["changed"] == 2
    assert str(todo(care.file("ointment"))["status"]) == "NEEDS-ACTION"
    care.resurf("redo")
    care.sync()
    assert str(todo(care.file("ointment"))["status"]) == "COMPLETED"


@pytest.mark.parametrize(
    ("here", "there", "status"),
    [
        (("done", "wash", "--times", "2"), "CANCELLED", "done"),
        (("skip", "wash", "--because", "x"), "COMPLETED", "done"),
        (("done", "wash", "--times", "2"), "COMPLETED", "done"),
        (("skip", "wash", "--because", "x"), "CANCELLED", "skipped"),
    ],
)
def test_where_both_sides_said_something_done_wins(care: Care, here: tuple[str, ...], there: str, status: str) -> None:
    assert care.resurf(*here).code == 0
    path = care.file("wash")
    care.say(path, there)
    care.sync()
    assert care.status("wash") == status
    assert str(todo(path)["status"]) == ("COMPLETED" if status == "done" else "CANCELLED")
    assert silent(care.sync())


def test_what_was_done_is_not_opened_again_from_there(care: Care) -> None:
    care.resurf("done", "wash", "--times", "2")
    care.sync()
    path = care.file("wash")
    care.edit(path, ("\r\nSTATUS:COMPLETED", "\r\nSTATUS:NEEDS-ACTION"), ("\r\nCOMPLETED:[0-9TZ]+", ""))
    care.sync()
    assert care.status("wash") == "done"
    assert str(todo(path)["status"]) == "COMPLETED"


def test_what_is_done_once_can_be_ticked_before_its_last_day(care: Care) -> None:
    care.resurf.now = "2026-12-04T09:00"
    care.sync()
    (path,) = (each for each in care.files() if b"X-RESURF-TASK:arrange-driver" in each.read_bytes())
    care.say(path, "COMPLETED")
    (taken,) = care.sync()["taken"]
    assert (taken["id"], taken["date"]) == ("arrange-driver", "2026-12-04")


def test_a_late_tick_is_taken_once_and_not_again_after_undo(care: Care) -> None:
    care.say(care.file("wash"), "COMPLETED")
    assert len(care.sync(now="2026-12-15T20:00")["taken"]) == 1
    care.resurf("undo", now="2026-12-15T20:01")
    assert care.sync(now="2026-12-15T20:02")["taken"] == []


# --- what is not ours ------------------------------------------------------------------------------------------------


def test_a_missing_file_is_no_news(care: Care) -> None:
    path = care.file("ointment")
    path.unlink()
    found = care.sync()
    assert (found["taken"], found["new"]) == ([], 1)
    assert care.status("ointment") == "due"
    assert path.exists()


def test_a_completed_task_that_the_phone_swept_away_stays_away(care: Care) -> None:
    care.say(care.file("ointment"), "COMPLETED")
    care.sync()
    care.file("ointment").unlink()
    assert silent(care.sync())
    assert care.status("ointment") == "done"


FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:x@y\r\nSUMMARY:Milk\r\n"
    "STATUS:COMPLETED\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


def test_files_of_others_are_left_as_they_are(care: Care) -> None:
    (care.folder / "milk.ics").write_text(FOREIGN)
    (care.folder / "notes.txt").write_text("mine")
    (care.folder / "elsewhere.ics").symlink_to(care.folder / "milk.ics")
    (care.folder / "folder.ics").mkdir()
    before = {name: each for name, each in _leaves(care).items() if not name.endswith("-.ics")}
    assert silent(care.sync())
    assert _leaves(care) == before


def _leaves(care: Care) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in care.folder.iterdir() if each.is_file()}


def test_a_link_to_a_file_elsewhere_is_not_followed(care: Care, tmp_path: Path) -> None:
    path, elsewhere = care.file("ointment"), tmp_path / "elsewhere.ics"
    path.rename(elsewhere)
    care.say(elsewhere, "COMPLETED")
    before = elsewhere.read_bytes()
    (care.folder / "link.ics").symlink_to(elsewhere)
    assert care.sync()["taken"] == []
    assert elsewhere.read_bytes() == before


def test_what_others_put_into_a_file_of_ours_stays_in_it(care: Care) -> None:
    path = care.file("ointment")
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"
    care.edit(path, ("\r\nEND:VTODO", f"\r\nPRIORITY:1\r\nX-THEIRS:yes\r\n{alarm}END:VTODO"))
    care.resurf("done", "ointment", "--times", "4")
    care.sync()
    found = todo(path)
    assert (str(found["status"]), int(found["priority"]), str(found["x-theirs"])) == ("COMPLETED", 1, "yes")
    assert len(found.walk("VALARM")) == 1


def test_words_that_somebody_changed_there_are_theirs_from_then_on(care: Care) -> None:
    path = care.file("ointment")
    care.edit(path, ("\r\nSUMMARY:[^\r]*", "\r\nSUMMARY:my own words"))
    care.sync()
    care.resurf("done", "ointment", "--times", "4")
    care.sync()
    assert (str(todo(path)["summary"]), str(todo(path)["status"])) == ("my own words", "COMPLETED")


def test_a_program_that_drops_what_it_does_not_know_is_understood_all_the_same(care: Care) -> None:
    path = care.file("ointment")
    care.edit(path, ("\r\nX-RESURF-[A-Z]+:[^\r]*", ""), ("\r\nSTATUS:NEEDS-ACTION", "\r\nSTATUS:COMPLETED"))
    assert [each["id"] for each in care.sync()["taken"]] == ["ointment"]
    assert b"X-RESURF-TASK:ointment" in path.read_bytes()


def test_a_task_that_is_being_done_there_is_left_so(care: Care) -> None:
    path = care.file("ointment")
    care.say(path, "IN-PROCESS")
    assert silent(care.sync())
    assert str(todo(path)["status"]) == "IN-PROCESS"


@pytest.mark.parametrize(
    "written",
    [b"", b"\x00\xff\x00", b"BEGIN:VCALENDAR\r\nBEGIN:VTODO", b"[" * 5000, "BEGIN:VCALENDAR ü".encode("latin-1")],
)
def test_a_broken_file_is_named_and_the_rest_is_synced(care: Care, written: bytes) -> None:
    broken = care.file("ointment")
    broken.write_bytes(written)
    care.say(care.file("wash"), "COMPLETED")
    found = care.sync()
    assert [each["file"] for each in found["broken"]] == [broken.name]
    assert [each["id"] for each in found["taken"]] == ["wash"]
    assert broken.read_bytes() == written
    assert f"Cannot be read, and left as it is: {broken.name}" in care.said().text


@pytest.mark.parametrize(
    "change",
    [
        ("\r\nDUE;VALUE=DATE:[0-9]+", "\r\nDUE:garbage"),
        ("X-RESURF-DAY:[0-9-]+", "X-RESURF-DAY:2026-13-45"),
        ("X-RESURF-SESSION:1", "X-RESURF-SESSION:one"),
        ("X-RESURF-STATUS:NEEDS-ACTION", "X-RESURF-STATUS:MAYBE"),
        ("SEQUENCE:0", "SEQUENCE:none"),
    ],
)
def test_a_value_that_cannot_be_read_loses_nothing(care: Care, change: tuple[str, str]) -> None:
    path = care.file("ointment")
    care.edit(path, change)
    care.resurf("done", "ointment", "--times", "4")
    ran = care.said()
    assert ran.code == 0, ran.text
    assert care.status("ointment") == "done"
    assert path.exists()


def test_a_file_that_claims_a_task_or_a_day_that_never_was_changes_nothing(care: Care) -> None:
    for name, change in {
        "a": ("X-RESURF-TASK:ointment", "X-RESURF-TASK:\x1b[2Jnone"),
        "b": ("X-RESURF-DAY:2026-12-12", "X-RESURF-DAY:0001-01-01"),
        "c": ("X-RESURF-SESSION:1", "X-RESURF-SESSION:99"),
    }.items():
        copy = care.folder / f"{name}.ics"
        shutil.copy(care.file("ointment"), copy)
        care.edit(copy, change, ("UID:[0-9a-f-]+", f"UID:{name}"), ("\r\nSTATUS:[A-Z-]+", "\r\nSTATUS:COMPLETED"))
    before = care.resurf("log", "--json").json
    found = care.sync()
    assert (len(found["unknown"]), found["taken"]) == (3, [])
    assert care.resurf("log", "--json").json == before
    assert "\x1b" not in care.said().out


def test_another_record_never_touches_the_tasks_of_this_one(care: Care, tmp_path: Path) -> None:
    other = ("--data-dir", str(tmp_path / "other"))
    care.resurf.planned(*other)
    before = _leaves(care)
    ran = care.resurf("calendar", "sync", str(care.folder), "--json", *other)
    assert ran.json["new"] == len(before)
    assert {name: text for name, text in _leaves(care).items() if name in before} == before
    care.resurf("plan", "end", *other)
    assert care.resurf("calendar", "sync", str(care.folder), "--json", *other).json["cancelled"] == len(before)
    assert {name: text for name, text in _leaves(care).items() if name in before} == before


# --- plans -----------------------------------------------------------------------------------------------------------


def test_the_tasks_of_a_plan_that_ended_are_cancelled_and_of_one_opened_again_open(care: Care) -> None:
    care.resurf("plan", "end")
    found = care.sync()
    assert (found["plan"], found["cancelled"]) == (None, len(care.files()))
    assert "There is no plan to write" in care.said().text
    care.resurf("plan", "end", "--reopen", "small")
    assert care.sync()["changed"] == len(care.files())
    assert care.status("ointment") == "due"


def test_a_new_plan_of_the_same_name_has_tasks_of_its_own(care: Care) -> None:
    before = {each.name for each in care.files()}
    care.resurf("plan", "delete", "small", "--yes", "small")
    care.resurf.planned()
    care.resurf.now = NOW
    found = care.sync()
    assert found["cancelled"] == len(before)
    assert len(care.files()) == 2 * len(before)
    assert silent(care.sync())


def test_the_other_plan_is_left_as_it_is(care: Care) -> None:
    before = _leaves(care)
    care.resurf("plan", "new", "--treatment", "fractional-ablative", "--date", "2027-03-10", "--no-input")
    care.sync()
    after = _leaves(care)
    assert {name: after[name] for name in before} == before


def test_without_any_plan_it_says_how_to_make_one_and_makes_no_record(resurf: Program, tmp_path: Path) -> None:
    ran = resurf("calendar", "sync", str(tmp_path / "tasks"))
    assert (ran.code, "resurf prep" in ran.text) == (3, True)
    assert not resurf.folder.exists()
    assert not (tmp_path / "tasks").exists()


# --- when it goes wrong ----------------------------------------------------------------------------------------------


def test_a_file_and_a_folder_without_a_place_are_refused(care: Care, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert care.resurf("calendar", "sync", str(file)).code == 2
    assert care.resurf("calendar", "sync", str(tmp_path / "none" / "tasks")).code == 3
    assert file.read_text() == "mine"


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_sync_that_is_stopped_anywhere_loses_nothing_and_the_next_one_does_the_rest(
    care: Care, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    care.say(care.file("ointment"), "COMPLETED")
    care.say(care.file("wash"), "CANCELLED")
    care.resurf("skip", "head-up", "--because", "x")
    left, replace = [writes], os.replace

    def stopped(self: Path, target: Path) -> None:
        if not left[0]:
            raise OSError(28, "No space left on device")
        left[0] -= 1
        replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        ran = care.said()
    assert (ran.code, "is in the record" in ran.text) == (5, True)
    (care.folder / ".resurf.half.tmp").write_text("half")
    care.sync()
    assert (care.status("ointment"), care.status("wash")) == ("done", "skipped")
    assert str(todo(care.file("ointment"))["status"]) == "COMPLETED"
    assert not [each for each in care.folder.iterdir() if each.suffix != ".ics"]
    assert silent(care.sync())


# --- somebody writes meanwhile ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["completed", "deleted"])
def test_what_is_written_there_while_it_syncs_is_not_written_over(
    care: Care, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path, into = care.file("wash"), Writer.into

    def meanwhile(writer: Writer, document: Any, component: Any, todo: Any) -> bytes | None:
        if todo.task == "wash" and todo.day.isoformat() == "2026-12-12" and path.exists():
            if what == "completed":
                care.say(path, "COMPLETED")
            else:
                path.unlink()
        return into(writer, document, component, todo)

    care.resurf("skip", "wash", "--because", "no water")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "into", meanwhile)
        assert care.sync()["changed"] == 0
    assert path.exists() == (what == "completed")
    assert [each for each in care.folder.iterdir() if each.suffix != ".ics"] == []
    found = care.sync()
    assert care.status("wash") == ("done" if what == "completed" else "skipped")
    assert [each["id"] for each in found["taken"]] == (["wash"] if what == "completed" else [])
