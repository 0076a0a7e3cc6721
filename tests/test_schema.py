"""The JSON Schema of the format and the loader agree on form, over every example, good and bad, and over altered ones.

Whatever the loader accepts the schema accepts; whatever the loader calls a mistake of form (``FORM``) the schema
refuses. The schema is given a file as an editor reads it, which is YAML 1.2.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import defaultdict
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from resurf_cli.core import condition, timing
from resurf_cli.reading import fields
from resurf_cli.reading.diagnostics import FORM, Code, File, Findings
from resurf_cli.reading.overlay import KINDS
from resurf_cli.reading.reader import Loaded, Standing, read
from resurf_cli.reading.tree import Fields, Items, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resurf_cli.reading.tree import Node

HERE = Path(__file__).parent
SHIPPED = sorted((HERE.parent / "checklists").glob("*.yaml"))
WHOLE, CLINIC = HERE / "reading" / "whole.yaml", HERE / "reading" / "clinic.yaml"
GOOD = [*SHIPPED, WHOLE, CLINIC, *sorted((HERE / "cli").glob("*.yaml"))]
ERRORS = HERE / "errors"
BAD = sorted(ERRORS.rglob("*.yaml"))
STANDING = Standing({"care": ERRORS / "bases" / "care.yaml", "whole": WHOLE, **{path.stem: path for path in SHIPPED}})
SCHEMA: Final[dict[str, Any]] = json.loads(
    (HERE.parent / "checklists" / "checklist.schema.json").read_text(encoding="utf-8")
)
DEFS: Final = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA)
YAML_ITSELF = frozenset(
    {
        *(Code.TOO_LARGE, Code.NOT_UTF8, Code.CHARACTER, Code.EMPTY, Code.NOT_YAML, Code.TAB, Code.QUOTES),
        *(Code.UNCLOSED_QUOTE, Code.UNCLOSED_BRACKET, Code.INDENTATION, Code.NO_COLON, Code.BACKSLASH),
        *(Code.SEVERAL_DOCUMENTS, Code.TOO_DEEP, Code.ALIAS, Code.TAG, Code.REPEATED_KEY, Code.ODD_KEY),
    }
)
SEEN_ONCE_JOINED = frozenset({Code.MISSING_KEY, Code.READY_FORM, Code.CHOICES, Code.LATE_NOT_ONCE, Code.NO_ITEMS})
"""Mistakes of form that a change makes only together with what it changes."""
KIND_OF: Final = {
    "task": fields.TASK,
    "ban": fields.BAN,
    "expectation": fields.EXPECT,
    "sign": fields.SIGN,
    "visit": fields.VISIT,
    "supply": fields.SUPPLY,
    "ready-item": fields.READY,
    "event": fields.EVENT,
    "question": fields.QUESTION,
    "measure": fields.MEASURE,
    "source": fields.SOURCE,
    "series": fields.SERIES,
    "contact": fields.CONTACT,
}
CHANGE_OF: Final = {
    "tasks": "a-task",
    "avoid": "a-ban",
    "expect": "an-expectation",
    "signs": "a-sign",
    "supplies": "a-supply",
    "visits": "a-visit",
    "ready": "a-ready-item",
    "questions": "a-question",
    "events": "an-event",
    "measures": "a-measure",
    "sources": "a-source",
}


# --- a file as an editor reads it ------------------------------------------------------------------------------------


class _Editor(yaml.CSafeLoader):
    """Scalars as the core schema of YAML 1.2 has them; keys as they are written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it


def _core(kind: str, pattern: str, first: str, read: Callable[[str], Any]) -> None:
    tag = f"tag:yaml.org,2002:{kind}"
    _Editor.add_implicit_resolver(tag, re.compile(rf"(?:{pattern})\Z"), list(first) or [""])
    _Editor.add_constructor(tag, lambda _, node: read(node.value))


def _number(text: str) -> int | float:
    if text.startswith(("0o", "0x")):
        return int(text, 0)
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


