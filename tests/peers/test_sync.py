"""The whole way with the programs people use: written, ticked on the phone, taken back, moved, deleted."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import World

pytestmark = pytest.mark.peers

MADE = "2026-12-01T12:00"
DAY3 = "2026-12-13T20:00"
DAY4 = "2026-12-14T09:00"


def statuses(world: World) -> Counter[str]:
    """How many files on the phone say what."""
    texts = [each.read_text() for each in world.phone.glob("*.ics")]
    return Counter(line for text in texts for line in text.splitlines() if line.startswith("STATUS:"))


def planned(world: World) -> None:
    world.resurf("prep", "--treatment", "fractional-ablative", "--date", "2026-12-10", now=MADE)


def open_on(world: World, day: str) -> set[str]:
    from .conftest import _on

    return {each["summary"] for each in world.listed("NEEDS-ACTION") if _on(each, day)}


def test_a_tick_on_the_phone_comes_back_and_one_here_goes_out(world: World) -> None:
    planned(world)
    written = world.care(now=DAY3)
    assert written["new"] > 100
    world.meet()
    assert len(list(world.phone.glob("*.ics"))) == written["new"]
    assert sorted(each.name for each in world.phone.iterdir()) == sorted(each.name for each in world.tasks.iterdir())
    world.todo("done", world.number("Wash gently", "2026-12-13"))
    world.todo("cancel", world.number("Change the pillowcase", "2026-12-13"))
    world.meet("phone", "computer")
    came = world.care(now=DAY3)
    assert [(each["id"], each["date"], each["said"], each["times"]) for each in came["taken"]] == [
        ("wash", "2026-12-13", "done", 3),
        ("pillowcase", "2026-12-13", "skipped", None),
    ]
    log = world.resurf("log", now=DAY3)
    assert "Wash gently" in log
    assert "skipped on the phone" in " ".join(log.split())
    world.resurf("done", "ointment", "--times", "4", now=DAY3)
    assert world.care(now=DAY3)["changed"] == 1
    world.meet()
    assert not [each for each in open_on(world, "2026-12-13") if each.startswith(("Wash gently", "Keep a thin film"))]
    again = world.care(now=DAY3)
    assert (again["taken"], again["new"], again["changed"], again["cancelled"]) == ([], 0, 0, 0)


def test_a_moved_treatment_moves_the_same_tasks_on_the_phone(world: World) -> None:
    planned(world)
    world.care(now="2026-12-05T09:00")
    world.meet()
    before = {each.name for each in world.phone.glob("*.ics")}
    assert "Come with clean, bare skin" in open_on(world, "2026-12-10")
    world.resurf("plan", "move", "2026-12-17", "--yes", now="2026-12-05T09:00")
    moved = world.care(now="2026-12-05T09:00")
    assert moved["changed"] > 50
    world.meet()
    assert "Come with clean, bare skin" in open_on(world, "2026-12-17")
    assert "Come with clean, bare skin" not in open_on(world, "2026-12-10")
    titles = Counter((each["summary"], each["due"]) for each in world.listed("NEEDS-ACTION") if each["due"] is not None)
    assert max(titles.values()) == 1
    assert before <= {each.name for each in world.phone.glob("*.ics")}
    again = world.care(now="2026-12-05T09:00")
    assert (again["new"], again["changed"], again["cancelled"]) == (0, 0, 0)


def test_both_sides_ticked_and_done_wins(world: World) -> None:
    planned(world)
    world.care(now=DAY3)
    world.meet()
    world.todo("cancel", world.number("Wash gently", "2026-12-13"))
    world.resurf("done", "wash", "--times", "3", now=DAY3)
    world.todo("done", world.number("Change the pillowcase", "2026-12-13"))
    world.resurf("skip", "pillowcase", "--because", "no clean one", now=DAY3)
    world.care(now=DAY3)
    world.meet("phone", "computer")
    world.care(now=DAY3)
    world.meet()
    world.care(now=DAY3)
    tasks = {each["id"]: each["status"] for each in _today(world)}
    assert (tasks["wash"], tasks["pillowcase"]) == ("done", "done")
    assert not [each for each in open_on(world, "2026-12-13") if each.startswith(("Wash gently", "Change"))]
    world.meet()
    again = world.care(now=DAY3)
    assert (again["taken"], again["changed"]) == ([], 0)


def _today(world: World) -> list[dict[str, object]]:
    import json

    found: list[dict[str, object]] = json.loads(world.resurf("today", "--json", now=DAY3))["tasks"]
    return found


def test_an_undone_sync_opens_the_task_on_the_phone_again(world: World) -> None:
    planned(world)
    world.care(now=DAY3)
    world.meet()
    world.todo("done", world.number("Wash gently", "2026-12-13"))
    world.meet("phone", "computer")
    assert len(world.care(now=DAY3)["taken"]) == 1
    world.resurf("undo", now=DAY3)
    assert world.care(now=DAY3)["changed"] == 1
    world.meet()
    assert world.number("Wash gently", "2026-12-13")


def test_a_task_ticked_ahead_waits_on_the_phone_and_is_taken_on_its_day(world: World) -> None:
    planned(world)
    world.care(now=DAY3)
    world.meet()
    world.todo("done", world.number("Wash gently", "2026-12-14"))
    world.meet("phone", "computer")
    ahead = world.care(now=DAY3)
    assert (ahead["taken"], ahead["waiting"]) == ([], [{"id": "wash", "date": "2026-12-14"}])
    world.meet()
    came = world.care(now=DAY4)
    assert [(each["id"], each["date"]) for each in came["taken"]] == [("wash", "2026-12-14")]


def test_what_a_deleted_plan_leaves_on_the_phone_is_cancelled_and_the_record_forgets(world: World) -> None:
    planned(world)
    world.care(now=DAY3)
    world.meet()
    opened = len(world.listed("NEEDS-ACTION"))
    assert opened > 100
    world.resurf("plan", "delete", "fractional-ablative", "--yes", "fractional-ablative", now=DAY3)
    gone = world.care(now=DAY3)
    assert (gone["plan"], gone["cancelled"]) == (None, opened)
    world.meet()
    assert world.listed("NEEDS-ACTION") == []
    assert set(statuses(world)) == {"STATUS:CANCELLED"}
    with closing(sqlite3.connect(world.folder / "data" / "resurf.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    assert world.care(now=DAY3)["cancelled"] == 0
