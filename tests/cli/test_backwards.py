from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program, Sitting

ASK = ("plan", "new", "--treatment", str(SMALL), "--ready-by", "2027-06-20")
NOW = "2027-03-01T12:00"


def asked(resurf: Program, *words: str, now: str = NOW) -> Any:
    return resurf(*ASK, *words, now=now)


def test_it_says_the_latest_date_and_makes_no_plan(resurf: Program) -> None:
    ran = asked(resurf, "--to", "foundation", "--answer", "area=face")
    assert ran.code == 0
    assert "Latest date Wed 9 Jun 2027, in 100 days." in ran.text
    assert "as long as healed comes by Sat 19 Jun 2027, the latest day that the checklist gives" in ran.text
    assert (
        "if healed came on the day that is expected, Sun 13 Jun 2027 would do. Nobody can know that before." in ran.text
    )
    assert f"resurf plan new --treatment {SMALL} --date 2027-06-09 --answer area=face" in ran.text
    assert not resurf.folder.exists()


def test_the_command_it_names_makes_the_plan(resurf: Program) -> None:
    command = asked(resurf, "--to", "make-up", "--sessions", "2", "--every", "4w", "--json").json["command"]
    assert resurf(*command.split()[1:], now=NOW).code == 0
    sessions = resurf("today", "--json", now=NOW).json["sessions"]
    assert [each["date"] for each in sessions] == ["2027-05-12", "2027-06-09"]


def test_what_was_only_spelt_like_a_ban_is_said_back(resurf: Program) -> None:
    ran = asked(resurf, "--to", "fondation")
    assert (ran.code, "Make-up; you wrote fondation." in ran.err) == (0, True)


def test_yes_makes_the_plan_on_the_latest_date(resurf: Program) -> None:
    ran = asked(resurf, "--to", "make-up", "--yes")
    assert ran.code == 0
    assert "Plan small made" in ran.text
    assert resurf("today", "--json", now=NOW).json["sessions"][0]["date"] == "2027-06-09"


def test_with_json_stdout_is_the_answer_alone(resurf: Program) -> None:
    ran = asked(resurf, "--to", "sun", "--to", "make-up", "--yes", "--json")
    assert ran.json["schema"] == "resurf.plan-new/1"
    assert ran.json["latest"]["date"] == "2027-04-20"
    assert "Plan small made" in ran.err


def test_in_plain_form_each_line_begins_with_a_word(resurf: Program) -> None:
    lines = [line.split("\t") for line in asked(resurf, "--to", "make-up", "--plain").out.splitlines()]
    assert ["latest", "2027-06-09", "Wed 9 Jun 2027, in 100 days", "2027-06-09"] in lines
    assert {line[0] for line in lines} >= {"by", "latest", "avoid", "expected", "careful", "preparation", "earlier"}


@pytest.mark.parametrize(
    "words",
    [
        ("--ready-by", "2027-06-20"),
        ("--to", "sun"),
        ("--ready-by", "2027-06-20", "--to", "sun", "--date", "2027-05-01"),
        ("--ready-by", "2027-06-20", "--to", "sun", "--sessions", "3"),
        ("--ready-by", "20/06/2027", "--to", "sun"),
        ("--date", "2027-05-01", "--yes"),
        ("--date", "2027-05-01", "--json"),
    ],
)
def test_flags_that_do_not_go_together_are_refused(resurf: Program, words: tuple[str, ...]) -> None:
    ran = resurf("plan", "new", "--treatment", str(SMALL), *words, now=NOW)
    assert ran.code == 2, ran.text
    assert not resurf.folder.exists()


def test_without_a_treatment_and_a_terminal_it_asks_for_one(resurf: Program) -> None:
    ran = resurf("plan", "new", "--ready-by", "2027-06-20", "--to", "sun", now=NOW)
    assert (ran.code, "Which treatment?" in ran.text) == (2, True)


@pytest.mark.parametrize(
    ("to", "now", "said"),
    [
        ("photographs", NOW, 'no ban on "photographs": ask your clinic'),
        ("sun", "2027-06-01T12:00", "would have had to be Tue 20 Apr 2027, 42 days ago"),
        ("sun", "2027-06-20T12:00", "no treatment date before it is left"),
        ("sun", "2027-08-01T12:00", "no treatment date before it is left"),
    ],
)
def test_where_no_date_fits_it_says_why(resurf: Program, to: str, now: str, said: str) -> None:
    ran = asked(resurf, "--to", to, "--yes", now=now)
    assert ran.code == 3
    assert ran.out == ""
    assert said in ran.text
    assert not resurf.folder.exists()


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("told", "your clinic says when it is over. Ask until when."),
        ("forever", "gives it no end. Ask your clinic whether it ever ends."),
        ("out", 'it ends by "out", and the checklist gives no day by which that has come.'),
    ],
)
def test_an_end_that_nobody_knows_is_never_guessed(resurf: Program, tmp_path: Any, until: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "resurf: 1\nid: mine\ntitle: Mine\nevents:\n  out: {ask: 'Are the stitches out?'}\n"
        f"avoid:\n  - {{id: gym, what: The gym, from: 0, until: {until}}}\n"
        "recovery:\n  - {id: wash, do: Wash, from: 0, until: 7, repeat: daily}\n",
        encoding="utf-8",
    )
    ran = resurf("plan", "new", "--treatment", str(file), "--ready-by", "2027-06-20", "--to", "gym", now=NOW)
    assert ran.code == 3
    assert said in ran.text


def test_at_a_terminal_it_asks_whether_to_make_the_plan(resurf: Program, at_a_terminal: Callable[..., Sitting]) -> None:
    sitting = at_a_terminal(*ASK, "--to", "make-up", "--data-dir", str(resurf.folder), now=NOW)
    sitting.types("Make the plan with treatment on Wed 9 Jun 2027? [y/N]", "n")
    assert sitting.ends() == 0
    assert not resurf.folder.exists()
