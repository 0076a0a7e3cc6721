from __future__ import annotations

import pytest

from resurf_cli.reading.diagnostics import Code, Diagnostic, File, Findings, Place, clean, rendered, short


def told(line: str, column: int, *, width: int = 1, above: str = "above") -> list[str]:
    findings = Findings(File("care.yaml", (above, line)))
    findings.add(Place(2, column, width), Code.UNKNOWN_KEY, "wrong", "do it right")
    return rendered(findings.in_order()).split("\n")


def test_a_mistake_is_its_place_its_words_two_lines_and_a_caret() -> None:
    assert told("    unitl: 3", 5, width=5) == [
        "care.yaml:2:5: wrong",
        "    1 | above",
        "    2 |     unitl: 3",
        "      |     ^^^^^ to fix: do it right",
        "1 mistake; nothing was loaded",
    ]


def test_the_caret_stands_under_what_comes_after_wide_letters() -> None:
    line = "  冷霧: x"
    assert (
        told(line, 7)[3] == "      |         ^ to fix: do it right"
    )  # two blanks, two letters of two, colon and blank


def test_a_combining_accent_takes_no_room() -> None:
    assert told("e\u0301: x", 5)[3] == "      |    ^ to fix: do it right"


def test_a_long_line_is_cut_on_both_sides_of_the_caret() -> None:
    line = "a" * 200 + "unitl" + "b" * 200
    shown, caret = told(line, 201, width=5)[2:4]
    assert len(shown) == 8 + 72
    assert shown.count("…") == 2
    assert shown[caret.index("^") : caret.index("^") + 5] == "unitl"
    assert caret.count("^") == 5


def test_characters_that_could_rewrite_a_terminal_are_not_shown() -> None:
    findings = Findings(File("ca\x1b[2Jre.yaml", ("do: \x1b[31mred\u202e",)))
    findings.add(Place(1, 5), Code.CHARACTER, "text \x07 of the file")
    text = rendered(findings.in_order())
    assert not set(text) & {"\x1b", "\u202e", "\x07"}


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ud800"])
def test_clean_replaces_what_no_text_needs(bad: str) -> None:
    assert clean(f"a{bad}b") == "a\ufffdb"


def test_clean_keeps_other_scripts_and_puts_lines_into_one() -> None:
    assert clean("Größe 冷 שלום\u200f\nemoji 🌞\ttab") == "Größe 冷 שלום\u200f emoji 🌞 tab"


def test_warnings_alone_are_counted_as_warnings() -> None:
    findings = Findings(File("care.yaml", ("title: x", "id: y")))
    findings.warn(Place(2, 1), Code.LONG, "long")
    findings.warn(Place(1, 1), Code.LONG, "long")
    text = rendered(findings.in_order())
    assert text.startswith("care.yaml:1:1: warning: long\n")
    assert text.endswith("\n2 warnings")


def test_nothing_wrong_is_nothing_said() -> None:
    assert rendered(()) == ""


def test_a_mistake_without_a_line_still_says_how_to_right_it() -> None:
    found = Diagnostic("care.yaml", 1, 1, "error", Code.TOO_LARGE, "too large", "shorten it")
    assert rendered([found]).split("\n")[:2] == ["care.yaml:1:1: too large", "      to fix: shorten it"]


def test_words_of_a_file_in_a_message_are_shortened_beyond_sixty_letters() -> None:
    assert short("a" * 60) == "a" * 60
    assert short("a" * 61) == "a" * 59 + "…"
