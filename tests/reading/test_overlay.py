"""A clinic's own file over another: what it changes, and whose word each item then is."""

from __future__ import annotations

from pathlib import Path

import pytest

from resurf_cli.core.timing import Point
from resurf_cli.reading.diagnostics import Diagnostic, rendered
from resurf_cli.reading.reader import Loaded, Standing, read
from resurf_cli.reading.shelf import shipped_folder

BASE = Path(__file__).parent.parent / "errors" / "bases" / "care.yaml"
OURS = Standing({"care": BASE})
HEAD = "resurf: 1\nid: harbour-clinic\nextends: care\ntitle: Care at Harbour Clinic\n"


def found(
    folder: Path, text: str, name: str = "harbour.yaml", standing: Standing = OURS
) -> Loaded | tuple[Diagnostic, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path, standing)


def loaded(folder: Path, text: str, name: str = "harbour.yaml", standing: Standing = OURS) -> Loaded:
    result = found(folder, text, name, standing)
    assert isinstance(result, Loaded), rendered(result)
    return result


def test_a_file_that_only_extends_is_its_base_under_another_name(tmp_path: Path) -> None:
    made, base = loaded(tmp_path, HEAD).checklist, loaded(tmp_path, BASE.read_text(), standing=Standing()).checklist
    assert (made.id, made.title, made.shipped) == ("harbour-clinic", "Care at Harbour Clinic", False)
    assert list(made.tasks) == list(base.tasks)
    said = [each.said for each in made.tasks.values()] + [each.said for each in made.avoid.values()]
    assert {each.origin for each in said} == {"default"}


def test_a_change_replaces_whole_fields_and_leaves_the_others(tmp_path: Path) -> None:
    text = HEAD + "change:\n  leave-off-retinoids: {from: 1 week before}\n"
    task = loaded(tmp_path, text).checklist.tasks["leave-off-retinoids"]
    assert (task.start, task.end, task.do) == (Point(days=-7), Point(days=-1), "Leave off retinoid creams")


def test_a_list_is_a_field_and_is_replaced_as_a_whole(tmp_path: Path) -> None:
    ban = loaded(tmp_path, HEAD + "change:\n  avoid.sun: {aka: [sunbed]}\n").checklist.avoid["sun"]
    assert ban.aka == ("sunbed",)


@pytest.mark.parametrize("nothing", ["", "null", "~", "''"])
def test_an_empty_field_is_taken_away(tmp_path: Path, nothing: str) -> None:
    text = HEAD + f"change:\n  avoid.sun:\n    from: {nothing}\n"
    assert loaded(tmp_path, text).checklist.avoid["sun"].start is None


def test_added_items_follow_the_inherited_ones_of_their_phase(tmp_path: Path) -> None:
    text = HEAD + "recovery:\n  - {id: mist, do: Use the mist you were given, until: 3, repeat: every 2 hours}\n"
    made = loaded(tmp_path, text).checklist
    assert [task.id for task in made.phase("recovery")] == ["ointment", "gloves", "mist"]
    assert [made.tasks[each].number for each in ("leave-off-retinoids", "ointment", "gloves", "mist")] == [1, 2, 3, 4]


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    made = loaded(tmp_path, HEAD + "remove: [gloves, supplies.ointment, fever]\n").checklist
    assert (list(made.tasks), list(made.supplies), list(made.signs)) == (
        ["leave-off-retinoids", "ointment"],
        ["sun"],
        ["breathing"],
    )


def test_removing_the_last_user_too_lets_a_question_go(tmp_path: Path) -> None:
    assert not loaded(tmp_path, HEAD + "remove: [questions.area, gloves]\n").checklist.questions


def test_questions_events_and_sources_are_changed_and_added_by_their_names(tmp_path: Path) -> None:
    text = HEAD + (
        "change:\n  healed: {expected: 8}\n  questions.area: {ask: Which areas?}\n"
        "events:\n  dressing-off: {ask: Is the dressing off, expected: 2}\n"
        "sources:\n  ours: {title: Our sheet, kind: clinic}\n"
    )
    made = loaded(tmp_path, text.replace("Which areas?", '"Which areas?"')).checklist
    assert made.events["healed"].expected == Point(days=8)
    assert made.events["healed"].earliest == Point(days=3)
    assert list(made.events) == ["healed", "dressing-off"]
    assert made.questions["area"].ask == "Which areas?"
    assert list(made.sources) == ["sheet", "book", "ours"]


