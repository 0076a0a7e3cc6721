"""``resurf checklist new``: a starting file without a terminal, and a walk through the paper sheet at one."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resurf_cli.cli import main
from resurf_cli.cli.context import Surroundings
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.shelf import Shelf, schema_file
from tests.cli.conftest import SMALL
from tests.test_schema import VALIDATOR, in_an_editor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Program, Ran, Sitting

HEAD = 6  # questions before the first part


def loaded(path: Path) -> Loaded:
    found = Shelf(path.parent / "nowhere").read(path)
    assert isinstance(found, Loaded), found
    return found


@pytest.fixture
def new(resurf: Program, tmp_path: Path) -> Callable[..., Ran]:
    def make(name: str = "harbour.yaml", *words: str, extends: str | None = "fractional-ablative") -> Ran:
        base = () if extends is None else ("--extends", extends)
        return resurf("checklist", "new", *base, str(tmp_path / name), *words)

    return make


# --- without a terminal ---


def test_without_a_terminal_a_file_to_be_filled_in_is_written(
    resurf: Program, new: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = new("Harbour Clinic 2026.yaml")
    path = tmp_path / "Harbour Clinic 2026.yaml"
    assert ran.code == 0, ran.text
    for command in (
        f"checklist check '{path}'",
        f"checklist show '{path}' --date",
        f"prep --treatment '{path}' --date",
    ):
        assert command in ran.text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = loaded(path).checklist
    assert (made.id, made.chain[1].id) == ("harbour-clinic-2026", "fractional-ablative")
    assert resurf("checklist", "check", str(path)).out.endswith("no mistakes\n")
    assert resurf("prep", "--treatment", str(path), "--date", "2026-12-10").code == 0


def test_a_file_of_ones_own_is_extended_by_its_path_from_the_new_file(new: Callable[..., Ran], tmp_path: Path) -> None:
    for folder in ("sheets", "here/deep"):
        (tmp_path / folder).mkdir(parents=True)
    assert new("sheets/first.yaml").code == 0
    assert new("here/deep/second.yaml", extends=str(tmp_path / "sheets" / "first.yaml")).code == 0
    second = tmp_path / "here" / "deep" / "second.yaml"
    assert "extends: ../../sheets/first.yaml" in second.read_text().replace('"', "")
    assert [each.id for each in loaded(second).checklist.chain][:3] == ["second", "first", "fractional-ablative"]


def test_a_checklist_of_the_users_folder_is_named_by_its_id(
    new: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESURF_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data" / "checklists").mkdir(parents=True)
    assert new("data/checklists/first.yaml").code == 0
    assert new("second.yaml", extends="first").code == 0
    assert "extends: data/checklists/first.yaml" in (tmp_path / "second.yaml").read_text().replace('"', "")


def test_a_file_named_as_a_shipped_checklist_gets_an_id_of_its_own(new: Callable[..., Ran], tmp_path: Path) -> None:
    assert new("fractional-ablative.yaml").code == 0
    assert loaded(tmp_path / "fractional-ablative.yaml").checklist.id == "fractional-ablative-2"


def test_the_schema_lies_beside_the_file_and_one_that_is_there_is_kept(new: Callable[..., Ran], tmp_path: Path) -> None:
    schema = tmp_path / "checklist.schema.json"
    schema.write_text("{}")
    assert new().code == 0
    assert schema.read_text() == "{}"


def test_an_editor_has_nothing_to_say_of_the_starting_file(new: Callable[..., Ran], tmp_path: Path) -> None:
    assert new().code == 0
    text = (tmp_path / "harbour.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=checklist.schema.json\n")
    assert (tmp_path / "checklist.schema.json").read_text() == schema_file().read_text()
    assert VALIDATOR.is_valid(in_an_editor(text))


def test_a_file_that_exists_is_kept_unless_forced(new: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "harbour.yaml"
    path.write_text("mine")
    ran = new()
    assert (ran.code, path.read_text()) == (2, "mine")
    assert "--force" in ran.text
    assert new("harbour.yaml", "--force").code == 0
    assert "extends: fractional-ablative" in path.read_text()


@pytest.mark.parametrize(
    ("name", "extends", "expected"),
    [
        ("harbour.yaml", None, (2, "--extends fractional-ablative. ablative, fractional-ablative, non-ablative")),
        ("harbour", "fractional-ablative", (2, "harbour.yaml")),
        ("nowhere/harbour.yaml", "fractional-ablative", (3, "no folder")),
        ("harbour.yaml", "fractional-ablativ", (3, 'did you mean "fractional-ablative"?')),
        ("harbour.yaml", "nowhere.yaml", (3, "nowhere.yaml")),
        ("x" * 300 + ".yaml", "fractional-ablative", (5, "cannot be written")),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_nothing_is_written(
    new: Callable[..., Ran], tmp_path: Path, name: str, extends: str | None, expected: tuple[int, str]
) -> None:
    ran = new(name, extends=extends)
    assert ran.code == expected[0], ran.text
    assert expected[1] in ran.text
    assert not list(tmp_path.glob("**/*.*"))


def test_a_base_with_mistakes_is_told_and_nothing_is_written(new: Callable[..., Ran], tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text("resurf: 1\nid: base\ntitle: A\nprep: [{id: a, do: A, untill: 3}]\n")
    ran = new(extends=str(base))
    assert ran.code == 4
    assert 'did you mean "until"?' in ran.text
    assert not (tmp_path / "harbour.yaml").exists()


def test_a_file_is_never_written_over_one_that_it_would_extend(new: Callable[..., Ran], tmp_path: Path) -> None:
    assert new("first.yaml").code == 0
    assert new("second.yaml", extends=str(tmp_path / "first.yaml")).code == 0
    before = (tmp_path / "first.yaml").read_text()
    ran = new("first.yaml", "--force", extends=str(tmp_path / "second.yaml"))
    assert ran.code == 2
    assert (tmp_path / "first.yaml").read_text() == before


# --- at a terminal ---


@pytest.fixture
def typing(resurf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """``checklist new`` over the small checklist, with these lines typed; the end of them is Ctrl-D."""

    def type_(*lines: str, name: str = "harbour.yaml") -> Ran:
        monkeypatch.setattr(Surroundings, "interactive", True)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return resurf("checklist", "new", "--extends", str(SMALL), str(tmp_path / name))

    return type_


def head(*lines: str) -> list[str]:
    return [*lines, *[""] * (HEAD - len(lines))]


def test_the_walk_says_first_how_it_goes_and_fits_one_screen(typing: Callable[..., Ran]) -> None:
    ran = typing(".")
    intro = ran.err.partition("The title of your sheet")[0]
    assert len(intro.splitlines()) < 20
    assert max(map(len, intro.splitlines())) <= 60
    for key in ("  =  ", "  Enter  ", "  -  ", "  ?  ", "  <  ", "  >  ", "  .  ", "Ctrl-C"):
        assert key in intro


def test_what_the_sheet_says_is_written_and_nothing_else(typing: Callable[..., Ran], tmp_path: Path) -> None:
    ran = typing(
        *head("Peel at Harbour", "Harbour: the clinic #1", "+1 555 0100", "Mon-Fri 09:00-17:00", "", "911"),
        "",  # prep, one by one
        *("day -14", "", "2x a day"),
        "-",
        "=",
        "=",  # the day
        "n",  # recovery
        *("", ""),  # maintenance
        *("", "until 6 weeks after", "none"),
        ".",
    )
    assert ran.code == 0, ran.text
    text = (tmp_path / "harbour.yaml").read_text(encoding="utf-8")
    assert text.partition("title:")[2] == (
        ' Peel at Harbour\nclinic: "Harbour: the clinic #1"\ncontact:\n  day: "+1 555 0100"\n'
        '  hours: "Mon-Fri 09:00-17:00"\n  emergency: "911"\n'
        "\n# The sheet says these the same as A small peel for tests:\nconfirmed:\n"
        "  - antiviral                       # Take the antiviral: from day -1 until day 3, as prescribed\n"
        "  - bare-face                       # Arrive with a bare face\n"
        "\n# The sheet says these otherwise:\nchange:\n"
        "  leave-off-acids:                  # Leave off acids\n"
        "    from: -14                       # A small peel for tests: day -7\n"
        "    repeat: 2 times a day           # A small peel for tests: daily\n"
        "  avoid.sun:                        # Direct sun\n"
        "    until: 6 weeks after            # A small peel for tests: day 30\n"
        "    then-careful-until:             # none; A small peel for tests: day 60\n"
        "\n# Our clinic does not want these:\nremove:\n"
        "  - arrange-driver                  # Arrange a driver: from day -7 until day -1\n"
    )
    assert "2 confirmed, 2 changed, 1 left out, 0 added" in ran.text
    assert "no mistakes" in ran.text
    assert "resurf checklist check" in ran.text


def test_an_answer_that_cannot_be_read_is_asked_again_in_the_words_of_the_reader(typing: Callable[..., Ran]) -> None:
    ran = typing(*head(), "", "two fortnights before", "1 day after heald", "3", "day -3", "", "", ".")
    assert 'To fix: write a number of days such as -14, or words such as "2 weeks before"' in ran.text
    assert 'did you mean "healed"?' in ran.text or "one of: healed" in ran.text
    assert 'Write "3 days before", or "day 3" for after it.' in ran.text
    assert "noted: from day -3 until day -1, daily" in ran.text


@pytest.mark.parametrize("letter", ["\x1b", "\u202e", "\udc80", "\u2028"])
def test_a_letter_that_could_rewrite_a_terminal_is_asked_for_again(
    typing: Callable[..., Ran], tmp_path: Path, letter: str
) -> None:
    ran = typing(f"Har{letter}bour", "Harbour", ".")
    assert "A character that cannot be shown stands in it. Type it again." in ran.text
    assert loaded(tmp_path / "harbour.yaml").checklist.title == "Harbour"


def test_a_window_that_would_be_reversed_is_asked_for_again_at_its_end(typing: Callable[..., Ran]) -> None:
    ran = typing(*head(), "", "day 0", "", "day 2", "", ".")
    assert "The window ends before it starts. Write a later day here, or < to go back to the day it starts." in ran.text
    assert "noted: from day 0 until day 2, daily" in ran.text


def test_a_start_that_was_a_slip_can_be_gone_back_to(typing: Callable[..., Ran], tmp_path: Path) -> None:
    ran = typing(*head(), "", "day 20", "", "<", "10 days before", "", "", ".")
    assert "or < to go back to the day it starts." in ran.text
    assert not re.search(r"\.yaml:\d", ran.text)
    assert "from: 10 days before" in (tmp_path / "harbour.yaml").read_text()


def test_going_back_takes_the_last_answer_back(typing: Callable[..., Ran], tmp_path: Path) -> None:
    ran = typing("<", "First title", "<", "Second title", *[""] * (HEAD - 1), "", "-", "<", "<", "<", "n", ".")
    assert "This is the first question." in ran.text
    text = (tmp_path / "harbour.yaml").read_text()
    assert "title: Second title" in text
    assert "remove" not in text


def test_a_question_mark_tells_why_and_what_an_answer_can_look_like(typing: Callable[..., Ran]) -> None:
    ran = typing(*head(), "n", "", "n", "n", "", "?", ".")
    assert "why: New skin marks easily." in ran.text
    assert "source: A sheet written for these tests" in ran.text
    assert "day 7 or healed, the later" in ran.text


def test_the_rest_of_a_part_can_be_skipped(typing: Callable[..., Ran]) -> None:
    ran = typing(*head(), "", ">", "", ".")
    assert "1 of 3 Leave off acids" in ran.text
    assert "2 of 3" not in ran.text
    assert "After the treatment (5)" in ran.text


def test_leaving_out_an_emergency_sign_is_asked_once_more(typing: Callable[..., Ran], tmp_path: Path) -> None:
    to_signs = [*head(), "n", "", "n", "n", "n", "", "", "o"]
    ran = typing(*to_signs, "-", "n", "", ".")
    assert 'The emergency sign "breathing" is removed' in ran.text
    assert "remove" not in (tmp_path / "harbour.yaml").read_text()
    assert typing(*to_signs, "-", "y", ".", name="other.yaml").code == 0
    assert "remove:\n  - signs.breathing" in (tmp_path / "other.yaml").read_text()


def test_leaving_out_what_others_name_is_asked_once_more(typing: Callable[..., Ran], tmp_path: Path) -> None:
    to_signs = [*head(), "n", "", "n", "n", "n", "", "", "", "o", ""]
    ran = typing(*to_signs, "-", "y", ".")
    assert "Is the skin closed? (events.healed) names this" in ran.text.replace('"', "")
    text = (tmp_path / "harbour.yaml").read_text()
    assert "- signs.not-healed" in text
    assert loaded(tmp_path / "harbour.yaml").checklist.events["healed"].sign is None


def test_what_was_not_asked_is_added_at_the_end(typing: Callable[..., Ran], tmp_path: Path) -> None:
    parts = [*head(), "n", "", "n", "n", "n", *[""] * 6]
    ran = typing(
        *parts,
        "Use the mist: as often as you like",
        "q",
        "a",
        "0",
        "until 3",
        "every 2 hrs",
        "Riding",
        "x",
        "",
        "6 wks after",
        "",
    )
    assert ran.code == 0, ran.text
    assert "added to recovery as use-the-mist-as-often-as-you" in ran.text
    made = loaded(tmp_path / "harbour.yaml").checklist
    assert made.tasks["use-the-mist-as-often-as-you"].do == "Use the mist: as often as you like"
    assert made.avoid["riding"].said.origin == "clinic"


@pytest.mark.parametrize("lines", [(), ("", "", "")])
def test_stopped_before_the_first_answer_nothing_is_written(
    typing: Callable[..., Ran], tmp_path: Path, lines: tuple[str, ...]
) -> None:
    ran = typing(*lines)
    assert ran.code == 130
    assert "nothing was written" in ran.text
    assert not (tmp_path / "harbour.yaml").exists()


def test_stopped_in_the_middle_what_was_answered_is_written(typing: Callable[..., Ran], tmp_path: Path) -> None:
    ran = typing(*head("", "Harbour"), "", "day 0")
    assert ran.code == 130
    assert f"What was answered so far is in {tmp_path / 'harbour.yaml'}." in ran.text
    assert "not finished stays as it is" in ran.text
    assert loaded(tmp_path / "harbour.yaml").checklist.clinic == "Harbour"


def test_what_cannot_be_written_goes_to_the_screen(
    typing: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    ran = typing(*head("", "Harbour"), ".")
    assert ran.code == 5
    assert "clinic: Harbour\n" in ran.out
    assert not list(tmp_path.glob("**/*.*"))


WORDS = ["=", "-", "<", ">", ".", "?", "n", "o", "y", "b", "a", "x", "-7", "0", "60", "healed", "daily", "told", "none"]
PHRASES = [
    "forever",
    "soon",
    "day 3",
    "2 weeks before",
    "until 3",
    "4x a day",
    "7 or healed, the later",
    "from 0 until 5, daily",
]
LINES = (
    st.sampled_from([*PHRASES, *WORDS]) | st.just("") | st.text(st.characters(exclude_characters="\n\r"), max_size=20)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=60))
def test_whatever_is_typed_the_file_that_is_written_has_no_mistakes(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("typed") / "harbour.yaml"
    monkeypatch.setattr(Surroundings, "interactive", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
        code = main(["checklist", "new", "--extends", str(SMALL), str(path)])
    assert code in {0, 130}, said.getvalue()
    assert code == 130 or path.exists()
    if path.exists():
        assert loaded(path).checklist.id == "harbour"
        assert VALIDATOR.is_valid(in_an_editor(path.read_text(encoding="utf-8")))


# --- at a real one ---


def test_at_a_real_terminal_it_asks_and_ctrl_c_keeps_what_was_answered(
    at_a_terminal: Callable[..., Sitting], tmp_path: Path
) -> None:
    path = tmp_path / "harbour.yaml"
    asking = at_a_terminal("checklist", "new", "--extends", "fractional-ablative", str(path))
    asking.types("The title of your sheet [Fractional ablative", "")
    asking.types("The name of your clinic:", "Praxis Müller")
    for question in ("patients call:", "it is answered", "outside these hours:", "emergency number"):
        asking.types(question, "")
    asking.types("speak of this?", "")
    asking.types("Your sheet says from when [8 weeks before first treatment]:", ">")
    asking.types("say the same?", "n")
    asking.types("speak of this?", "")
    asking.types("Your sheet says until when [antiviral-end]:", "")
    asking.child.expect_exact("2 of 22")
    asking.child.expect_exact("from when [day 1]:")
    asking.child.sendintr()
    assert asking.ends() == 130
    assert "Traceback" not in asking.rest
    assert loaded(path).checklist.clinic == "Praxis Müller"
    assert "confirmed" not in path.read_text(encoding="utf-8")


def test_at_a_real_terminal_no_input_writes_the_starting_file(
    at_a_terminal: Callable[..., Sitting], tmp_path: Path
) -> None:
    path = tmp_path / "harbour.yaml"
    asking = at_a_terminal("checklist", "new", "--no-input", "--extends", "fractional-ablative", str(path))
    assert asking.ends() == 0
    assert "# change:" in path.read_text(encoding="utf-8")


def test_letters_that_are_no_text_are_asked_for_again(at_a_terminal: Callable[..., Sitting], tmp_path: Path) -> None:
    path = tmp_path / "harbour.yaml"
    asking = at_a_terminal("checklist", "new", "--extends", str(SMALL), str(path), PYTHONUTF8="1")
    asking.child.expect_exact("The title of your sheet")
    os.write(asking.child.child_fd, b"M\xfcller\n")
    asking.types("Some letters could not be read", "Other")
    asking.types("The name of your clinic:", ".")
    assert asking.ends() == 0
    assert loaded(path).checklist.title == "Other"
