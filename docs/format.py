"""Write the parts of ``docs/format.md`` that the program knows itself: ``python docs/format.py``.

The words about keys are those of the JSON Schema, days and ticks are computed, and what a mistake gets is what the
reader says of the catalogue in ``tests/errors``. Each part stands between two comments of the page.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.core import dates
from resurf_cli.core.checklist import PHASES
from resurf_cli.core.condition import alert, condition
from resurf_cli.core.timing import (
    FIRST,
    LAST,
    TREATMENT,
    Kind,
    Latest,
    Open,
    Point,
    Repeat,
    Times,
    clock_of,
    end,
    point,
    repeat,
    shift,
    start,
)
from resurf_cli.pages import words
from resurf_cli.reading.diagnostics import ERROR, FORM, WARNING, Code, Diagnostic
from resurf_cli.reading.reader import Loaded, Standing, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAGE: Final = Path(__file__).with_name("format.md")
ROOT: Final = PAGE.parent.parent
SCHEMA: Final = ROOT / "checklists" / "checklist.schema.json"
ERRORS: Final = ROOT / "tests" / "errors"
PART: Final = re.compile(r"(<!-- (?P<name>[\w -]+): made by docs/format\.py -->\n).*?(<!-- end -->)", re.DOTALL)
DESCRIPTION: Final = re.compile(r"(?P<says>.*?)(?: Left out: (?P<out>.*?))?(?: Example: (?P<example>.*))?", re.DOTALL)

KINDS: Final = {
    "A task": "task",
    "Something to avoid": "ban",
    "What is normal": "expectation",
    "A warning sign": "sign",
    "A visit": "visit",
    "A supply": "supply",
    "What can stand in the way of the day": "ready-item",
    "An event": "event",
    "A question": "question",
    "A number of the diary": "measure",
    "A source": "source",
    "A series": "series",
    "How to reach you": "contact",
}

DATES: Final = {
    TREATMENT: date(2026, 12, 10),
    FIRST: date(2026, 12, 10),
    LAST: date(2027, 2, 4),
    "healed": date(2026, 12, 16),
    "dressing-off": date(2026, 12, 13),
}
POINTS: Final = {
    "-14": "so many days before the treatment",
    "0": "the day of the treatment",
    "7": "so many days after it",
    "10 days after": "the same in words: days, weeks or months, `before` or `after`",
    "2 weeks before": "",
    "6 months after": "months of the calendar; a day that a month does not have is its last one",
    "72 hours after": "hours are days, rounded up",
    "first treatment": "the first session of a series; all other days are counted for each session anew",
    "8 weeks before first treatment": "",
    "last treatment": "the last session",
    "6 months after last treatment": "",
    "healed": "the day an event of the file was recorded",
    "1 week after healed": "",
    "1 day before dressing-off": "",
}
STARTS: Final = {
    "-1 evening": "`morning`, `midday` or `evening` of a numbered day: what is earlier on that day is not due",
    "[14, healed]": "the later of them",
}
ENDS: Final = {
    "[1 month after, healed]": 'the later of them: "a month, or until healed if that is longer"',
    "told": "until the clinic says so: `resurf told`",
    "[7, told]": "until the clinic says so, and not before day 7",
    "forever": "meant to have no end; not in a list",
}
REPEATS: Final = {
    "once": "one tick on any of its days; this is what nothing means",
    "daily": "",
    "twice a day": "",
    "4 times a day": "1 to 24",
    "at least 4 times a day": "",
    "4 to 6 times a day": "the lower number counts",
    "every hour": "",
    "every 2 hours while awake": "while awake is meant also where it is not said",
    "every 3 days": "counted from the first day",
    "weekly": "",
    "once a week": "",
    "bedtime": "`wake`, `morning`, `midday`, `evening`, `bedtime`: each patient sets their own hours",
    "morning and bedtime": "",
    "morning, midday and evening": "",
    "at 08:00, 20:00": "",
    "daily, 3 in all": "ends when three were due; a missed one is not made up",
    "as prescribed": "a medicine: all of the day's doses, as the label says",
    "as needed": "listed with these words",
    "each time you go outdoors": "`each time` and your own words",
}
PATIENT: Final = {"smokes": ("no",), "area": ("face", "hands")}
CONDITIONS: Final = {
    "smokes": "the answer is yes",
    "smokes=no": "the answer is no",
    "not smokes": "the same",
    "area=face": "it is among the choices",
    "area=eyelids": "",
    "smokes and area=face": "both",
    "area=face and not smokes": "`not` belongs to the one word behind it",
    "[smokes, area=hands]": "one of them is enough",
    "cold-sores": "",
    "smokes and cold-sores": "one no is enough for a no",
}
ALERTS: Final = {
    "temperature >= 38.0": "the number entered now; also `>`, `<=`, `<`",
    "pain rises by 2": "at least 2 above the lowest of the three days before, earlier today included",
    "swelling rises": "above the last number of the latest earlier day that has one, three days back at most",
    "redness rises 2 days running": "twice in a row",
    "two of pain, redness, itch rise": "so many of them at once",
    "temperature >= 37.8 and pain rises": "both",
}
OPEN: Final = """
resurf: 1
id: open
title: Ends left out
consult: [{id: consult, do: a task of `consult`}]
prep:
  - {id: prep-once, do: a task of `prep`}
  - {id: prep-daily, do: 'the same, with another `repeat`', repeat: daily}
  - {id: prep-medicine, do: 'the same, a medicine', repeat: as prescribed}