def test_the_head_is_not_inherited_and_the_contact_is_joined_key_by_key(tmp_path: Path) -> None:
    base = HEAD + 'version: "7"\nreviewed: 2026-01-02\nreviewer: A. Nurse\nabout: Words.\nclinic: Harbour Clinic\n'
    loaded(tmp_path, base + 'contact: {day: "+1 555 0100", emergency: "911"}\n')
    text = HEAD.replace("care", "harbour.yaml", 1).replace("harbour-clinic", "mine") + 'contact: {day: "+1 555 0111"}\n'
    made = loaded(tmp_path, text, "mine.yaml").checklist
    assert (made.version, made.reviewed, made.reviewer, made.about) == ("", None, "", "")
    assert (made.clinic, made.contact) == ("Harbour Clinic", {"day": "+1 555 0111", "emergency": "911"})


# --- whose word ---


def test_what_a_file_writes_or_changes_is_the_clinics_and_what_it_agrees_with_is_confirmed(tmp_path: Path) -> None:
    text = HEAD + (
        "confirmed: [ointment, avoid.sun, supplies.ointment, fever]\n"
        "change:\n  fever: {until: 40}\n  gloves: {until: 5}\n"
        "recovery: [{id: mist, do: Use the mist you were given, until: 3, repeat: daily}]\n"
    )
    made = loaded(tmp_path, text).checklist
    assert {each: task.said.origin for each, task in made.tasks.items()} == {
        "leave-off-retinoids": "default",
        "ointment": "confirmed",
        "gloves": "clinic",
        "mist": "clinic",
    }
    assert (made.avoid["sun"].said.origin, made.supplies["ointment"].said.origin) == ("confirmed", "confirmed")
    assert (made.signs["fever"].said.origin, made.supplies["sun"].said.origin) == ("clinic", "default")


def test_a_changed_item_has_the_clinic_as_its_source_and_the_inherited_one_as_what_others_say(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace("until: 1 day before,", 'until: 1 day before, range: "1 day to 6 weeks before",')
    )
    text = HEAD.replace("extends: care", "extends: base.yaml")
    made = loaded(tmp_path, text + "change:\n  leave-off-retinoids: {from: 1 week before, until: }\n").checklist
    said = made.tasks["leave-off-retinoids"].said
    assert (said.source, said.basis, said.range) == ((), "source", "")
    assert said.others is not None
    assert (said.others.source, said.others.range) == (("book",), "1 day to 6 weeks before")
    assert said.others.was == {"from": "2 weeks before", "until": "1 day before"}


def test_a_change_that_names_its_source_keeps_it(tmp_path: Path) -> None:
    made = loaded(tmp_path, HEAD + "change:\n  avoid.sun: {until: 90, source: sheet, range: 30 to 90 days}\n").checklist
    said = made.avoid["sun"].said
    assert (said.source, said.range, said.others and said.others.source) == (("sheet",), "30 to 90 days", ("book",))


def test_the_one_source_of_a_clinics_file_is_that_of_what_it_writes_and_of_nothing_else(tmp_path: Path) -> None:
    text = HEAD + (
        "sources:\n  ours: {title: Our sheet}\nchange:\n  gloves: {until: 5}\n"
        "recovery: [{id: mist, do: Use the mist you were given, until: 3, repeat: daily}]\n"
    )
    made = loaded(tmp_path, text).checklist
    assert {each: task.said.source for each, task in made.tasks.items()} == {
        "leave-off-retinoids": ("book",),
        "ointment": ("sheet",),
        "gloves": ("ours",),
        "mist": ("ours",),
    }


def test_the_one_source_of_a_base_stays_that_of_its_items(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "resurf: 1\nid: base\ntitle: A base\nsources: {sheet: {title: The sheet}}\nrecovery: [{id: wash, do: Wash}]\n"
    )
    text = HEAD.replace("extends: care", "extends: base.yaml") + "recovery: [{id: mist, do: Use the mist}]\n"
    made = loaded(tmp_path, text).checklist
    assert (made.tasks["wash"].said.source, made.tasks["mist"].said.source) == (("sheet",), ())