_core("null", r"~|null|Null|NULL|", "~nN", lambda _: None)
_Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"\Z"), [""])
_core("bool", r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true")
_core(
    "int",
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    "-+.0123456789",
    _number,
)


def _mapping(loader: _Editor, node: yaml.MappingNode) -> dict[str, Any]:
    return {str(key.value): loader.construct_object(value, deep=True) for key, value in node.value}


_Editor.add_constructor("tag:yaml.org,2002:map", _mapping)


def in_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)  # noqa: S506 - a safe loader that knows fewer tags


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("1.10", 1.1), ("-7", -7), ("1e3", 1000.0), ("0x10", 16), ("2026-11-22", "2026-11-22"), ("22:30", "22:30")),
        *(("no", "no"), ("yes", "yes"), ("on", "on"), ("true", True), ("False", False), ("0..10", "0..10")),
        *(("~", None), ("", None), ("NULL", None), ("'null'", "null"), ("1_000", "1_000"), ("007", 7)),
    ],
)
def test_an_editor_reads_what_yaml_1_2_says(written: str, expected: object) -> None:
    assert in_an_editor(f"on: {written}") == {"on": expected}


# --- both halves -----------------------------------------------------------------------------------------------------


def mistakes_in(path: Path) -> frozenset[Code] | None:
    """The mistakes that the loader finds in a file itself; None when it loads."""
    found = read(path, STANDING)
    return None if isinstance(found, Loaded) else frozenset(each.code for each in found if each.file == str(path))


def disagreement(path: Path, *, form: frozenset[Code] = FORM) -> str:
    """What schema and loader do not agree on over one file; empty if they do. Text that is not YAML is none's."""
    codes = mistakes_in(path)
    if codes is not None and codes & YAML_ITSELF:
        return ""
    document = in_an_editor(path.read_text(encoding="utf-8"))
    accepted = VALIDATOR.is_valid(document)
    if codes is None and not accepted:
        return f"loads, and the schema refuses it: {[*VALIDATOR.iter_errors(document)]}"
    if codes is not None and codes & form and accepted:
        return f"the schema accepts it, and the loader finds {', '.join(codes & form)}"
    return ""


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_the_schema_accepts_what_the_loader_accepts(path: Path) -> None:
    assert mistakes_in(path) is None
    assert disagreement(path) == ""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_schema_refuses_every_mistake_of_form_in_the_catalogue(path: Path) -> None:
    assert disagreement(path) == ""


def test_every_mistake_of_form_is_in_a_file_of_the_catalogue_that_the_schema_reads() -> None:
    found = [codes for path in BAD if (codes := mistakes_in(path)) and not codes & YAML_ITSELF]
    assert frozenset().union(*found) >= FORM - {Code.CUT_TEXT}
    assert not FORM & YAML_ITSELF


HEAD: Final = "resurf: 1\nid: harbour\ntitle: Harbour\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recovery: [{id: a, do: A, from: 7.0}]", Code.NOT_A_POINT),
        ("recovery: [{id: a, do: A, from: 0x10}]", Code.NOT_A_POINT),
        ("recovery: [{id: a, do: A, optional: True}]", Code.UNKNOWN_WORD),
        ("recovery: [{id: a, do: A, repeat: 000004 times a day}]", Code.NOT_A_REPEAT),
        ("recovery: [{id: a, do: A, repeat: 6 to 4 times a day}]", Code.REVERSED),
        ("recovery: [{id: a, do: A, from: 3, until: 2}]", Code.REVERSED),
        ("recovery: [{id: a, do: A, until: healed}]", Code.UNKNOWN_EVENT),
        ("recovery: [{id: a, do: A}, {id: a, do: B}]", Code.ID_TWICE),
        ("recovery: [{id: a, do: A, source: book}]", Code.UNKNOWN_SOURCE),
        ("measures: {pain: {ask: Pain}}\nsigns: [{id: a, sign: A, alert: three of pain rise}]", Code.NEVER_FIRES),
        ("extends: care\nremove: [mist]", Code.UNKNOWN_ITEM),
        ("extends: care\nchange: {ointment: {what: Ointment}}", Code.UNKNOWN_KEY),  # what a bare id is, care tells
        ("extends: car", Code.UNKNOWN_BASE),
    ],
)
def test_how_numbers_are_spelt_what_names_mean_and_in_which_order_they_stand_only_the_loader_sees(
    tmp_path: Path, text: str, expected: Code
) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    assert mistakes_in(file) == frozenset({expected})
    assert VALIDATOR.is_valid(in_an_editor(HEAD + text))


