"""Whatever a file holds, it ends in a checklist or in mistakes: never in a traceback, and never in a plan of it.

The examples are the same each time. ``examples`` says how many of a test are a fair share of the whole run.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resurf_cli.cli import main
from resurf_cli.reading import fields
from resurf_cli.reading.diagnostics import Code, Diagnostic, forbidden, rendered
from resurf_cli.reading.reader import Loaded
from resurf_cli.reading.shelf import Shelf, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Draw = Callable[[st.SearchStrategy[Any]], Any]
    Content = str | bytes

OURS = {path.stem: path for path in shipped_folder().glob("*.yaml")}
SHIPPED = OURS["fractional-ablative"].read_text(encoding="utf-8")
WHOLE = Path(__file__).with_name("whole.yaml").read_text(encoding="utf-8")
CLINIC = """\
resurf: 1
id: harbour-clinic
extends: fractional-ablative
title: Fractional CO2 at Harbour Clinic
clinic: Harbour Clinic
contact: {day: "+1 555 0100", hours: "Mon-Fri 09:00-17:00", emergency: "911"}
confirmed: [ointment, avoid.sun, signs.fever]
change:
  leave-off-retinoids: {from: 1 week before}
  avoid.make-up:
    until: [14, healed]
    why:
remove: [supplies.ointment, walk]
recovery:
  - {id: cool-mist, do: Spray with the mist you were given, from: 0, until: 3, repeat: every 2 hours while awake}
"""
NOW, LATER = "2026-11-24T12:00", "2027-01-15T12:00"


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


# --- what must hold of every file ------------------------------------------------------------------------------------


def answered(content: str | bytes, beside: Mapping[str, str | bytes] | None = None) -> Loaded | tuple[Diagnostic, ...]:
    """Read a file, with others beside it; what it comes to, of which all has been looked at."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {folder / each: data_of(data) for each, data in {**(beside or {}), "care.yaml": content}.items()}
        for path, data in files.items():
            path.write_bytes(data)
        found = Shelf(folder / "own").read(folder / "care.yaml")
        told = found.warnings if isinstance(found, Loaded) else found
        assert isinstance(found, Loaded) or any(each.is_mistake for each in found)
        lines = {str(path): lines_of(data) for path, data in files.items()}
        lines |= {path.name: lines_of(path.read_bytes()) for path in OURS.values()}
        for each in told:
            looked_at(each, lines)
        shown = rendered(told)
        assert not [each for each in shown if forbidden(each) or each == "\t"]
        assert shown.count("\n") >= len(told) or not told
        return found


