"""``tests/errors`` is the catalogue: a file for every mistake and every warning, and beside it what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from resurf_cli.reading.diagnostics import Code, Diagnostic, rendered
from resurf_cli.reading.reader import Loaded, Standing, read

FOLDER = Path(__file__).parent.parent / "errors"
FILES = sorted(FOLDER.glob("*.yaml"))
OUR_OWN = b"# read as one of resurf's own"
MADE_ELSEWHERE = {Code.TOO_LARGE}  # more than a megabyte is not kept; test_tree makes it


def found_in(path: Path) -> tuple[Diagnostic, ...]:
    shipped = path.read_bytes().startswith(OUR_OWN)
    found = read(path, Standing({path.stem: path} if shipped else {"care": FOLDER / "bases" / "care.yaml"}))
    return found.warnings if isinstance(found, Loaded) else found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_of_a_file_is_what_the_catalogue_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    assert rendered(found_in(Path(path.name))) == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_catalogue_holds_what_it_is_named_for(path: Path) -> None:
    code = path.stem.partition("--")[0]
    if code in {"all-at-once", "snippet"}:
        return
    assert code in {each.code for each in found_in(path)}


def test_every_mistake_and_every_warning_of_the_program_is_in_the_catalogue() -> None:
    named = {path.stem.partition("--")[0] for path in FILES}
    assert {str(code) for code in Code if code not in MADE_ELSEWHERE} <= named


def test_every_text_of_the_catalogue_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_says_how_to_right_it(path: Path) -> None:
    assert all(each.hint for each in found_in(path))


def test_twenty_mistakes_are_told_at_once_and_in_the_order_of_the_file() -> None:
    found = found_in(FOLDER / "all-at-once.yaml")
    places = [(each.line, each.column) for each in found]
    assert len(found) >= 20
    assert places == sorted(places)
    assert {each.severity for each in found} == {"error"}