def test_in_a_chain_the_files_between_speak_for_the_clinic_and_the_last_one_for_itself(tmp_path: Path) -> None:
    loaded(tmp_path, BASE.read_text(), "care.yaml", Standing())
    middle = HEAD.replace("extends: care", "extends: care.yaml")
    loaded(tmp_path, middle + "confirmed: [ointment]\nchange:\n  avoid.sun: {until: 90}\n", standing=Standing())
    text = "resurf: 1\nid: mine\nextends: harbour.yaml\ntitle: Mine\nconfirmed: [fever]\n"
    text += "change:\n  avoid.sun: {until: 80}\n"
    made = loaded(tmp_path, text, "mine.yaml", Standing()).checklist
    assert made.tasks["ointment"].said.origin == "confirmed"
    assert made.signs["fever"].said.origin == "confirmed"
    assert made.tasks["gloves"].said.origin == "default"
    assert made.avoid["sun"].said.origin == "clinic"
    assert made.avoid["sun"].said.others is not None
    assert made.avoid["sun"].said.others.was == {"until": "60"}  # not 90: that is the clinic's own word too
    assert [(each.id, each.shipped) for each in made.chain] == [
        ("mine", False),
        ("harbour-clinic", False),
        ("care", False),
    ]
    assert made.inherited_from == "Care after a laser treatment"


def test_one_of_resurfs_own_that_extends_another_speaks_as_resurf(tmp_path: Path) -> None:
    ours = Standing({"care": BASE, "light": tmp_path / "light.yaml"})
    text = HEAD.replace("harbour-clinic", "light") + (
        "change:\n  ointment: {until: 4}\nrecovery: [{id: wash, do: Wash, source: sheet}]\n"
    )
    shipped = loaded(tmp_path, text, "light.yaml", ours)
    assert {each.said.origin for each in shipped.checklist.tasks.values()} == {"default"}
    assert shipped.checklist.tasks["ointment"].said.source == ("sheet",)
    made = loaded(tmp_path, HEAD.replace("extends: care", "extends: light"), standing=ours).checklist
    assert {each.said.origin for each in made.tasks.values()} == {"default"}
    assert made.inherited_from == ""


# --- where a base is, and what is said of it ---


def test_a_chain_may_have_any_length(tmp_path: Path) -> None:
    (tmp_path / "f0.yaml").write_text("resurf: 1\nid: f0\ntitle: T\nrecovery: [{id: t0, do: Wash}]\n")
    for number in range(1, 120):
        (tmp_path / f"f{number}.yaml").write_text(
            f"resurf: 1\nid: f{number}\ntitle: T\nextends: f{number - 1}.yaml\n"
            f"recovery: [{{id: t{number}, do: Wash}}]\n"
        )
    result = read(tmp_path / "f119.yaml")
    assert isinstance(result, Loaded)
    assert list(result.checklist.tasks) == [f"t{number}" for number in range(120)]


def test_a_base_is_looked_for_beside_the_file_and_not_where_the_command_runs(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "base.yaml").write_text("resurf: 1\nid: base\ntitle: A base\nrecovery: [{id: wash, do: Wash}]\n")
    text = HEAD.replace("extends: care", "extends: ../base.yaml")
    assert list(loaded(tmp_path / "deep", text).checklist.tasks) == ["wash"]


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_a_loop_of_any_length_is_refused(tmp_path: Path, length: int) -> None:
    for number in range(length):
        following = (number + 1) % length
        (tmp_path / f"f{number}.yaml").write_text(f"resurf: 1\nid: f{number}\ntitle: T\nextends: f{following}.yaml\n")
    result = read(tmp_path / "f0.yaml")
    assert not isinstance(result, Loaded)
    assert [(Path(each.file).name, str(each.code)) for each in result] == [(f"f{length - 1}.yaml", "base-loop")]