treatment: [{id: treatment, do: a task of `treatment`}]
recovery:
  - {id: recovery-once, do: a task of `recovery`}
  - {id: recovery-daily, do: 'the same, with another `repeat`', repeat: daily}
maintenance:
  - {id: maintenance-once, do: 'a task of `maintenance`, from day 30 (it needs a `from`)', from: 30}
  - {id: maintenance-daily, do: 'the same, with another `repeat`', from: 30, repeat: daily}
avoid:
  - {id: avoid, what: an item of `avoid`}
  - {id: careful, what: 'the same, with `then-careful-until: 28`', then-careful-until: 28}
expect: [{id: expect, what: an item of `expect`}]
signs: [{id: signs, sign: an item of `signs`, urgency: now}]
supplies: [{id: supplies, item: an item of `supplies`}]
visits: [{id: visits, what: an item of `visits`}]
"""


# --- tables ----------------------------------------------------------------------------------------------------------


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def code(text: str) -> str:
    """Text as it is typed; in longer marks where it has such a mark itself."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


# --- keys ------------------------------------------------------------------------------------------------------------


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def file_keys() -> str:
    """The keys of a file."""
    return keys(schema())


def kind_keys() -> str:
    """The keys of each kind of item, under a heading for each."""
    return "\n".join(kind(title, schema()["$defs"][name]) for title, name in KINDS.items())


def kind(title: str, found: dict[str, Any]) -> str:
    """One kind of item: what it is, its keys, and which of the common keys it has."""
    about = f"{found['description']}\n\n" if "description" in found else ""
    shared = [key for key, each in found["properties"].items() if each.get("$ref") == f"#/$defs/key-{key}"]
    more = f"\nAnd {', '.join(map(code, shared))}.\n" if shared else ""
    return f"### {title}\n\n{about}{keys(found)}{more}"


def common_keys() -> str:
    """The keys that many kinds share."""
    shared = [name.removeprefix("key-") for name in schema()["$defs"] if name.startswith("key-")]
    return keys({"properties": {name: schema()["$defs"][f"key-{name}"] for name in shared}})


def keys(found: dict[str, Any]) -> str:
    """A table of keys with the schema's words."""
    needed = found.get("required", ())
    rows = (key(name, each, name in needed) for name, each in found["properties"].items() if "description" in each)
    return table(("key", "what it says", "left out", "example"), rows)


def key(name: str, found: dict[str, Any], needed: bool) -> tuple[str, str, str, str]:  # noqa: FBT001 - one row
    """One key: its words taken apart, and the words it can be."""
    match = DESCRIPTION.fullmatch(found["description"])
    says, out, example = match.groups() if match else ("", None, None)
    named = zip(found.get("enum", ()), found.get("enumDescriptions", ()), strict=False)
    choices = " ".join(f"{code(word)}: {meaning}" for word, meaning in named)
    left_out = "a mistake" if needed else (out or "").removesuffix(".")
    return code(name), f"{says} {choices}".rstrip(), left_out, code(example) if example else ""


# --- the little language ---------------------------------------------------------------------------------------------


def points() -> str:
    """The forms of a day, with the day each is."""
    rows = ((code(text), means, said(point(text, DATES))) for text, means in POINTS.items())
    return table(("written", "means", "in the example"), rows)


def only_starts() -> str:
    """The forms that only a first day can have."""
    rows = ((code(text), means, said(start(listed(text), DATES))) for text, means in STARTS.items())
    return table(("written", "means", "in the example"), rows)


def only_ends() -> str:
    """The forms that only a last day can have."""
    rows = ((code(text), means, said(end(listed(text), DATES))) for text, means in ENDS.items())
    return table(("written", "means", "in the example"), rows)


def listed(text: str) -> list[str]:
    """The entries of a list in brackets; a list of one for anything else."""
    return text.strip("[]").split(", ")


def said(found: Point | Latest | Open) -> str:
    """The day of a point in the example."""
    if isinstance(found, Latest):
        day = said_day(max(shift(DATES[each.anchor], each.months, each.days) for each in found.points))
        return f"not before {day}" if found.told else day
    if isinstance(found, Open):
        return "no day"
    day = said_day(shift(DATES[found.anchor], found.months, found.days))
    return f"{day}, {found.part}" if found.part else day