def data_of(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode(errors="surrogatepass")


def lines_of(content: bytes) -> list[str]:
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")


def looked_at(found: Diagnostic, lines: Mapping[str, list[str]]) -> None:
    """A diagnostic names a code, a place that there is in its file, what is wrong and how to right it."""
    assert found.code in Code
    assert found.message
    assert found.hint
    assert not [each for each in found.message + found.hint if forbidden(each) or each in "\t\n"], found
    assert found.file in lines, found
    here = lines[found.file]
    assert 1 <= found.line <= len(here), found
    assert 1 <= found.column <= len(here[found.line - 1]) + 1, found


# --- text, and what is almost YAML -----------------------------------------------------------------------------------

ODD = "\0\x07\x1b\x7f\x85\x9b\u00ad\u0301\u061c\u200b\u200e\u202e\u2066\u2028\u2029\ufeff\uffff漢🙂\U000e0041\u0130ٰ٣"
SIGNS = st.sampled_from([*"-?:,[]{}#&*!|>'\"%@`~\\=. \n\t\r", *ODD])
PIECES = st.sampled_from(
    [
        *("resurf: 1\n", "id: a\n", "title: A\n", "recovery:\n", "- ", "  ", "    ", ": ", "? ", ", ", "\n", "\r\n"),
        *("{id: a, do: A}", "{", "}", "[", "]", "&a ", "*a", "!a ", "!!int ", "!<x> ", "|\n", ">-\n", "|2\n", "---\n"),
        *(
            "...\n",
            "%YAML 1.1\n",
            "# c\n",
            "'",
            '"',
            "\\",
            "\\x1b",
            "\\ud800",
            "\\U00110000",
            "\t",
            "~",
            "null",
            "<<: ",
        ),
        *("=", "a", "until", "\r", "from: ", "until: ", "7", "healed", "events:\n", "healed: {ask: A}\n", "extends: "),
        *("change:\n", "remove: "),
    ]
)


@examples(100)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_answered(content: bytes) -> None:
    answered(content)


@examples(150)
@given(text=st.text(max_size=200) | st.text(SIGNS, max_size=120))
def test_any_text_is_answered(text: str) -> None:
    answered(text)
    answered(f"resurf: 1\nid: a\ntitle: A\nabout: {text}\nconsult: [{{id: a, do: A}}]\n")


@examples(200)
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_pieces_of_yaml_are_answered(pieces: list[str]) -> None:
    answered("".join(pieces))


# --- any structure, in any style of YAML -----------------------------------------------------------------------------

KEYS = st.sampled_from([*fields.FILE.fields, *fields.TASK.fields, *fields.READY.fields, "healed", "1", "on", ""])
PLAIN = st.sampled_from(["a", "7", "-1", "healed", "told", "no", "~", "1.10", "2026-11-22", "0..10", "x y", "daily"])
TREES = st.recursive(
    PLAIN | st.text(SIGNS, max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(SIGNS, max_size=3), inner, max_size=5),
    max_leaves=25,
)
EXTRA = st.sampled_from(["", "", "", "", "", "", "&x ", "!t ", "!!str ", "*x "])
STYLES = st.sampled_from(["plain", "plain", "single", "double", "block"])


def written(tree: Any, draw: Draw, indent: int = 0, *, flow: bool = False) -> str:
    """A tree as YAML, its style drawn anew for each part of it."""
    extra: str = draw(EXTRA)
    if isinstance(tree, str):
        return extra + scalar(tree, draw(STYLES), indent, flow=flow)
    flow = flow or draw(st.booleans())
    if isinstance(tree, list):
        parts = [written(each, draw, indent + 2, flow=flow) for each in tree]
        if flow or not parts:
            return f"{extra}[{', '.join(parts)}]"
        return extra + "".join(f"\n{' ' * indent}- {part}" for part in parts)
    pairs = [
        (scalar(key, draw(STYLES), indent, flow=True), written(value, draw, indent + 2, flow=flow))
        for key, value in tree.items()
    ]
    if flow or not pairs:
        return f"{extra}{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"
    return extra + "".join(f"\n{' ' * indent}{key}: {value}" for key, value in pairs)


def scalar(text: str, style: str, indent: int, *, flow: bool) -> str:
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    if style == "double":
        return json.dumps(text)
    if style == "block" and not flow:
        return "|\n" + " " * (indent + 1) + text.replace("\n", "\n" + " " * (indent + 1)) + "\n"
    return text


@examples(120)
@given(tree=TREES, data=st.data())
def test_any_structure_is_answered(tree: Any, data: st.DataObject) -> None:
    answered(written(tree, data.draw) + "\n")


# --- sheets that are almost right ------------------------------------------------------------------------------------

LINES = {"shipped": SHIPPED.split("\n"), "whole": WHOLE.split("\n"), "clinic": CLINIC.split("\n")}
SHEETS = st.sampled_from(sorted(LINES))
VALUES = sorted({line.partition(": ")[2] for line in LINES["shipped"] if ": " in line})
SCRAPS = st.sampled_from(
    [
        *("", "~", "null", "0", "-1", "99999999", "9999999999", "[]", "{}", "[[]]", "told", "forever", "healed", "? a"),
        *("- a", "&a b", "*a", "!t x", '"', "'", ": ", "\t", "\x1b", "id", "if: smokes", "1 week after closed"),
        *("area=face and", "x" * 99, "[0, 0, told]", "every 9999 hours", "0..1e999", "9" * 400, "99999 months after"),
        *("-99999", "9999-12-31", "0001-01-01", "1 month before healed", "[healed, dressing-off, told]", "true"),
        *("at 08:00, 8:00", "once, 3 in all", "daily, 9999 in all", "{day: x}", "24 times a day", "at 23:59"),
        *("supplies.ointment", "signs.fever", "ointment"),
    ]
)


@examples(60)
@given(sheet=SHEETS, data=st.data())
def test_a_sheet_with_anything_put_into_it_is_answered(sheet: str, data: st.DataObject) -> None:
    lines = list(LINES[sheet])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        start = data.draw(st.integers(0, len(line)))
        end = data.draw(st.integers(start, len(line)))
        lines[at] = line[:start] + data.draw(SCRAPS | SIGNS) + line[end:]
    answered("\n".join(lines))


@examples(60)
@given(sheet=SHEETS, data=st.data())
def test_a_sheet_with_wrong_values_is_answered(sheet: str, data: st.DataObject) -> None:
    """Values are replaced whole, so that the file stays YAML and what is wrong is form or sense."""
    pieces = "\n".join(LINES[sheet]).replace("}", " }").split(": ")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(1, len(pieces) - 1))
        words = pieces[at]
        ends = min((words.find(end) for end in (",", " }", "\n") if end in words), default=len(words))
        pieces[at] = data.draw(SCRAPS | st.sampled_from(VALUES)) + words[ends:]
    answered(": ".join(pieces))


