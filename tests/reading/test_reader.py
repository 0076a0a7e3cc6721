from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from resurf_cli.core.timing import Latest, Open, Point
from resurf_cli.errors import NotFound
from resurf_cli.reading import fields
from resurf_cli.reading.diagnostics import Diagnostic, rendered
from resurf_cli.reading.reader import FOREIGN, Loaded, Standing, read
from resurf_cli.reading.shelf import shipped_folder

WHOLE = Path(__file__).parent / "whole.yaml"
HEAD = "resurf: 1\nid: harbour\ntitle: Harbour\n"


def loaded(path: Path, standing: Standing = FOREIGN) -> Loaded:
    found = read(path, standing)
    assert isinstance(found, Loaded), rendered(found)
    return found


def read_text(folder: Path, text: str, standing: Standing = FOREIGN) -> Loaded | tuple[Diagnostic, ...]:
    path = folder / "care.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path, standing)


def codes(folder: Path, text: str, standing: Standing = FOREIGN) -> list[str]:
    found = read_text(folder, HEAD + text, standing)
    return [str(each.code) for each in (found.warnings if isinstance(found, Loaded) else found)]


def test_a_file_with_every_field_loads_without_a_word() -> None:
    assert loaded(WHOLE).warnings == ()


ON_ANY_ITEM = {"if", "source", "basis", "range", "note"}  # the sample has them on some


def groups_of(document: dict[str, Any], section: str) -> list[dict[str, Any]]:
    found = document[section]
    return list(found.values()) if section in fields.MAPS else found if isinstance(found, list) else [found]


def test_the_whole_file_does_have_every_field() -> None:
    document = loaded(WHOLE).document
    assert set(document) == set(fields.FILE.fields) - set(fields.EXTENDING)
    groups = {"contact": fields.CONTACT, "series": fields.SERIES, **fields.MAPS, **fields.LISTS}
    seen: dict[str, set[str]] = {}
    for section, kind in groups.items():
        keys = {key for group in groups_of(document, section) for key in group}
        seen[kind.noun] = seen.get(kind.noun, set()) | keys
    for kind in groups.values():
        assert set(kind.fields) - ON_ANY_ITEM <= seen[kind.noun], kind.noun


def test_what_the_whole_file_says_is_what_the_checklist_holds() -> None:
    made = loaded(WHOLE).checklist
    assert (made.id, made.version, made.reviewed, made.shipped) == ("harbour-peel", "1.10", date(2026, 11, 22), False)
    assert made.about == "Written for the tests: # is no comment in here.\n"
    assert made.questions["area"].choices["on"] == "Around the eyes, both"
    assert made.measures["pain"].normal == ((-1, 0.0, 1.5), (0, 0.0, 6.0))
    assert made.events["closed"].earliest == Point(days=3)
    assert made.tasks["balm"].end == Latest((Point(days=28), Point(anchor="closed")), told=True)
    assert made.tasks["shave"].start == Point(days=-1, part="evening")
    assert made.tasks["hat"].end is Open.FOREVER
    assert made.tasks["pill"].medicine
    assert made.tasks["pill"].repeat.in_all == 10
    assert made.ready["has-balm"].needs == "supplies.balm-tube"
    assert made.avoid["filters"].strict is None
    assert made.tasks["driver"].number == 2


OURS = {path.stem: path for path in shipped_folder().glob("*.yaml")}


@pytest.mark.parametrize("path", OURS.values(), ids=OURS)
def test_what_comes_with_resurf_has_no_mistake_and_no_warning(path: Path) -> None:
    found = loaded(path, Standing(OURS))
    assert rendered(found.warnings) == ""
    assert found.checklist.id == path.stem


def test_something_comes_with_resurf() -> None:
    assert (shipped_folder() / "fractional-ablative.yaml").is_file()


# --- windows ---------------------------------------------------------------------------------------------------------

EVENTS = 'events: {healed: {ask: "Is it?", expected: 6}, off: {ask: "Is it off?"}}\n'


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("3", "2", ["reversed"]),
        ("3", "3", []),
        ("2 months after", "61", []),  # a month has 28 to 31 days: may be right
        ("2 months after", "55", ["reversed"]),
        ("62", "2 months after", []),
        ("63", "2 months after", ["reversed"]),
        ("1 week after healed", "3 days after healed", ["reversed"]),
        ("1 week after healed", "14", []),
        ("[3, 9]", "[5, 7]", ["reversed"]),
        ("[3, healed]", "2", ["reversed"]),
        ("9", "[5, healed]", ["reversed"]),
        ("9", "[5, off]", []),
        ("9", "[5, told]", []),
        ("9", "forever", []),
    ],
)
def test_a_window_that_ends_before_it_starts_is_told(tmp_path: Path, start: str, end: str, expected: list[str]) -> None:
    text = f"{EVENTS}avoid:\n  - {{id: sun, what: Sun, from: {start}, until: {end}}}\n"
    assert codes(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("until", "careful", "expected"),
    [
        ("60", "61", []),
        ("60", "60", ["careful-not-later"]),
        ("60", "2 months after", []),
        ("60", "1 month after", ["careful-not-later"]),
        ("forever", "60", ["careful-not-later"]),
        ("told", "60", []),
    ],
)
def test_careful_days_come_after_strict_ones(tmp_path: Path, until: str, careful: str, expected: list[str]) -> None:
    text = f"avoid:\n  - {{id: sun, what: Sun, until: {until}, then-careful-until: {careful}}}\n"
    assert codes(tmp_path, text) == expected


