"""The records of all versions become one table, and nothing of an old version is lost."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from mystery.exports.wave import FORMATS, Dataset, Version, Wanted, dataset_of, together
from mystery.exports.wave.columns import MAKERS, NAMING
from mystery.exports.wave.model import Cell, Variable
from mystery.exports.wave.naming import LONGEST, Names, file_stem
from mystery.interview import Missing
from mystery.questionnaire import TYPES
from tests.unit.exports.world import about, dataset, form, record


def variable(found: Dataset, name: str, table: int = 0) -> Variable:
    return next(each for each in found.tables[table].variables if each.name == name)


def column(found: Dataset, name: str, table: int = 0) -> list[Cell]:
    place = found.tables[table].variables.index(variable(found, name, table))
    return [cells[place] for cells in found.tables[table].rows()]


def test_a_question_that_an_older_version_had_keeps_its_column_and_its_place() -> None:
    found = dataset()
    names = [each.name for each in found.records.variables]
    assert names.index("gone") == names.index("mood") + 1
    assert variable(found, "gone").versions == ("1",)
    assert column(found, "gone") == ["=1+1", None, None, None, None]
    assert column(found, "meta_version") == ["1", "1", "2", "2", "2"]


def test_words_that_changed_between_versions_are_told() -> None:
    mood = variable(dataset(), "mood")
    assert mood.label["de"] == "Wie war die Stimmung?"
    assert [(each.version, each.text["de"]) for each in mood.earlier] == [("1", "Wie war er?")]
    told = {
        each.code: (each.number, each.versions, [one.text["de"] for one in each.earlier])
        for each in mood.options
    }
    assert told == {"glad": (1, ("1",), []), "angry": (2, ("1", "2"), ["Wütend"]), "calm": (3, ("2",), [])}


def test_an_option_that_was_not_offered_was_not_left_out_by_anybody() -> None:
    found = dataset()
    assert column(found, "colours__green") == [None, Missing("dont_know"), 1, None, None]
    assert column(found, "colours__red") == [1, Missing("dont_know"), 0, None, None]
    assert [each.variables for each in found.records.sets] == [
        ("colours__red", "colours__blue", "colours__green")
    ]


def test_rounds_of_a_repeat_lead_back_to_their_record() -> None:
    found = dataset()
    assert [(each.name, each.parent, each.count) for each in found.tables] == [
        ("records", "", 5),
        ("defects", "records", 2),
        ("defects__photos", "defects", 2),
        ("remarks", "records", 1),
    ]
    interview = "00000000-0000-4000-8000-000000000005"
    assert column(found, "meta_parent_key", 1) == [interview, interview]
    assert column(found, "meta_key", 1) == [f"{interview}/defects[1]", f"{interview}/defects[2]"]
    assert set(column(found, "meta_parent_key", 2)) == {f"{interview}/defects[2]"}
    assert column(found, "remark_text", 3) == ["War müde."]


def test_values_of_many_parts_have_a_column_for_each() -> None:
    found = dataset()
    told = {name: column(found, name)[3] for name in (
        "spot__latitude", "spot__accuracy", "shelf", "shelf__sha256", "wait", "wait__laps", "call_back",
        "call_back__ended", "call_back__hours", "order__blue", "agreed",
    )}  # fmt: skip
    assert told == {
        "spot__latitude": 53.5, "spot__accuracy": 12, "shelf": "shelf.jpg", "shelf__sha256": "ab" * 32,
        "wait": 12.5, "wait__laps": "1.5 3", "call_back": "Angebot", "call_back__ended": "broken",
        "call_back__hours": 40.5, "order__blue": 1, "agreed": 1,
    }  # fmt: skip


def test_moments_are_told_by_the_clock_of_the_place() -> None:
    [seen] = [each for each in column(dataset(), "seen_at") if each is not None]
    assert str(seen) == "2026-11-23 10:15:00+01:00"


def test_what_would_name_a_tester_or_a_tablet_is_left_out() -> None:
    found = dataset()
    assert found.left_out == ("who",)
    assert "who" not in [each.name for each in found.records.variables]
    assert TYPES.keys() >= NAMING


def test_a_code_that_no_list_has_is_kept_as_its_own_label() -> None:
    records = [record(1, "1", {"mood": "puzzled"})]
    found = dataset_of(about(), [Version("1", form("1"), 1)], records)
    assert [each.code for each in variable(found, "mood").options] == ["glad", "angry", "puzzled"]


def test_every_kind_of_value_that_an_item_can_store_has_columns() -> None:
    assert {kind.value for kind in TYPES.values() if kind.value} == set(MAKERS)


def test_the_command_line_offers_every_format() -> None:
    from mystery.cli.export import export

    [option] = [each for each in export.params if each.name == "format"]
    offered: Any = option.type
    assert list(offered.choices) == list(FORMATS)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("visit/greeted", "visit__greeted"),
        ("größe", "groesse"),
        ("2nd", "v_2nd"),
        ("with", "v_with"),
        ("_x_", "v__x"),
        ("名前", "v"),
        ("a" * 80, "a" * LONGEST),
    ],
)
def test_a_column_gets_a_name_that_spss_takes(wanted: str, given: str) -> None:
    assert Names().give(wanted) == given


def test_a_file_never_leads_to_another_folder() -> None:
    assert file_stem("../s", "w/1", "größe 2") == "s-w-1-größe-2"


def test_two_columns_never_have_one_name_whatever_the_case_of_its_letters() -> None:
    names = Names()
    assert [names.give(each) for each in ("Age", "age", "a" * 70, "a" * 71)] == [
        "Age",
        "age_2",
        "a" * 64,
        "a" * 62 + "_2",
    ]


def test_two_questionnaires_stand_together_and_neither_answers_for_the_other() -> None:
    visit = dataset()
    call = replace(visit, questionnaire="test-call", title={"de": "Anruf", "en": "Call"})
    found = together([visit, call])
    assert column(found, "meta_questionnaire") == ["visit"] * 5 + ["test-call"] * 5
    assert column(found, "visit__mood") == [*column(visit, "mood"), *[None] * 5]
    assert column(found, "test_call__mood") == [*[None] * 5, *column(visit, "mood")]
    assert column(found, "meta_place") == column(visit, "meta_place") * 2
    assert [(each.name, each.parent) for each in found.tables][:3] == [
        ("records", ""),
        ("visit__defects", "records"),
        ("visit__defects__photos", "visit__defects"),
    ]
    for each in FORMATS.values():
        for file in each.files(found, Wanted()):
            file.write(io.BytesIO())