@pytest.mark.parametrize("section", fields.LISTS)
def test_one_item_of_any_section_makes_a_checklist(tmp_path: Path, section: str) -> None:
    file = tmp_path / "harbour.yaml"
    file.write_text(f"{HEAD}{section}: [{{{first(section)}}}]")
    assert mistakes_in(file) is None
    assert disagreement(file) == ""
    file.write_text(f"{HEAD}{section}: []")
    assert mistakes_in(file) == frozenset({Code.NO_ITEMS})
    assert disagreement(file) == ""


ELSE: Final = "consult: [{id: zzz, do: Z}]\n"


def first(section: str) -> str:
    """The least that an item of a section must say."""
    kind = {**fields.LISTS, **fields.MAPS}[section]
    required = ("id", "ask") if section == "ready" else kind.required
    said = ", ".join(f"{key}: {'a' if key == 'id' else 'A'}" for key in required)
    return f"{said}, from: 1" if section == "maintenance" else said


MISBUILT: Final = [
    *((section, value) for section in fields.LISTS for value in ("{}", "x", "[x]", "[[x]]", "[null]", "[{}]", "")),
    *(
        (section, value)
        for section in fields.MAPS
        for value in ("[]", "x", "{a: x}", "{a: [x]}", "{a: {}}", "{a: }", "")
    ),
    *((group, value) for group in ("series", "contact") for value in ("[]", "x", "{x: x}", "")),
    *((section, f"[{{{first(section)}, unknown-key: x}}]") for section in fields.LISTS),
    *((section, f"[{{{first(section)}}}]".replace("id: a, ", "")) for section in fields.LISTS),
    *((section, f"{{a: {{{first(section)}, unknown-key: x}}}}") for section in fields.MAPS),
    *((section, f"{{A_b: {{{first(section)}}}}}") for section in fields.MAPS),
    *(("ready", f"[{{id: a{more}}}]") for more in ("", ", ask: A, needs: zzz", ", ask: A, else: call")),
    *(("ready", f"[{{id: a, needs: zzz, {more}: call}}]") for more in ("if-yes", "if-no", "then")),
    *(
        ("questions", f"{{a: {{ask: A, {more}}}}}")
        for more in ("kind: one", "choices: {b: B}", "kind: one, choices: {}")
    ),
    ("questions", "{a: {ask: A, kind: one, choices: {A_b: B}}}"),
    ("measures", "{a: {ask: A, normal: {x: 0..1}}}"),
    *(("change", value) for value in ("[]", "x", "{a: x}", "{a: [x]}", "{a: }", "{A_b: {do: A}}", "")),
    *((names, value) for names in ("remove", "confirmed") for value in ("{}", "[]", "[A_b]", "[[a]]", "a b", "")),
]


@pytest.mark.parametrize(("section", "value"), MISBUILT)
def test_a_section_that_is_not_built_like_one_is_refused_by_both(tmp_path: Path, section: str, value: str) -> None:
    file = tmp_path / "harbour.yaml"
    other = "extends: care\n" if section in fields.EXTENDING else ELSE if section != "consult" else ""
    file.write_text(f"{HEAD}{other}{section}: {value}\n")
    found = mistakes_in(file)
    assert found is not None
    assert found & FORM
    assert disagreement(file) == ""


