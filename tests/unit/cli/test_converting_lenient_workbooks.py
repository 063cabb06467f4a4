"""What other tools accept in a workbook stays usable in every format it is converted to, and as a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main
from mystery.problems import errors_of
from mystery.services import draft_sources
from mystery.services.draft_state import state_of
from mystery.services.questionnaires import check_questionnaire

SURVEY = "| survey |\n| | type | name | label | relevant | calculation | choice_filter |\n"
CHOICES = "| choices |\n| | list_name | name | label |\n| | town | kiel | Kiel |\n"
ASKED = "| | integer | age | Age | | | |\n"
WORKBOOKS = {
    "NAME_BLANK": SURVEY + ASKED + "| | text | job | Job | age > 17 | | |\n",
    "COLUMN_BLANK": SURVEY + ASKED + "| | select_one town | home | Home | | | region = 'north' |\n" + CHOICES,
    "PATH_BLANK": SURVEY + ASKED + "| | text | job | Job | /data/aeg = '' | | |\n",
    "LAST_SAVED_BLANK": SURVEY + ASKED + "| | calculate | before | | | concat(${last-saved#age}, 'x') | |\n",
    "NAME_UNUSUAL": SURVEY + ASKED + "| | text | größe | Size | ${age} > 17 | | |\n",
    "NAME_DIFFERS_IN_CASE": SURVEY + ASKED + "| | integer | Age | Age | | | |\n",
    "TABLE_NOT_ATTACHED": SURVEY
    + ASKED
    + "| | calculate | price | | | instance('prices')/root/item[name = 'x']/net | |\n",
    "TRANSLATION_INCOMPLETE": "| survey |\n| | type | name | label::de | label::en |\n"
    "| | integer | age | Alter | Age |\n| | text | job | Beruf | |\n",
    "": SURVEY
    + "| | begin group | a | A | | | |\n| | integer | x | X | | | |\n| | end group | | | | | |\n"
    + "| | begin group | b | B | | | |\n| | integer | x | X | | | |\n| | end group | | | | | |\n",
}
"""By the warning of each; the last one, two items of one name, is no more than fine."""
lenient_workbooks = pytest.mark.parametrize("code", WORKBOOKS)


def _mystery(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def workbook(tmp_path: Path, code: str) -> Path:
    source = tmp_path / "source" / "q.md"
    source.parent.mkdir()
    source.write_text(WORKBOOKS[code], encoding="utf-8")
    return source


def _codes(questionnaire: Path) -> set[str]:
    return {problem.code for problem in check_questionnaire(questionnaire)}


def _played(questionnaire: Path, answers: object) -> dict[str, object]:
    file = questionnaire.parent.parent / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    result = _mystery("simulate", questionnaire, file, "--json", "--now", "2026-03-04T10:00:00Z")
    found = json.loads(result.stdout)
    return {name: found[name] for name in ("path", "hidden", "answers", "problems")}


@lenient_workbooks
@pytest.mark.parametrize("way", [["yaml"], ["md"], ["xlsx"], ["yaml", "xlsx"], ["xlsx", "yaml", "md"]])
def test_a_lenient_workbook_is_converted_and_played_as_before(
    tmp_path: Path, workbook: Path, code: str, way: list[str]
) -> None:
    before = _codes(workbook)
    assert code in before or not code
    current = workbook
    for step, ending in enumerate(way):
        target = tmp_path / f"step-{step}" / f"q.{ending}"
        assert _mystery("convert", current, target).exit_code == 0
        current = target
    assert errors_of(check_questionnaire(current)) == ()
    assert _codes(current) == before
    for answers in ({}, {"age": 40}, {"age": 3, "job": "none"}):
        assert _played(current, answers) == _played(workbook, answers)


@lenient_workbooks
def test_a_lenient_workbook_becomes_a_draft_that_can_be_published(workbook: Path, code: str) -> None:
    content, problems = draft_sources.of_files(draft_sources.Upload("q.md", workbook.read_bytes()), [])
    assert code in {problem.code for problem in problems} or not code
    state = state_of(content, "en")
    assert state.errors == ()
    assert state.form is not None


@lenient_workbooks
def test_a_text_of_our_own_stays_strict(tmp_path: Path, workbook: Path, code: str) -> None:
    target = tmp_path / "own" / "q.yaml"
    assert _mystery("convert", workbook, target).exit_code == 0
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("lenient: 'yes'", "style: pages"), encoding="utf-8")
    needs_no_leniency = code == "TABLE_NOT_ATTACHED"
    assert (errors_of(check_questionnaire(target)) == ()) is needs_no_leniency
