"""Every feature of the language on a tiny form of its own, in the Python interpreter."""

from __future__ import annotations

import pytest

from mystery.problems import Problem, describe
from tests.conformance.cases import Case, cases, outcome


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.feature}: {case.name}")
def test_an_interview_goes_as_the_case_says(case: Case) -> None:
    found = outcome(case)
    assert {name: found[name] for name in case.expect} == case.expect


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.feature}: {case.name}")
def test_every_problem_of_an_answer_has_a_sentence(case: Case) -> None:
    for problem in outcome(case)["problems"]:
        for language in ("en", "de"):
            assert describe(Problem(problem["code"], params=problem["params"]), language)