# --- altered files ---------------------------------------------------------------------------------------------------

ODD: Final[tuple[Any, ...]] = (
    *(None, "", " ", [], {}, True, False, 7, -3, 0, 9999999999, 38.5, "x", "Odd words, here", "true", "null", "yes"),
    *([None], ["x"], [["x"]], {"x": 1}, [7, {"x": 1}], ["told"], ["forever"]),
    *("told", "forever", "-1 evening", "3 bedtime", "2 wekks after", "2 weeks after", "1 week before", "0 days before"),
    *("1 day after closed", "2 weeks before first treatment", "treatment", " 2  weeks after\n", "9999999999"),
    *([28, "closed"], [28, "forever"], [28, "told"], ["1 morning", "closed"], "[28, closed]"),
    *("once", "daily", "4 times a day", "30 times a day", "6 to 4 times a day", "every 25 hours", "every 2 hours"),
    *("as needed, 2 in all", "daily, 3 in all", "at 08:00, 8:00", "at 8:00 and 20:00", "bedtime and bedtime"),
    *("smokes", "not smokes and area=face", ["smokes", "skin=dark"], "smokes or area", "smokes="),
    *("pain >= 3", "pain >= x", "pain rises", "three of pain, temperature rise", "pain rises 0 days running"),
    *("0..10", "9..1", "0-10", "4 weeks", "4", "2026-02-28", "2026-02-30", "https://x.example/a", "http:/x", "ftp://x"),
    *("call", "emergency", "several", "clinic", "default", "Upper-Case", "a--b", "supplies.balm-tube", "avoid.acids"),
)
Path_ = tuple[str | int, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where a value stands in a document, for every value in it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


def altered(document: Any, path: Path_, put: Callable[[Any, str | int], None]) -> Any:
    """A copy of a document with something done at one place."""
    copy = deepcopy(document)
    group = copy
    for key in path[:-1]:
        group = group[key]
    put(group, path[-1])
    return copy


def drop(group: Any, key: str | int) -> None:
    del group[key]


def misspell(group: Any, key: str | int) -> None:
    if isinstance(group, dict):
        found = [(f"{name}x" if name == key else name, value) for name, value in group.items()]
        group.clear()
        group.update(found)


def wrap(group: Any, key: str | int) -> None:
    group[key] = [group[key]]


def deepen(group: Any, key: str | int) -> None:
    group[key] = {"x": group[key]}


def add(group: Any, key: str | int) -> None:
    if isinstance(group[key], dict):
        group[key]["unknown-key"] = "x"
    elif isinstance(group[key], list):
        group[key].append("unknown words")


def replaced(value: Any) -> Callable[[Any, str | int], None]:
    def replace(group: Any, key: str | int) -> None:
        group[key] = value

    return replace


WAYS: Final = (drop, misspell, wrap, deepen, add, *map(replaced, ODD))


def alterations(path: Path, seed: int, count: int) -> list[tuple[Any, bool]]:
    """Altered documents of a file, always the same for a seed; with each, whether it was altered in ``change``."""
    document = in_an_editor(path.read_text(encoding="utf-8"))
    choose = random.Random(seed)  # noqa: S311 - the same choice each time
    spots = list(places(document))
    chosen = [(choose.choice(spots), choose.choice(WAYS)) for _ in range(count)]
    return [(altered(document, spot, way), spot[0] == "change") for spot, way in chosen]


def disagreements(path: Path, seed: int, count: int, folder: Path) -> list[str]:
    file = folder / path.name
    found = []
    for document, joined in alterations(path, seed, count):
        text = yaml.dump(document, sort_keys=False, allow_unicode=True, Dumper=yaml.CSafeDumper)
        file.write_text(text, encoding="utf-8")
        said = disagreement(file, form=FORM - SEEN_ONCE_JOINED if joined else FORM)
        if said:
            found.append(f"{said}\n{text}")
    return found


@pytest.mark.parametrize("seed", range(4))
def test_both_agree_on_a_file_with_every_key_when_one_thing_in_it_is_altered(tmp_path: Path, seed: int) -> None:
    assert disagreements(WHOLE, seed, 80, tmp_path) == []


@pytest.mark.parametrize("seed", range(4))
def test_both_agree_on_a_clinics_own_file_when_one_thing_in_it_is_altered(tmp_path: Path, seed: int) -> None:
    (tmp_path / "whole.yaml").write_bytes(WHOLE.read_bytes())
    assert disagreements(CLINIC, seed, 80, tmp_path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_both_agree_on_what_comes_with_resurf_when_one_thing_in_it_is_altered(tmp_path: Path, path: Path) -> None:
    assert disagreements(path, 0, 6, tmp_path) == []


# --- one field at a time ---------------------------------------------------------------------------------------------

BESIDE_FORM: Final = frozenset({Code.REVERSED, Code.NEVER_FIRES})


def node_of(value: Any) -> Node:
    """The node that the loader makes of a value; words stand in quotes."""
    if isinstance(value, dict):
        return Fields(1, 1, keys={key: Text(1, 1, text=key) for key in value}, values=nodes_of(value))
    if isinstance(value, list):
        return Items(1, 1, items=[*map(node_of, value)])
    return Text(1, 1, text=yaml.dump(value).split("\n")[0], plain=True) if not isinstance(value, str) else quoted(value)


def nodes_of(value: dict[str, Any]) -> dict[str, Node]:
    return {key: node_of(each) for key, each in value.items()}


def quoted(words: str) -> Text:
    return Text(1, 1, text=words, plain=False)


class _AnyChoice(tuple[str, ...]):
    """Answers of any name."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", name) is not None


class _AnyQuestion(dict[str, tuple[str, ...] | None]):
    """Questions of any name, which take any answer."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and re.fullmatch("[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name) is not None

    def __missing__(self, name: str) -> tuple[str, ...]:
        return _AnyChoice()


def out_of_form(check: Callable[..., Any], value: Any) -> frozenset[Code]:
    """What the loader finds wrong with a value when any name may be there."""
    findings = Findings(File("file"))
    scope = fields.Scope(findings, ids=defaultdict(dict), questions=_AnyQuestion(), blind=True)
    check(scope, "key", node_of(value))
    return frozenset(each.code for each in findings.found) - BESIDE_FORM


def part(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "$defs": DEFS})


FIELDS: Final = [(name, key) for name, kind in KIND_OF.items() for key in kind.fields]


@pytest.mark.parametrize(("name", "key"), FIELDS, ids=lambda each: each)
def test_both_agree_on_every_odd_value_of_every_key(name: str, key: str) -> None:
    validator, check = part(DEFS[name]["properties"][key]), KIND_OF[name].fields[key]
    differing = [value for value in ODD if validator.is_valid(value) is bool(out_of_form(check, value))]
    assert differing == []


LANGUAGES: Final[dict[str, Callable[..., Any]]] = {
    "point": fields.one_day,
    "start": fields.start,
    "end": fields.end,
    "day": fields.day,
    "event-day": fields.event_day,
    "distance": fields.distance,
    "repeat": fields.repeat,
    "conditions": fields.conditions,
    "alerts": fields.alerts,
    "span": fields.span,
    "date": fields.day_of_year,
}
VOCABULARY: Final = (
    "0 -0 00 +2 -3 7 24 25 99999 1234567890 hour hours day days week weeks month months year before after first last"
    " treatment healed told forever wake morning midday evening bedtime noon once twice daily weekly times a at every"
    " while awake least to in all as needed prescribed each time 8:00 08:00 24:00 0:60 , and or not smokes smokes=no"
    " area=face = >= <= < > == -1.5 38.0 38. rises by rise two three four of running .. 0..1 5.. 2026-11-22 2026-02-29"
    " 2028-02-29 0000-01-01 2026-13-01 Healed a--b é ٣"
)
WORDS: Final = tuple(VOCABULARY.split())


def phrases(examples: list[Any], seed: int, count: int) -> Iterator[str]:
    """Examples with a word or two dropped, doubled, put in, moved or replaced."""
    choose = random.Random(seed)  # noqa: S311 - the same choice each time
    for _ in range(count):
        words = re.findall(r",|[^\s,]+", str(choose.choice(examples)))
        for _ in range(choose.choice((1, 1, 2))):
            at = choose.randrange(len(words) + 1)
            words[at : at + choose.choice((0, 1))] = choose.choices((*WORDS, *words), k=choose.choice((0, 1, 1)))
        yield choose.choice((" ", " ", " ", "  ", "\n")).join(words).replace(" ,", choose.choice((",", " ,")))


def words_of_the_loader() -> list[str]:
    """The words in its patterns, those too that the schema may not know yet."""
    patterns = (each.pattern for module in (timing, condition) for each in vars(module).values() if is_pattern(each))
    return sorted({word for pattern in patterns for word in re.findall(r"[a-z]{2,}", pattern)})


def is_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern)