def test_a_loop_that_does_not_come_back_to_the_file_itself_is_refused_too(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
        (tmp_path / f"{name}.yaml").write_text(f"resurf: 1\nid: {name}\ntitle: T\nextends: {base}.yaml\n")
    result = read(tmp_path / "a.yaml")
    assert not isinstance(result, Loaded)
    assert [str(each.code) for each in result] == ["base-loop"]


@pytest.mark.parametrize("name", ["gone.yaml", "folder", "gon\\0e", "a" * 5000, "/", "..", "."])
def test_a_base_that_cannot_be_opened_is_a_mistake_of_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    result = found(tmp_path, HEAD.replace("extends: care", f'extends: "{name}"'))
    assert not isinstance(result, Loaded)
    assert [str(each.code) for each in result] == ["unknown-base"] or "character" in {str(e.code) for e in result}


def test_a_base_that_is_no_yaml_is_told_after_the_files_own_mistakes(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("resurf: 1\nid: base\ntitle: a: b\n")
    result = found(
        tmp_path, HEAD.replace("extends: care", "extends: base.yaml") + "recovery: [{id: x, do: y, untl: 3}]\n"
    )
    assert not isinstance(result, Loaded)
    assert [(Path(each.file).name, str(each.code)) for each in result] == [
        ("harbour.yaml", "unknown-key"),
        ("base.yaml", "quotes-needed"),
    ]


def test_a_warning_that_the_base_has_by_itself_is_told_of_the_base_and_not_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.read_text().replace("from: 0, until: 60, ", ""))
    result = loaded(tmp_path, HEAD.replace("extends: care", "extends: base.yaml"), standing=Standing())
    assert [(Path(each.file).name, str(each.code)) for each in result.warnings] == [("base.yaml", "ban-no-end")]


def test_a_warning_that_a_change_brings_is_told_of_the_change(tmp_path: Path) -> None:
    result = loaded(tmp_path, HEAD + "change:\n  avoid.sun: {until: }\n")
    assert [(each.line, str(each.code)) for each in result.warnings] == [(6, "ban-no-end")]


@pytest.mark.parametrize(
    "change",
    ["until: 20", "until: forever", "until: ", "sign: Trouble with breathing", "why: It may be an allergy", "from: -1"],
)
def test_a_change_that_makes_an_emergency_sign_no_weaker_is_not_warned_about(tmp_path: Path, change: str) -> None:
    assert loaded(tmp_path, HEAD + f"change:\n  breathing:\n    {change}\n").warnings == ()


@pytest.mark.parametrize(
    "change", ["until: 13", "from: 1", "urgency: now", "urgency: ", "if: area=face", "until: healed"]
)
def test_a_change_that_may_make_an_emergency_sign_weaker_is_warned_about(tmp_path: Path, change: str) -> None:
    result = loaded(tmp_path, HEAD + f"change:\n  breathing:\n    {change}\n")
    assert "weaker-emergency" in {str(each.code) for each in result.warnings}


def test_the_example_of_a_clinics_file_loads_over_what_comes_with_resurf(tmp_path: Path) -> None:
    ours = Standing({path.stem: path for path in shipped_folder().glob("*.yaml")})
    text = HEAD.replace("extends: care", "extends: fractional-ablative") + (
        "clinic: Harbour Clinic\n"
        'contact: {day: "+1 555 0100", hours: "Mon-Fri 09:00-17:00", after-hours: "+1 555 0199", emergency: "911"}\n'
        "confirmed: [ointment, avoid.sun]\nchange:\n  leave-off-retinoids: {from: 1 week before}\n"
        "remove: [supplies.ointment]\nrecovery:\n"
        "  - {id: cool-mist, do: Spray with the mist you were given, from: 0, until: 3, "
        "repeat: every 2 hours while awake}\n"
    )
    made = loaded(tmp_path, text, standing=ours).checklist
    assert (made.tasks["ointment"].said.origin, made.avoid["sun"].said.origin) == ("confirmed", "confirmed")
    assert made.tasks["cool-mist"].said.origin == "clinic"


def mistakes(result: Loaded | tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    assert not isinstance(result, Loaded)
    return result


def told(result: Loaded | tuple[Diagnostic, ...]) -> list[tuple[int, str]]:
    return [(each.line, str(each.code)) for each in (result.warnings if isinstance(result, Loaded) else result)]


def test_new_words_with_the_old_reasons_beside_them_are_warned_about(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace("do: Wear cotton gloves,", "do: Wear gloves, why: Clean,")
    )
    text = HEAD.replace("extends: care", "extends: base.yaml")
    assert told(found(tmp_path, text + "change:\n  gloves: {do: Leave the gloves off}\n")) == [(6, "half-changed")]
    assert told(found(tmp_path, text + "change:\n  gloves: {do: Leave the gloves off, why: }\n")) == []
    assert told(found(tmp_path, text + "change:\n  gloves: {until: 5}\n")) == []


def test_words_that_are_still_inherited_are_known_as_such(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace("do: Wear cotton gloves,", "do: Wear gloves, how: At night, why: Clean,")
    )
    text = HEAD.replace("extends: care", "extends: base.yaml")
    said = loaded(tmp_path, text + "change:\n  gloves: {how: All day}\n").checklist.tasks["gloves"].said
    assert said.others is not None
    assert said.others.kept == ("why",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("healed: {sign: }", [(6, "weaker-emergency")]),
        ("healed: {sign: fever}", [(6, "weaker-emergency")]),
        ("healed: {latest: 40}", [(6, "weaker-emergency")]),
        ("healed: {latest: 15}", []),
        ("healed: {earliest: 4}", []),
    ],
)
def test_an_event_that_no_longer_raises_its_emergency_sign_is_warned_about(
    tmp_path: Path, change: str, expected: list[tuple[int, str]]
) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace("expected: 6, earliest: 3}", "expected: 6, earliest: 3, sign: breathing}")
    )
    text = HEAD.replace("extends: care", "extends: base.yaml")
    assert told(found(tmp_path, text + f"change:\n  {change}\n")) == expected