def said_day(day: date) -> str:
    """A day of the example, with its weekday."""
    return dates.full(day)


def repeats() -> str:
    """The ways to repeat, with the ticks of a day."""
    rows = ((code(text), means, ticks(repeat(text))) for text, means in REPEATS.items())
    return table(("written", "means", "ticks a day"), rows)


def ticks(found: Repeat) -> str:
    """How many ticks a whole day asks for, and when."""
    if found.kind is Kind.AS_NEEDED:
        return "any number, never counted"
    if found.kind is Kind.ONCE:
        return "1 in all"
    of_a_day = found.ticks(Times())
    at = ", ".join(clock_of(tick.minutes) for tick in of_a_day if tick.minutes is not None)
    every = f" every {found.every} days" if found.kind is Kind.COUNT and found.every > 1 else ""
    in_all = f", {found.in_all} in all" if found.in_all else ""
    return f"{len(of_a_day)}{every}{f': {at}' if at else ''}{in_all}"


def conditions() -> str:
    """The forms of ``if``, with what they come to for one patient."""
    answer = {True: "yes", False: "no", None: "not known yet"}
    rows = ((code(each), means, answer[condition(listed(each)).holds(PATIENT)]) for each, means in CONDITIONS.items())
    return table(("written", "holds when", "for this patient"), rows)


def alerts() -> str:
    """The forms of ``alert``; each is read."""
    rows = ((code(text), means) for text, means in ALERTS.items() if alert(text))
    return table(("written", "the sign is raised when"), rows)


def open_ends() -> str:
    """What pages say where ``from`` and ``until`` are left out."""
    found = loaded(OPEN).checklist
    items = [task for name in PHASES for task in found.phase(name)]
    for kind_of in (found.avoid, found.expect, found.signs, found.supplies, found.visits):
        items += kind_of.values()
    day0 = DATES[TREATMENT]
    rows = (
        (words.title_of(each), words.days_of(each, found, None), words.days_of(each, found, day0)) for each in items
    )
    return table(("what", "it holds", "in the example"), rows)


def loaded(text: str) -> Loaded:
    """A checklist from its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checklist.yaml"
        path.write_text(text, encoding="utf-8")
        found = read(path)
    if not isinstance(found, Loaded):
        raise TypeError(found)
    return found


# --- mistakes --------------------------------------------------------------------------------------------------------


def mistakes() -> str:
    """Every mistake, by its code, and whether the schema sees it too."""
    rows = ((*row, "yes" if row[0].strip("`") in FORM else "only resurf") for row in examples(ERROR))
    return table(("code", "for example", "to right it", "an editor sees it"), rows)


def warnings() -> str:
    """Everything that is warned about."""
    return table(("code", "for example", "to right it"), examples(WARNING))


def examples(severity: str) -> Iterator[tuple[str, str, str]]:
    """Each code that the catalogue has with this severity, and its first example, best of the file named for it."""
    for each in Code:
        found = [one for one in catalogue() if (one.code, one.severity) == (each, severity)]
        if found:
            example = min(found, key=lambda one: Path(one.file).stem.partition("--")[0] != each)
            yield code(each), example.message, example.hint


@cache
def catalogue() -> tuple[Diagnostic, ...]:
    """All that is said of the files in ``tests/errors``, and of one that is too large to be kept there."""
    with contextlib.chdir(ERRORS):
        found = [said_of(Path(path.name)) for path in sorted(ERRORS.glob("*.yaml"))]
    return tuple(each for diagnostics in (*found, too_large()) for each in diagnostics)


def said_of(path: Path) -> tuple[Diagnostic, ...]:
    """What is said of a file of the catalogue."""
    ours = path.read_bytes().startswith(b"# read as one of resurf's own")
    found = read(path, Standing({path.stem: path} if ours else {"care": Path("bases/care.yaml")}))
    return found.warnings if isinstance(found, Loaded) else found


def too_large() -> tuple[Diagnostic, ...]:
    """What is said of a file that is too large to be kept in the catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_bytes(b"#" * (2**20 + 1))
        found = read(path)
    return found.warnings if isinstance(found, Loaded) else found


# --- the page --------------------------------------------------------------------------------------------------------

PARTS: Final[dict[str, Callable[[], str]]] = {
    "keys of a file": file_keys,
    "keys of many": common_keys,
    "keys of each kind": kind_keys,
    "days": points,
    "first days": only_starts,
    "last days": only_ends,
    "ends left out": open_ends,
    "repeats": repeats,
    "conditions": conditions,
    "alerts": alerts,
    "mistakes": mistakes,
    "warnings": warnings,
}


def filled(page: str) -> str:
    """The page with its parts made anew."""
    return PART.sub(lambda match: f"{match[1]}\n{PARTS[match['name']]()}\n{match[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