def neighbours(examples: list[Any]) -> Iterator[str]:
    """Examples with each of their words replaced by each that the loader knows, and with a letter more anywhere."""
    for example in map(str, examples):
        words = example.split()
        for at, known in itertools.product(range(len(words)), words_of_the_loader()):
            yield " ".join([*words[:at], known, *words[at + 1 :]])
            yield " ".join([*words[:at], known, *words[at:]])
        for at, letter in itertools.product(range(len(example) + 1), "+-.,:= 0a"):
            yield example[:at] + letter + example[at:]


@pytest.mark.parametrize("name", LANGUAGES)
def test_both_agree_on_the_words_of_the_little_languages(name: str) -> None:
    examples = DEFS[name]["examples"]
    validator, check = part({"$ref": f"#/$defs/{name}"}), LANGUAGES[name]
    cases = {*phrases(examples, 0, 1000), *neighbours(examples)}
    differing = [words for words in cases if validator.is_valid(words) is bool(out_of_form(check, words))]
    assert differing == []


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join))
def test_both_agree_on_any_words_of_the_little_languages(words: str) -> None:
    for name, check in LANGUAGES.items():
        assert PARTS[name].is_valid(words) is not bool(out_of_form(check, words)), name


PARTS: Final = {name: part({"$ref": f"#/$defs/{name}"}) for name in LANGUAGES}
EXAMPLES: Final = [(name, each) for name, schema in DEFS.items() for each in schema.get("examples", ())]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_of_the_schema_is_one(name: str, example: object) -> None:
    assert part({"$ref": f"#/$defs/{name}"}).is_valid(example)