def test_what_a_change_makes_wrong_is_told_at_once_also_when_the_base_has_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.read_text().replace("title: Care", "tittle: x\ntitle: Care", 1))
    text = HEAD.replace("extends: care", "extends: base.yaml")
    result = found(tmp_path, text + "change:\n  leave-off-retinoids: {from: 3}\n")
    assert [(Path(each.file).name, str(each.code)) for each in mistakes(result)] == [
        ("harbour.yaml", "reversed"),
        ("base.yaml", "unknown-key"),
    ]


def test_a_window_that_a_changed_event_reverses_is_told_at_the_event(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace(
            "id: gloves, do: Wear cotton gloves, until: 3",
            ("id: gloves, do: Wear cotton gloves, from: healed, until: 20"),
        )
    )
    text = HEAD.replace("extends: care", "extends: base.yaml") + "change:\n  healed: {expected: 30}\n"
    assert told(found(tmp_path, text)) == [(6, "reversed")]


def test_a_window_to_the_last_of_a_series_is_not_called_reversed(tmp_path: Path) -> None:
    text = HEAD + "recovery: [{id: cream, do: Cream, from: 14, until: last treatment, repeat: daily}]\n"
    assert "reversed" not in dict(told(found(tmp_path, text))).values()


def test_an_inherited_line_that_no_longer_fits_is_said_to_be_taken_away_here(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        BASE.read_text().replace(
            "id: gloves, do: Wear cotton gloves, until: 3, repeat: bedtime",
            ("id: gloves, do: Wear cotton gloves, until: 3, late-until: 5"),
        )
    )
    text = HEAD.replace("extends: care", "extends: base.yaml") + "change:\n  gloves: {repeat: daily}\n"
    (mistake,) = mistakes(found(tmp_path, text))
    assert (mistake.line, str(mistake.code)) == (6, "late-not-once")
    assert mistake.hint.startswith("that line is inherited")
    assert told(found(tmp_path, text.replace("repeat: daily", "repeat: daily, late-until: "))) == []


def test_to_untie_a_task_from_a_ban_that_is_removed_leaves_the_task_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.read_text().replace("if: area=hands,", "if: area=hands, uses: sun,"))
    text = HEAD.replace("extends: care", "extends: base.yaml") + "remove: [avoid.sun]\nchange:\n  gloves: {uses: }\n"
    said = loaded(tmp_path, text).checklist.tasks["gloves"].said
    assert (said.origin, said.source) == ("default", ("sheet",))
