from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from resurf_cli.reading.tree import MOST_BYTES, Fields, Items, Text, document, tree

ERRORS = Path(__file__).parent.parent / "errors"


def codes(text: str | bytes) -> list[tuple[str, int, int]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [(str(each.code), each.line, each.column) for each in tree("care.yaml", content)[1].in_order()]


def test_every_scalar_is_the_text_that_was_written() -> None:
    written = "at: 22:30\non: no\nversion: 1.10\nyes: 0x10\ndate: 2026-11-22\nlist: [on, ~, 1_0]\n"
    root, _ = tree("care.yaml", written.encode())
    assert root is not None
    assert document(root) == {
        "at": "22:30",
        "on": "no",
        "version": "1.10",
        "yes": "0x10",
        "date": "2026-11-22",
        "list": ["on", "~", "1_0"],
    }


def test_a_value_knows_its_place_and_whether_it_was_quoted() -> None:
    root, _ = tree("care.yaml", b'a: plain\nb: ["null", null]\n')
    assert isinstance(root, Fields)
    first, second = root.values["a"], root.values["b"]
    assert isinstance(first, Text)
    assert (first.line, first.column, first.width, first.plain, first.missing) == (1, 4, 5, True, False)
    assert isinstance(second, Items)
    assert [(each.column, each.missing) for each in second.items if isinstance(each, Text)] == [(5, False), (13, True)]


def test_a_byte_order_mark_and_windows_line_ends_are_read_over() -> None:
    root, findings = tree("care.yaml", "\ufeffa: b\r\nc: d\r\n".encode())
    assert root is not None
    assert document(root) == {"a": "b", "c": "d"}
    assert not findings.found


def test_a_number_sign_inside_a_block_of_text_is_text() -> None:
    root, _ = tree("care.yaml", b"how: |\n  first\n  # second\n")
    assert root is not None
    assert document(root) == {"how": "first\n# second\n"}


def test_a_file_over_a_mebibyte_is_refused_unread() -> None:
    assert codes(b"a" * (MOST_BYTES + 1)) == [("too-large", 1, 1)]
    assert codes(b"#" * MOST_BYTES) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: \xff\n", [("not-utf8", 1, 4)]),
        ("a: b\n".encode("utf-16"), [("not-utf8", 1, 1)]),
        ("a: x\x1by\nb: \x00\n", [("character", 1, 5), ("character", 2, 4)]),
        ('a: "\\u202e"\n', [("character", 1, 4)]),
        ('a: "\\ud800"\n', [("backslash", 1, 7)]),
        ("a: x\rb\n", [("character", 1, 5)]),
        ("a: x\u2028y\n", [("character", 1, 5)]),
        ("a:\tb\n", [("tab", 1, 3)]),
        ("\ta: b\n", [("tab", 1, 1)]),
        ("a: b: c\n", [("quotes-needed", 1, 5)]),
        ("a: {b: Is it?, c: d}\n", [("quotes-needed", 1, 8)]),
        ("a: {b: Is it, c: d: e}\n", [("quotes-needed", 1, 19)]),
        ("a: {b: x:,c}\n", [("quotes-needed", 1, 9)]),
        ("a: `b`\n", [("quotes-needed", 1, 4)]),
        ("a: %b\n", [("quotes-needed", 1, 4)]),
        ("a: > 38 degrees\n", [("quotes-needed", 1, 4)]),
        ("a: *\n", [("quotes-needed", 1, 4)]),
        ("a: & b\n", [("quotes-needed", 1, 4)]),
        ("a: 'b' c\n", [("quotes-needed", 1, 8)]),
        ("a: 'b\n", [("unclosed-quote", 1, 4)]),
        ("a: 'b\nc: 'd'\n", [("unclosed-quote", 1, 4)]),
        ("a: [b\nc: d\n", [("unclosed-bracket", 1, 4)]),
        ("a: {b: c\n", [("unclosed-bracket", 1, 4)]),
        ("a: b\n  c: d\n", [("indentation", 2, 3)]),
        ("  a: b\nc: d\n", [("indentation", 2, 1)]),
        ("a: b\nc d\ne: f\n", [("no-colon", 2, 1)]),
        ('a: "\\q"\n', [("backslash", 1, 6)]),
        ('a: "\\UFFFFFFFF"\n', [("backslash", 1, 7)]),
        ("a: b\n---\nc: d\n", [("several-documents", 2, 1)]),
        ("a: &x b\nc: *x\n", [("alias", 1, 4), ("alias", 2, 4)]),
        ("a: !x b\n", [("tag", 1, 4)]),
        ("a: ! b\n", [("tag", 1, 4)]),
        ("a: !!int 3\n", [("tag", 1, 4)]),
        ("a: !y!x 3\n", [("tag", 1, 4)]),
        ("a: 1\nb: 2\na: 3\n'b': 4\n", [("repeated-key", 3, 1), ("repeated-key", 4, 1)]),
        ("[a]: b\n", [("odd-key", 1, 1)]),
        ("? {a: b}\n: c\n", [("odd-key", 1, 3)]),
        ("[" * 20 + "]" * 20, []),
        ("[" * 21 + "]" * 21, [("too-deep", 1, 21)]),
        ("[" * 30_000, [("too-deep", 1, 21)]),
        ("{a: " * 30_000, [("too-deep", 1, 81)]),
    ],
)
def test_what_a_checklist_may_not_use_is_refused_at_its_place(
    text: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert codes(text) == expected


def test_mistakes_that_leave_the_file_readable_are_told_together() -> None:
    text = "a: &x 1\nb: !t 2\na: 3\nc: x\x07\n"
    assert [code for code, _, _ in codes(text)] == ["alias", "tag", "repeated-key", "character"]


def test_both_yaml_loaders_refuse_the_same_files_in_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> dict[str, list[tuple[str, int]]]:
        found = {path.stem: codes(path.read_bytes()) for path in ERRORS.glob("*.yaml")}
        return {name: [(code, line) for code, line, _ in each] for name, each in found.items()}

    assert hasattr(yaml, "CSafeLoader")
    fast = lines()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert lines() == fast


def test_both_yaml_loaders_make_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (Path(__file__).parent / "whole.yaml").read_bytes()
    fast, _ = tree("care.yaml", content)
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow, _ = tree("care.yaml", content)
    assert fast == slow


def test_an_impossible_letter_is_refused_by_the_python_loader_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert codes('a: "\\ud800"\n') == [("character", 1, 4)]
    assert codes('a: "\\UFFFFFFFF"\n') == [("backslash", 1, 1)]


def test_nothing_of_yaml_is_imported_before_a_file_is_read() -> None:
    script = (
        "import sys, resurf_cli.reading.shelf as shelf, resurf_cli.reading.fields, resurf_cli.reading.tree\n"
        "assert 'yaml' not in sys.modules\n"
        "shelf.Shelf(shelf.Path('/nowhere')).listing()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