@examples(60)
@given(sheet=SHEETS, data=st.data())
def test_a_sheet_with_lines_out_of_place_is_answered(sheet: str, data: st.DataObject) -> None:
    lines = list(LINES[sheet])
    for _ in range(data.draw(st.integers(1, 4))):
        at, other = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["swap", "drop", "double", "in", "out", "rename"])):
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "drop":
                lines[at] = ""
            case "double":
                lines.insert(other, lines[at])
            case "in":
                lines[at] = " " * data.draw(st.integers(1, 5)) + lines[at]
            case "out":
                lines[at] = lines[at][data.draw(st.integers(1, 3)) :]
            case _:
                lines[at] = lines[at].replace(":", data.draw(SIGNS) + ":", 1)
    answered(data.draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])).join(lines))


@examples(50)
@given(sheet=SHEETS, data=st.data())
def test_a_sheet_with_bytes_lost_doubled_or_flipped_is_answered(sheet: str, data: st.DataObject) -> None:
    content = bytearray("\n".join(LINES[sheet]).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(1, 30))
        match data.draw(st.sampled_from(["flip", "lose", "double"])):
            case "flip":
                content[at] ^= 1 << data.draw(st.integers(0, 7))
            case "lose":
                del content[at : at + length]
            case _:
                content[at:at] = content[at : at + length]
    answered(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        *(sign * count for sign in ("[", "{", "- ", "? ", "[{", "a: [") for count in (20, 21, 30_000)),
        *("[" * depth + "]" * depth for depth in (19, 20, 21)),
        "".join(" " * level + "a:\n" for level in range(1_000)),
        "a:\n" + "".join(" " * 10_000 + "b: c\n" for _ in range(20)),
        *("", "\n", " ", "\ufeff", "\ufeff\ufeff", "---", "...", "--- a", "%", "#", "\r", "\r\n", "\0", "\u2028", "~"),
        *("[]", "{}"),
        SHIPPED.replace("\n", "\r\n"),
        SHIPPED.replace("\n", "\r"),
        SHIPPED + "\0" * 10,
        SHIPPED + "# " + "x" * (1024 * 1024),
        b"\xff\xfe" + SHIPPED.encode("utf-16-le"),
        SHIPPED.encode("utf-32"),
        SHIPPED.encode("cp037"),
        b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80" * 300,
    ],
    ids=lambda content: f"{content[:9]!r}-{len(content)}",
)  # fmt: skip
def test_a_file_at_the_edge_of_what_a_file_can_be_is_answered(content: str | bytes) -> None:
    answered(content)


# --- chains ----------------------------------------------------------------------------------------------------------

