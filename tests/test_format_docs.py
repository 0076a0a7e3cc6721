"""What ``docs/format.md`` shows is so: its files are read, its commands are run, its answers are the program's own.

In the page an HTML comment before a block says what it is:

- ``file: NAME``: a whole file, kept under this name for what follows.
- ``add to: NAME``: the end of that file, which is then read again.
- ``with a head``: a part, completed with ``HEAD``; ``with a head and healed``: and with ``HEALED``.
- ``at a terminal``: what is asked, and typed behind it; ``tests/cli/test_guide.py`` types it.
- ``part of the output``: the lines are there, in this order, with others between them. Otherwise they are all.
- ``changed: "A" is "B"``: for this one command every file has B where it had A. ``exit code N``: not 0.
"""

from __future__ import annotations

import json
import re
import runpy
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from resurf_cli.cli import main
from resurf_cli.reading.diagnostics import Code, rendered
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.shelf import Shelf

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "format.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^<!-- (?P<note>[^\n]+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
HEAD = "resurf: 1\nid: sheet\ntitle: A sheet of a clinic\n"
HEALED = 'events:\n  healed: {ask: "Is the skin closed?", expected: 6, earliest: 3}\n'
HEADS = {"with a head": HEAD, "with a head and healed": HEAD + HEALED}


@dataclass(frozen=True)
class Block:
    """A block of the page: what the comment before it says, its language, its text, and where it begins."""

    note: str
    kind: str
    text: str
    line: int


BLOCKS = [
    Block(each["note"] or "", each["kind"], each["text"], PAGE[: each.start("text")].count("\n"))
    for each in BLOCK.finditer(PAGE)
]
PARTS = [each for each in BLOCKS if each.note in HEADS]


def read(path: Path, *, whole: bool = True) -> None:
    """Read a file without a mistake or a warning; a part is no whole recovery, so it may leave a day empty."""
    found = Shelf(path.parent / "nothing").read(path)
    assert isinstance(found, Loaded), rendered(found)
    said = [each for each in found.warnings if whole or each.code is not Code.EMPTY_DAY]
    assert said == [], rendered(said)


def test_every_yaml_block_says_what_it_is() -> None:
    for each in BLOCKS:
        assert each.kind in {"yaml", "console", "text"}, each.line
        known = each.note in HEADS or re.fullmatch(r"(file|add to): [a-z]+\.yaml", each.note)
        assert each.kind != "yaml" or known, each.line


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"line-{part.line}")
def test_a_part_that_the_page_shows_is_read_without_a_warning(part: Block, tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(HEADS[part.note] + part.text, encoding="utf-8")
    read(path, whole=False)


def test_the_page_from_its_first_file_to_its_last_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESURF_NOW", "2026-11-24T10:00")
    monkeypatch.setenv("COLUMNS", "80")
    for each in BLOCKS:
        what, _, name = each.note.partition(": ")
        if each.kind == "yaml" and what in {"file", "add to"}:
            with Path(name).open("w" if what == "file" else "a", encoding="utf-8") as file:
                file.write(each.text)
            read(tmp_path / name)
        elif each.kind == "console":
            say(each, capsys)
    assert json.loads(Path("checklist.schema.json").read_text(encoding="utf-8"))["title"] == "A checklist for resurf"


def say(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    """Run the command of a block and hold what the page shows of its answer."""
    command, *shown = block.text.splitlines()
    command, _, file = command.removeprefix("$ resurf ").partition(" > ")
    words = shlex.split(command)
    change = re.search(r'changed: "(.+)" is "(.+)"', block.note)
    kept = {path: path.read_text(encoding="utf-8") for path in Path().glob("*.yaml")}
    for path, text in kept.items() if change else ():
        path.write_text(text.replace(change[1], change[2]) if change else text, encoding="utf-8")
    code = main(words)
    said = capsys.readouterr()
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8")
    if file:
        Path(file).write_text(said.out, encoding="utf-8")
    expected = re.search(r"exit code (\d+)", block.note)
    assert code == int(expected[1] if expected else 0), (block.line, said.err)
    if shown:
        hold(block, shown, [*said.out.splitlines(), *said.err.splitlines()])


def hold(block: Block, shown: list[str], said: list[str]) -> None:
    if not block.note.startswith("part of the output"):
        assert shown == said, block.line
        return
    rest = iter(said)
    for line in shown:
        assert line in rest, f"line {block.line} of the page: {line!r} is not in the answer, or not in this order"


def test_every_command_that_a_sentence_of_the_page_names_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    named = {re.split(r" (?:--|[A-Z])", each)[0] for each in re.findall(r"`resurf ([a-z][^`\n]*)`", PAGE)}
    for words in sorted(named):
        assert main([*words.split(), "--help"]) == 0, capsys.readouterr().err


def test_every_file_and_every_heading_the_page_points_to_is_there() -> None:
    anchors = {
        re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }
    for path, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", PAGE):
        assert not path or (DOCS / path).exists(), path
        assert path or anchor in anchors, anchor


# --- the reference ---------------------------------------------------------------------------------------------------


def test_what_the_program_knows_of_the_format_stands_on_the_page_as_the_script_makes_it() -> None:
    script = runpy.run_path(str(DOCS / "format.py"))
    named = re.findall(r"^<!-- ([\w -]+): made by docs/format\.py -->$", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(script["PARTS"])
    assert script["filled"](PAGE) == PAGE, "python docs/format.py makes its tables anew"


SCHEMA = json.loads((DOCS.parent / "checklists" / "checklist.schema.json").read_text(encoding="utf-8"))
KEYS = {
    **{f"#/properties/{key}": found for key, found in SCHEMA["properties"].items()},
    **{
        f"#/$defs/{kind}/properties/{key}": found
        for kind, defined in SCHEMA["$defs"].items()
        for key, found in defined.get("properties", {}).items()
    },
}
EXAMPLES = {where: found.get("description", "").partition(" Example: ")[2] for where, found in KEYS.items()}


@pytest.mark.parametrize("where", [where for where, example in EXAMPLES.items() if example])
def test_the_example_of_a_key_is_as_the_key_has_to_be(where: str) -> None:
    written = yaml.load(f"key:\n  {EXAMPLES[where]}", Loader=yaml.BaseLoader)["key"]  # noqa: S506 - text stays text
    Draft202012Validator({**KEYS[where], "$defs": SCHEMA["$defs"]}).validate(written)


def test_every_code_of_a_mistake_or_a_warning_is_on_the_page() -> None:
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE)) >= {str(code) for code in Code}
