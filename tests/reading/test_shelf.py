from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resurf_cli.errors import InvalidChecklist, NotFound
from resurf_cli.reading.shelf import SHIPPED, YOURS, Shelf, shipped_folder

if TYPE_CHECKING:
    from pathlib import Path

CARE = """\
resurf: 1
id: {0}
title: The sheet of {0}
version: "2"
reviewed: 2026-11-22
consult:
  - {{id: ask, do: Ask}}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    (shipped / "ablative.yaml").write_text(CARE.format("ablative"))
    (shipped / "checklist.schema.json").write_text("{}")
    (own / "harbour.yaml").write_text(CARE.format("harbour-clinic"))
    (own / "broken.yml").write_text("resurf: 1\nid: broken\n")
    (own / ".hidden.yaml").write_text("x")
    (own / "notes.txt").write_text("x")
    return Shelf(own, shipped)


def test_the_list_has_the_shipped_ones_first_and_hides_no_file_with_mistakes(shelf: Shelf) -> None:
    assert [(each.id, each.where, bool(each.mistakes)) for each in shelf.listing()] == [
        ("ablative", SHIPPED, False),
        ("broken", YOURS, True),
        ("harbour-clinic", YOURS, False),
    ]
    last = shelf.listing()[-1]
    assert (last.title, last.version, str(last.reviewed), last.base) == (
        "The sheet of harbour-clinic",
        "2",
        "2026-11-22",
        False,
    )


def test_a_base_is_listed_as_one(shelf: Shelf) -> None:
    (shelf.own / "harbour.yaml").write_text(CARE.format("harbour-clinic") + "base: true\n")
    assert [each.id for each in shelf.listing() if each.base] == ["harbour-clinic"]


def test_a_checklist_is_found_by_its_id_or_its_path(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shelf.find("ablative").shipped
    assert not shelf.find("harbour-clinic").shipped
    assert shelf.find(str(shelf.own / "harbour.yaml")).checklist.id == "harbour-clinic"
    assert shelf.find(str(shelf.shipped / "ablative.yaml")).shipped
    monkeypatch.chdir(shelf.own)
    assert shelf.find("harbour.yaml").checklist.id == "harbour-clinic"
    (shelf.own / "plain").write_text(CARE.format("plain-one"))
    assert shelf.find("plain").checklist.id == "plain-one"


def test_an_id_wins_over_a_file_of_that_name_here(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf.own)
    (shelf.own / "ablative").write_text(CARE.format("other"))
    assert shelf.find("ablative").checklist.id == "ablative"


def test_an_unknown_name_is_answered_with_the_nearest_and_with_all_there_are(shelf: Shelf) -> None:
    with pytest.raises(NotFound) as told:
        shelf.find("ablativ")
    assert 'did you mean "ablative"?' in str(told.value)
    assert "There are: ablative, broken, harbour-clinic." in str(told.value)


def test_a_path_that_is_not_there_is_not_found(shelf: Shelf) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        shelf.find("./ablative")


def test_a_name_with_control_characters_is_said_back_clean(shelf: Shelf) -> None:
    with pytest.raises(NotFound) as told:
        shelf.find("\x1b[2J")
    assert "\x1b" not in str(told.value)


def test_a_file_with_mistakes_is_refused_with_all_of_them(shelf: Shelf) -> None:
    for name in ("broken", str(shelf.own / "broken.yml")):
        with pytest.raises(InvalidChecklist) as told:
            shelf.find(name)
        assert 'the file has no "title"' in str(told.value)
        assert str(told.value).endswith("2 mistakes; nothing was loaded")


def test_two_files_with_one_id_are_both_named(shelf: Shelf) -> None:
    (shelf.own / "second.yaml").write_text(CARE.format("harbour-clinic"))
    with pytest.raises(NotFound, match=r"more than one .*harbour\.yaml and .*second\.yaml"):
        shelf.find("harbour-clinic")


def test_the_id_of_a_shipped_one_in_a_file_of_ones_own_is_refused_with_the_reason(shelf: Shelf) -> None:
    path = shelf.own / "mine.yaml"
    path.write_text(CARE.format("ablative"))
    assert shelf.find("ablative").shipped
    assert [str(each.code) for each in shelf.listing()[-1].mistakes] == ["taken-id"]
    with pytest.raises(InvalidChecklist, match="that of a checklist that comes with resurf"):
        shelf.find(str(path))


def test_a_shelf_without_a_folder_of_ones_own_has_the_shipped_ones(tmp_path: Path) -> None:
    assert "fractional-ablative" in {each.id for each in Shelf(tmp_path / "none").listing()}


def test_checking_a_copy_of_a_shipped_file_warns_of_its_id(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "own")
    original = shipped_folder() / "fractional-ablative.yaml"
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(original.read_bytes())
    assert shelf.check(original) == ()
    assert "taken-id" in {str(each.code) for each in shelf.check(copy)}
    assert {each.severity for each in shelf.check(copy)} == {"warning"}


def test_checking_a_file_tells_its_mistakes_or_its_warnings(shelf: Shelf) -> None:
    assert [str(each.code) for each in shelf.check(shelf.own / "broken.yml")] == ["missing-key", "no-items"]
    (shelf.own / "harbour.yaml").write_text(CARE.format("harbour-clinic") + "avoid:\n  - {id: sun, what: Sun}\n")
    assert [str(each.code) for each in shelf.check(shelf.own / "harbour.yaml")] == ["ban-no-end"]
