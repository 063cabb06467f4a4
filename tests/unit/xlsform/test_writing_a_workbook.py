"""A questionnaire leaves as a workbook, as Markdown, as YAML and as an XForm, and comes back the same."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from mystery.exports.xform import write_xform
from mystery.problems import Rejected, errors_of
from mystery.questionnaire import Definition, check, read
from mystery.questionnaire.xlsform import read_workbook, write_markdown, write_workbook
from mystery.questionnaire.yaml_write import write_yaml
from tests.unit.xlsform.forms import md, placeless, xlsx
from tests.work import calls_of

TEXT = (Path(__file__).parent / "store_visit.yaml").read_text(encoding="utf-8")


@pytest.fixture
def visit() -> Definition:
    definition, problems = read(TEXT, "store_visit.yaml")
    assert not errors_of([*problems, *check(definition)])
    return definition


def test_a_questionnaire_goes_through_a_workbook_and_comes_back_the_same(visit: Definition) -> None:
    returned, problems = read_workbook(write_workbook(visit), "visit.xlsx")
    assert not problems
    assert placeless(returned) == placeless(visit)


def test_a_questionnaire_goes_through_markdown_and_comes_back_the_same(visit: Definition) -> None:
    returned, problems = read_workbook(write_markdown(visit).encode(), "visit.md")
    assert not problems
    assert placeless(returned) == placeless(visit)


def test_a_questionnaire_written_as_yaml_reads_the_same(visit: Definition) -> None:
    written = write_yaml(visit)
    returned, problems = read(written)
    assert not problems
    assert placeless(returned) == placeless(visit)
    assert write_yaml(read_workbook(write_workbook(returned), "visit.xlsx")[0]) == written


def test_written_yaml_looks_as_a_researcher_would_write_it(visit: Definition) -> None:
    lines = write_yaml(visit).splitlines()
    assert lines[0] == "questionnaire: store-visit"
    assert "    - {name: 'yes', label: {de: Ja, en: 'Yes'}}" in lines
    assert "        required: true" in lines
    assert "        relevant: ${greeted} = 'yes'" in lines
    assert max(map(len, lines)) <= 110


@pytest.mark.parametrize(
    "text",
    [
        "no", "~", "- dash", "# hash", "a: b", "a #b", "'quoted'", '"double"', "{brace}", "[list", "& anchor",
        "* star", "! bang", "% percent", "@at", "`tick", "? ask", ": colon", "tab\there", "two\n\nlines",
        " leading", "trailing ", "line\n indented", "1.0", "2026-01-31", "=", "…", "ends:", "\u2028", "a, b",
        "back\\slash", "| bar", "> more", "éà ß", "\x85",
    ],
)  # fmt: skip
def test_every_odd_text_survives_yaml(text: str) -> None:
    before, _ = read("questionnaire: q\nitems:\n  - {item: a, type: text, label: x, hint: x}\n")
    node = replace(before.nodes[0], label={"default": text}, default=text, extras={"remark": text})
    after, problems = read(write_yaml(replace(before, nodes=(node,), title={"default": text})))
    assert not problems
    assert after.nodes[0].label == {"default": text}
    assert after.nodes[0].extras == {"remark": text}
    assert after.title == {"default": text}


def test_other_tools_convert_our_workbook(visit: Definition) -> None:
    xform = convert(write_workbook(visit), file_type=".xlsx").xform
    assert "Were you greeted?" in xform
    assert "warning_message" not in xform


def test_an_xform_carries_neither_the_scoring_key_nor_our_own_columns(visit: Definition) -> None:
    xform = write_xform(visit)
    assert "<state>be</state>" in xform
    assert "score" not in xform
    assert "sales-floor" not in xform
    assert 'type="decimal"' in xform
    assert 'appearance="signature"' in xform


ONE_LANGUAGE = """\
questionnaire: q
languages: [de]
choices:
  town: [{name: kiel, label: Kiel}]
sections:
  - section: a
    label: A
    items:
      - {item: home, type: select_one town, label: Ort, hint: Wohnort}
      - {item: told, type: calculate, calculation: "instance('town')/root/item[name = ${home}]/label"}
rules:
  - {rule: known, constraint: "${told} != ''", message: Ort unbekannt}
"""


def test_one_language_stands_in_plain_columns_where_lookups_by_label_find_it() -> None:
    definition, problems = read(ONE_LANGUAGE)
    assert problems == []
    assert "::" not in write_markdown(definition)
    for written, name in (
        (write_workbook(definition), "q.xlsx"),
        (write_markdown(definition).encode(), "q.md"),
    ):
        assert placeless(read_workbook(written, name)[0]) == placeless(definition)
    for xform in (write_xform(definition), convert(write_workbook(definition), file_type=".xlsx").xform):
        assert re.search(r"<name>kiel</name>\s*<label>Kiel</label>", xform)


def test_a_questionnaire_with_an_error_is_not_written_as_an_xform() -> None:
    form, _ = md("| survey |\n| | type | name | label | relevant |\n| | text | a | A | ${b} = 1 |\n")
    with pytest.raises(Rejected) as rejected:
        write_xform(form)
    assert {problem.code for problem in rejected.value.problems} == {"NAME_UNKNOWN"}


def test_ten_times_as_many_questions_are_ten_times_the_work() -> None:
    few, many = (calls_of(partial(read_workbook, _questions(count), "q.xlsx")) for count in (50, 500))
    assert many < 12 * few
    form, problems = read_workbook(_questions(500), "q.xlsx")
    assert not problems
    assert len(form.nodes) == 500


def _questions(count: int) -> bytes:
    row = ["select_one yes_no", "", "Question?", "Say", "yes", "${q0} = 'yes'"]
    rows = [[row[0], f"q{number}", *row[2:5], row[5] if number else ""] for number in range(count)]
    names = ["type", "name", "label::English (en)", "hint::English (en)", "required", "relevant"]
    choices = [["list_name", "name", "label::English (en)"], ["yes_no", "yes", "Yes"]]
    return xlsx({"survey": [names, *rows], "choices": choices})


def test_files_of_items_and_choices_travel_as_columns_and_as_itext() -> None:
    text = """\
questionnaire: shelf
languages: [de, en]
choices:
  states:
    - {name: full, label: {de: Voll, en: Full}, media: {image: {de: voll.png, en: full.png}}}
items:
  - item: state
    type: select_one states
    label: {de: Regal, en: Shelf}
    media: {image: {de: s.png, en: s.png}, big-image: {de: l.png, en: l.png}, audio: {de: a.mp3, en: a.mp3}}
    extras: {autoplay: audio}
"""
    definition, problems = read(text)
    assert not errors_of([*problems, *check(definition)])
    returned, problems = read_workbook(write_workbook(definition), "shelf.xlsx")
    assert not problems
    assert returned.nodes[0].media == definition.nodes[0].media
    assert returned.choices["states"][0].media == definition.choices["states"][0].media
    xform = write_xform(definition)
    for value in (
        '<value form="image">jr://images/voll.png</value>',
        '<value form="image">jr://images/full.png</value>',
        '<value form="big-image">jr://images/l.png</value>',
        '<value form="audio">jr://audio/a.mp3</value>',
        'autoplay="audio"',
    ):
        assert value in xform