NAMES = ["care.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]
BASES = st.sampled_from(
    [
        *(
            *NAMES,
            "fractional-ablative",
            "none",
            "",
            ".",
            "..",
            "/",
            "../care.yaml",
            "./b.yaml",
            "b.yml",
            "b.yaml/",
            "~",
        ),
        *("care.yaml\0", "/dev/null", "/dev/zero", "a" * 300, "a/" * 2000, "b.yaml\u202e", "[b.yaml]", "{a: b}", "*b"),
        *('"\\0/fractional-ablative"', "C:\\b"),
    ]
)
REFERENCES = st.sampled_from(
    [
        *("ointment", "avoid.sun", "sun", "supplies.ointment", "signs.fever", "fever", "healed", "events.healed"),
        *(
            "questions.area",
            "area",
            "sources.cleveland",
            "measures.pain",
            "visits.x",
            "tasks.ointment",
            "prep.ointment",
        ),
        *("avoid", ".", "avoid.", ".sun", "a.b.c", "nothing", "ointmint", "Ointment", "", "~", "[]", "cool-mist"),
        *("ready.driver", "contact.day", "bare-face", "acids", "closed"),
    ]
)
CHANGED = [*fields.TASK.fields, *fields.BAN.fields, *fields.SIGN.fields, *fields.EVENT.fields, "choices", "scale"]
DIFFERENCES = st.dictionaries(st.sampled_from(CHANGED), SCRAPS, max_size=4)


@st.composite
def overlays(draw: Draw) -> str:
    """A clinic's file over anything, saying anything about it."""
    changes = draw(st.dictionaries(REFERENCES, DIFFERENCES, max_size=4))
    lines = ["resurf: 1", "id: harbour", "title: Harbour", f"extends: {draw(BASES)}", "change:"]
    for name, keys in changes.items():
        lines += [f"  {name}:", *(f"    {key}: {value}" for key, value in keys.items())]
    for key in ("remove", "confirmed"):
        lines.append(f"{key}: [{', '.join(draw(st.lists(REFERENCES, max_size=4)))}]")
    more = draw(st.lists(st.sampled_from(LINES["whole"]), max_size=6))
    return "\n".join([*lines, *more, ""])


@examples(60)
@given(overlay=overlays(), data=st.data())
def test_a_clinics_file_that_says_anything_is_answered(overlay: str, data: st.DataObject) -> None:
    bases: list[Content] = [WHOLE, CLINIC, "", b"\xff", "a: b\n"]
    base = data.draw(st.sampled_from(bases))
    answered(overlay.replace("extends: fractional-ablative", "extends: b.yaml"), {"b.yaml": base, "c.yaml": overlay})


@examples(30)
@given(bases=st.lists(BASES, min_size=5, max_size=5))
def test_files_that_extend_each_other_in_any_way_are_answered(bases: list[str]) -> None:
    texts = [CLINIC.replace("fractional-ablative", base) for base in bases]
    answered(texts[0], dict(zip(NAMES[1:], texts[1:], strict=True)))


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_a_loop_of_any_length_is_told_once(length: int) -> None:
    files = {
        name: f"resurf: 1\nid: {name[:-5]}\ntitle: T\nextends: {NAMES[(at + 1) % length]}\n"
        for at, name in enumerate(NAMES[:length])
    }
    found = answered(files["care.yaml"], files)
    assert isinstance(found, tuple)
    assert [str(each.code) for each in found] == ["base-loop"]


def test_a_chain_of_three_hundred_files_is_read() -> None:
    files = {
        f"f{at}.yaml": f"resurf: 1\nid: f{at}\ntitle: T\nextends: f{at + 1}.yaml\nconfirmed: [bare-face]\n"
        for at in range(300)
    }
    found = answered(files["f0.yaml"], {**files, "f300.yaml": WHOLE})
    assert isinstance(found, Loaded)
    assert len(found.chain) == 301
    assert found.checklist.tasks["bare-face"].said.origin == "confirmed"


# --- the program -----------------------------------------------------------------------------------------------------


def ran(*words: str, now: str = NOW) -> tuple[int, str, str]:
    """Run the program: its exit code, what it wrote, and what it said beside it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*words, "--now", now, "--no-input"])
    assert "Traceback" not in err.getvalue()
    assert not [each for each in out.getvalue() + err.getvalue() if forbidden(each)], words
    return code, out.getvalue(), err.getvalue()


PHASES = ("prep", "treatment", "recovery", "maintenance")
PAGES = (
    *(
        ("today",),
        ("today", "--json"),
        ("today", "--plain"),
        ("today", "--all"),
        ("today", "--for", "day3"),
        ("signs",),
    ),
    *((phase, "--all") for phase in PHASES),
    *(("consult",), ("recovery", "--for", "day40"), ("maintenance", "--json"), ("log",), ("plan", "show")),
    *(("summary",), ("summary", "--format", "markdown"), ("summary", "--json"), ("plan", "list")),
    *(("today", "--for", "0001-01-01"), ("today", "--for", "9999-12-31")),
    *(("note", "x"), ("undo",), ("redo",), ("plan", "move", "+1d", "--yes"), ("log", "--json")),
)


DEEDS = (
    *(
        ("done", "recovery-0"),
        ("done", "supplies.supplies-0"),
        ("skip", "prep-0", "--because", "x"),
        ("undo",),
        ("redo",),
    ),
    *(("happened", "healed", "--on", "day3"), ("happened", "off", "--on", "day1"), ("happened", "healed", "--not-yet")),
    *(("told", "sun", "--until", "2027-03-01"), ("told", "recovery-0", "--drop"), ("told", "fever", "--until", "day2")),
    *(("told", "expect-0", "--from", "day2"), ("show", "avoid.sun"), ("show", "signs.fever"), ("show", "recovery-0")),
    *(
        ("plan", "set", "smokes=yes", "area=face"),
        ("plan", "set", "wake=12:00", "bedtime=02:00"),
        ("plan", "move", "+40d", "--yes"),
    ),
)


def a_bad_file_makes_no_plan(path: Path, folder: Path) -> None:
    where = ("--data-dir", str(folder))
    assert ran("prep", "--treatment", str(path), "--date", "2026-12-10", *where)[0] == 4
    assert not folder.exists()
    assert json.loads(ran("plan", "list", "--json", *where)[1])["plans"] == []


def a_good_file_makes_one(path: Path, folder: Path, day: str = "2026-12-10") -> None:
    where = ("--data-dir", str(folder))
    assert ran("prep", "--treatment", str(path), "--date", day, *where)[0] == 0
    assert len(json.loads(ran("plan", "list", "--json", *where)[1])["plans"]) == 1
    for words in PAGES:
        code, _, said = ran(*words, *where)
        assert code == 0 or (code == 2 and "outside the years" in said), (words, said)
    for words in (*DEEDS, *PAGES):
        code, _, said = ran(*words, *where, now=LATER)
        assert code in {0, 2, 3}, (words, said)
    for words in (("checklist", "show", str(path)), ("checklist", "show", str(path), "--date", day, "--sources")):
        assert ran(*words, *where)[0] == 0, words


def used(content: str | bytes, day: str = "2026-12-10") -> None:
    """Check a file with the program, and make a plan of it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "care.yaml"
        path.write_bytes(data_of(content))
        code, _, _ = ran("checklist", "check", str(path))
        assert code in {0, 4}
        assert ran("checklist", "check", str(path), "--json")[0] == code
        found = Shelf(Path(name) / "own").read(path, refuse_taken=True)
        if not isinstance(found, Loaded):
            a_bad_file_makes_no_plan(path, Path(name) / "data")
        elif not found.checklist.base:
            a_good_file_makes_one(path, Path(name) / "data", day)


WORDS = st.sampled_from(
    ["Wash", "é漢🙂", "e\u0301", "[red]x[/red]", "%s {0} \\", "a\nb", "a\tb", "'", "x" * 200, "a " * 90, "\u200f\u200b"]
)
POINTS = st.sampled_from(
    [
        *(
            "-14",
            "0",
            "3",
            "7",
            "9999",
            "-9999",
            "2 weeks before",
            "6 months after",
            "72 hours after",
            "first treatment",
        ),
        *(
            "3 weeks after last treatment",
            "healed",
            "1 week after off",
            "1 day before healed",
            "1 month after off",
            "off",
        ),
        *("0 evening", "-1 morning", "99999 months after", "999999999", "-999999999", "999999999 months before"),
    ]
)
ENDS = POINTS | st.sampled_from(["told", "forever", "14", "60", "6 months after last treatment"])
REPEATS = st.sampled_from(
    [
        *(
            "once",
            "daily",
            "4 times a day",
            "every 2 hours",
            "every 24 hours",
            "every 9999 days",
            "weekly",
            "as needed",
        ),
        *("morning and bedtime", "at 00:00, 23:59", "daily, 3 in all", "24 times a day, 9999 in all", "as prescribed"),
        *("bedtime", "every hour", "every 3 days, 1 in all", "each time you go outdoors", "as prescribed, 5 in all"),
    ]
)
IFS = st.sampled_from(["smokes", "not smokes", "area=face", "not area=neck and smokes=no", "smokes and smokes=no"])
ALERTS = st.sampled_from(["pain >= 7", "pain rises by 2", "pain rises 2 days running", "two of pain, itch rise"])
URGENCIES = st.sampled_from(["soon", "same-day", "now", "emergency"])
FLAGS = st.sampled_from(["true", "false"])
WINDOW: dict[str, Any] = {
    "from": POINTS | st.lists(POINTS, min_size=2, max_size=3),
    "until": ENDS | st.lists(ENDS, min_size=2, max_size=3),
}
SAID: dict[str, Any] = {"if": IFS | st.lists(IFS, min_size=1, max_size=3), "range": WORDS, "note": WORDS}
TASK = {**SAID, **WINDOW, "repeat": REPEATS, "late-until": POINTS, "optional": FLAGS, "medicine": FLAGS}
TASK |= {
    "missed": WORDS,
    "at-most": WORDS,
    "how": WORDS,
    "why": WORDS,
    "uses": st.just("sun"),
    "source": st.just("book"),
}
BAN = {**SAID, **WINDOW, "then-careful-until": ENDS, "aka": st.lists(WORDS, min_size=1), "instead": WORDS, "why": WORDS}
DAYS = st.sampled_from(["0", "3", "10", "2 months after", "9999", "999999999 months after", "72 hours after"])
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    **dict.fromkeys(("consult", "prep", "treatment", "recovery", "maintenance"), ("do", TASK)),
    "avoid": ("what", BAN),
    "expect": ("what", {**SAID, **WINDOW, "after-that": st.just("fever")}),
    "signs": ("sign", {**SAID, **WINDOW, "urgency": URGENCIES, "alert": ALERTS, "why": WORDS}),
    "supplies": ("item", {**SAID, "by": POINTS}),
    "visits": ("what", {**SAID, "on": POINTS}),
}
EVENT = st.fixed_dictionaries(
    {"ask": WORDS}, optional={"expected": DAYS, "earliest": DAYS, "latest": DAYS, "sign": st.just("fever")}
)
START = """\
resurf: 1
id: care
title: Care
series: {apart: 4 weeks}
sources: {book: {title: Book}}
questions: {smokes: {ask: "?"}, area: {ask: "?", kind: several, choices: {face: Face, neck: Neck}}}
measures: {pain: {ask: Pain, scale: 0..10}, itch: {ask: Itch}}
"""
ALWAYS = {"signs": [{"id": "fever", "sign": "Fever"}], "avoid": [{"id": "sun", "what": "Sun", "until": "60"}]}