# --- the schema itself -----------------------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_file_has_the_same_keys_in_the_schema_and_in_the_table() -> None:
    assert set(SCHEMA["properties"]) == set(fields.FILE.fields)
    assert SCHEMA["required"] == list(fields.FILE.required)
    assert {*SCHEMA["dependentRequired"], "extends"} == set(fields.EXTENDING)


@pytest.mark.parametrize("name", KIND_OF)
def test_a_kind_has_the_same_keys_in_the_schema_and_in_the_table(name: str) -> None:
    assert set(DEFS[name]["properties"]) == set(KIND_OF[name].fields)
    assert set(DEFS[name].get("required", ())) == set(KIND_OF[name].required)
    assert DEFS[name]["additionalProperties"] is False


@pytest.mark.parametrize("section", fields.RESERVED)
def test_the_words_that_cannot_be_a_name_are_those_of_the_table(section: str) -> None:
    validator = part(SCHEMA["properties"][section]["propertyNames"])
    assert [name for name in fields.RESERVED[section] if validator.is_valid(name)] == []
    words = re.findall("[a-z]+", SCHEMA["properties"][section]["propertyNames"]["allOf"][1]["pattern"])
    assert set(words) == set(fields.RESERVED[section])


def test_every_section_of_the_schema_holds_the_kind_of_the_table() -> None:
    nouns = {f"#/$defs/{name}": kind for name, kind in KIND_OF.items()}
    for section, kind in (*fields.LISTS.items(), *fields.MAPS.items()):
        held = SCHEMA["properties"][section]
        assert nouns[(held.get("items") or held["additionalProperties"])["$ref"]] is kind, section


