"""Playing answers, in the domain and by the command line."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from mystery.cli import main
from mystery.interview import AnswerProblem, simulate
from tests.unit.interview.forms import VISIT, form

SCHEME = """
    scheme: standard
    for: visit
    items:
      greeted: {weight: 2, value: {'yes': 1, 'no': 0}}
    grades: [[80, good], [0, bad]]
"""


def strange(**answers: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in simulate(form(), answers).problems]


def test_an_answer_that_names_no_item_is_told_and_not_dropped() -> None:
    assert strange(greeted="no", greetings=1) == [("UNKNOWN_ANSWER", "greetings")]
    assert strange(greeted="no", welcome=1) == [("UNKNOWN_ANSWER", "welcome")]
    assert strange(greeted="no", part="door") == [("UNKNOWN_ANSWER", "part")]


def test_an_unknown_answer_comes_with_the_names_it_may_have_meant() -> None:
    found = simulate(form(), {"greeted": "no", "greetd": 1}).problems
    assert found == (AnswerProblem("UNKNOWN_ANSWER", "greetd", {"name": "greetd", "guess": "greeted"}),)


def test_strange_answers_inside_repeats_are_told_with_their_round() -> None:
    assert strange(greeted="no", defect=[{"part": "door"}, {"paint": "red"}]) == [
        ("UNKNOWN_ANSWER", "defect[2]/paint")
    ]
    assert strange(greeted="no", defect={"part": "door"}) == [("ANSWER_SHAPE", "defect")]
    assert strange(greeted="no", defect=["door"]) == [("ANSWER_SHAPE", "defect[1]")]


def test_more_rounds_than_the_count_allows_are_told() -> None:
    assert strange(greeted="no", helpers=1, helper=[{}, {"badge": "Lou"}]) == [
        ("ANSWER_INSTANCE", "helper[2]")
    ]


def test_a_simulation_hands_in_what_would_count() -> None:
    found = simulate(form(), {"greeted": "yes", "seconds": 12})
    assert found.submission.answers == {"greeted": "yes", "seconds": 12}
    assert found.state.finished


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questionnaire.yaml").write_text(dedent(VISIT), encoding="utf-8")
    return tmp_path


def run(folder: Path, answers: object, *options: str) -> Result:
    file = folder / "answers.json"
    file.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    return CliRunner().invoke(main, ["simulate", str(folder), str(file), *options])


def test_an_author_sees_path_hidden_items_problems_answers_and_score(folder: Path) -> None:
    (folder / "scheme.yaml").write_text(dedent(SCHEME), encoding="utf-8")
    result = run(folder, {"greeted": "no", "typo": 1}, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["path"] == ["greeted", "facade", "helpers"]
    assert found["hidden"] == ["seconds"]
    assert [(problem["path"], problem["code"]) for problem in found["problems"]] == [
        ("typo", "UNKNOWN_ANSWER")
    ]
    assert "typo" in found["problems"][0]["message"]
    assert found["answers"] == {"greeted": "no"}
    assert (found["score"]["total"], found["score"]["grade"]) == (0, "bad")


def test_without_a_scheme_the_score_is_derived_from_the_form(folder: Path) -> None:
    found = json.loads(run(folder, {"greeted": "yes"}).stdout)
    assert found["score"]["total"] == 100


def test_another_scheme_may_be_tried(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(dedent(SCHEME).replace("'yes': 1", "'yes': 0.5"), encoding="utf-8")
    found = json.loads(run(folder, {"greeted": "yes"}, "--scheme", str(other)).stdout)
    assert found["score"]["total"] == 50


def test_what_cannot_be_read_is_told_with_exit_code_2(folder: Path) -> None:
    assert run(folder, "[1, 2]").exit_code == 2
    assert run(folder, "{").exit_code == 2
    (folder / "questionnaire.yaml").write_text(
        "questionnaire: x\nitems:\n  - {item: a, type: nosuch}\n", encoding="utf-8"
    )
    result = run(folder, {})
    assert result.exit_code == 2
    assert "TYPE_UNKNOWN" in result.stderr