def test_a_window_is_only_doubtful_where_it_hangs_on_an_event(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEAD}{EVENTS}avoid:\n  - {{id: sun, what: Sun, from: 9, until: healed}}\n")
    assert isinstance(found, Loaded)
    assert [(each.code, each.severity) for each in found.warnings] == [("reversed", "warning")]


@pytest.mark.parametrize(
    ("task", "ban", "expected"),
    [
        ("from: 7, until: 60", "until: 28", ["uses-banned"]),
        ("from: 29, until: 60", "until: 28", []),
        ("from: 7, until: 60", "then-careful-until: 28", []),
        ("from: 7, until: 60", "until: 5, then-careful-until: 28", []),
        ("from: 7, until: 60", "until: told", ["uses-banned"]),
        ("from: 1 day after healed, until: 60", "until: healed", []),
        ("from: healed, until: 60", "until: healed", ["uses-banned"]),
        ("from: 0, until: 60", "from: off, until: 90", ["uses-banned"]),  # in force while off is not recorded
        ("from: off, until: 60", "until: 90", []),  # never assumed
    ],
)
def test_a_task_that_uses_what_a_strict_ban_forbids_is_warned_about(
    tmp_path: Path, task: str, ban: str, expected: list[str]
) -> None:
    text = (
        f"{EVENTS}maintenance:\n  - {{id: cream, do: Cream, {task}, repeat: daily, uses: [acid]}}\n"
        f"avoid:\n  - {{id: acid, what: Acid, {ban}}}\n"
    )
    assert codes(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("from: 0, until: 3", "from: 4, until: 9", []),
        ("from: 0, until: 3", "from: 5, until: 9", ["empty-day"]),
        ("from: 2, until: 3", "from: 4, until: 9", ["empty-day"]),
        ("from: 0, until: healed", "from: 1 day after healed, until: 9", []),
        ("from: 0, until: told", "from: 20, until: 30", []),
    ],
)
def test_a_recovery_with_an_empty_day_is_warned_about(
    tmp_path: Path, first: str, second: str, expected: list[str]
) -> None:
    text = f"{EVENTS}recovery:\n  - {{id: a, do: A, {first}}}\n  - {{id: b, do: B, {second}}}\n"
    assert codes(tmp_path, text) == expected
    assert codes(tmp_path, "base: true\n" + text) == []


def test_a_base_may_leave_the_days_to_what_extends_it(tmp_path: Path) -> None:
    open_ended = (
        "recovery:\n  - {id: a, do: A, from: 0, repeat: daily, uses: b}\n"
        "avoid:\n  - {id: b, what: B}\nexpect:\n  - {id: c, what: C}\nsigns:\n  - {id: d, sign: D}\n"
    )
    left_out = ["ban-no-end", "expect-no-end", "no-urgency", "repeat-no-end", "uses-banned"]
    assert sorted(codes(tmp_path, open_ended)) == left_out
    assert codes(tmp_path, "base: true\n" + open_ended) == []
    (tmp_path / "base.yaml").write_text(f"resurf: 1\nid: base\ntitle: Base\nbase: true\n{open_ended}")
    assert sorted(codes(tmp_path, "extends: base.yaml\n")) == left_out


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("pain >= 10", []),
        ("pain > 10", ["never-fires"]),
        ("pain >= 11", ["never-fires"]),
        ("pain <= 0", []),
        ("pain < 0", ["never-fires"]),
        ("pain <= -1", ["never-fires"]),
        ("itch >= 99", []),  # has no scale
        ("pain rises by 2 and pain > 10", ["never-fires"]),
    ],
)
def test_an_alert_beyond_the_scale_is_warned_about(tmp_path: Path, rule: str, expected: list[str]) -> None:
    measures = "measures: {pain: {ask: Pain, scale: 0..10}, itch: {ask: Itch}}\n"
    sign = f"signs:\n  - {{id: hurts, sign: It hurts, urgency: now, alert: {rule}}}\n"
    assert codes(tmp_path, measures + sign) == expected


@pytest.mark.parametrize(("letters", "expected"), [(60, []), (61, ["long"])])
def test_what_is_to_be_done_has_room_for_sixty_letters(tmp_path: Path, letters: int, expected: list[str]) -> None:
    assert codes(tmp_path, f"consult:\n  - {{id: ask, do: {'a' * letters}}}\n") == expected


def test_only_what_comes_with_resurf_must_name_its_sources(tmp_path: Path) -> None:
    text = "sources: {a: {title: A}, b: {title: B}}\nconsult:\n  - {id: ask, do: Ask}\n"
    assert codes(tmp_path, text) == []
    assert codes(tmp_path, text, Standing({"care": tmp_path / "care.yaml"})) == ["no-source"]
    assert codes(tmp_path, text.replace(", b: {title: B}", ""), Standing({"care": tmp_path / "care.yaml"})) == []


def test_a_name_that_is_taken_is_warned_about_or_refused(tmp_path: Path) -> None:
    text = "consult:\n  - {id: ask, do: Ask}\n"
    ours = {"harbour": tmp_path / "harbour.yaml"}
    assert isinstance(read_text(tmp_path, HEAD + text, Standing(ours)), Loaded)
    found = read_text(tmp_path, HEAD + text, Standing(ours, refuse_taken=True))
    assert isinstance(found, tuple)
    assert [str(each.code) for each in found] == ["taken-id"]


def test_a_file_that_is_not_there_is_not_a_mistake_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no file .*none\.yaml"):
        read(tmp_path / "none.yaml")
    with pytest.raises(NotFound, match="cannot be read"):
        read(tmp_path)