def test_a_change_takes_every_key_of_its_kind_but_the_id() -> None:
    found = DEFS["changes"]["patternProperties"]
    for kind, name in CHANGE_OF.items():
        assert found[f"^{kind}\\."] == {"$ref": f"#/$defs/change-of-{name}"}
        of = (fields.TASK if kind == "tasks" else {**fields.LISTS, **fields.MAPS}[kind]).fields
        assert set(DEFS[f"change-of-{name}"]["properties"]) == set(of) - {"id"}
    assert set(CHANGE_OF) == set(KINDS)
    assert len(found["^[^.]*$"]["anyOf"]) == len(CHANGE_OF)


def test_the_clinics_file_of_the_tests_changes_every_key() -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for name, change in in_an_editor(CLINIC.read_text(encoding="utf-8"))["change"].items():
        said[name.partition(".")[0] if "." in name else "tasks"] |= set(change)
    for kind, name in CHANGE_OF.items():
        missing = set(DEFS[f"change-of-{name}"]["properties"]) - said[kind]
        assert missing <= {"choices"} if kind != "expect" else True, (kind, missing)


def described(schema: dict[str, Any]) -> str:
    """The description of a key, its own or that of what it refers to."""
    if "description" in schema:
        return str(schema["description"])
    target: Any = SCHEMA
    reference = schema["$ref"] if "$ref" in schema else schema["anyOf"][0]["$ref"]
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return described(target)


def keys(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, each in schema.items() if isinstance(schema, dict) else ():
        if name == "properties" and "additionalProperties" in schema:
            yield from ((f"{path}/{key}", value) for key, value in each.items())
        yield from keys(each, f"{path}/{name}")


def test_every_key_is_described_with_an_example_or_its_words() -> None:
    found = dict(keys(SCHEMA))
    assert len(found) > 200
    for path, schema in found.items():
        words = described(schema)
        assert words.endswith((".", "?", "!")) or "Example: " in words, path
    undescribed = [name for name in (*KIND_OF, *LANGUAGES) if not DEFS[name].get("description")]
    assert undescribed == []


def test_every_key_that_may_be_left_out_says_what_that_means() -> None:
    needed = {"resurf", "change", *fields.LISTS, *fields.MAPS}
    assert [
        key
        for key, each in SCHEMA["properties"].items()
        if key not in {*SCHEMA["required"], *needed} and "Left out: " not in each["description"]
    ] == []
    for name, kind in KIND_OF.items():
        for key in set(kind.fields) - set(kind.required):
            assert "eft out" in described(DEFS[name]["properties"][key]), (name, key)


def everything(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything(each)


def test_every_word_that_can_be_chosen_is_described() -> None:
    for schema in everything(SCHEMA):
        if "enumDescriptions" in schema:
            assert len(schema["enumDescriptions"]) == len(schema["enum"])
    described_words = [schema["enum"] for schema in everything(SCHEMA) if "enumDescriptions" in schema]
    assert len(described_words) == 5


def test_patterns_mean_the_same_in_an_editor_and_in_python() -> None:
    patterns = [schema["pattern"] for schema in everything(SCHEMA) if isinstance(schema.get("pattern"), str)]
    assert len(patterns) > 20
    for pattern in patterns:
        assert set(re.findall(r"\\(.)", pattern)) <= set("sS.n1+"), pattern  # \d, \w and \b differ, and so does $ ...
        assert pattern.endswith((r"(?!\n)$", r"\s*$", r"\S", "$)")), pattern  # ... before a last line feed