@st.composite
def checklists(draw: Draw) -> str:
    """A file in which every field by itself is right, an item in a line."""
    lines = ["events:", *(f"  {name}: {as_json(draw(EVENT))}" for name in ("healed", "off"))]
    for section, (first, more) in KINDS.items():
        drawn = draw(st.lists(st.fixed_dictionaries({first: WORDS}, optional=more), max_size=3))
        found = [*ALWAYS.get(section, ()), *({"id": f"{section}-{at}", **each} for at, each in enumerate(drawn))]
        lines += [f"{section}:", *(f"  - {as_json(each)}" for each in found)] if found else []
    return START + "\n".join([*lines, ""])


def as_json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)


def without_mistakes(text: str) -> str:
    """What is left of a file when the lines with mistakes are taken out."""
    lines = text.split("\n")
    while isinstance(found := answered("\n".join(lines)), tuple):
        for each in found:
            line = lines[each.line - 1]
            lines[each.line - 1] = (
                f"{line[: line.index(':')]}: {{ask: A}}" if line.startswith("  ") and line[2] != "-" else ""
            )
    return "\n".join(lines)


@examples(60)
@given(text=checklists())
def test_a_sheet_made_of_right_fields_is_answered(text: str) -> None:
    answered(text)


@examples(12)
@given(text=checklists(), day=st.sampled_from(["2026-12-10", "2026-11-20", "0001-01-01", "9999-12-31"]))
def test_of_a_sheet_that_is_accepted_every_page_can_be_shown(text: str, day: str) -> None:
    used(without_mistakes(text), day)


@examples(12)
@given(sheet=st.sampled_from(["whole", "clinic"]), data=st.data())
def test_a_plan_is_made_of_a_file_only_if_it_has_no_mistake(sheet: str, data: st.DataObject) -> None:
    lines = list(LINES[sheet])
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = key + colon + data.draw(SCRAPS)
    used("\n".join(lines))
