"""A slip of the pen anywhere in a real questionnaire is one problem, on the line of the slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mystery.problems import describe
from mystery.resources import folder
from tests.unit.questionnaire.forms import problems_of

TEXT = (folder("questionnaires") / "store-visit" / "questionnaire.yaml").read_text(encoding="utf-8")
# What is misspelt: a reference, a type, the list behind a type, a key of an item.
PLACES = {
    "reference": r"(?:relevant|constraint|warning): .*?\$\{(\w+)\}",
    "type": r"\btype: (\w+)",
    "list": r"\btype: select_\w+ ([\w-]+)",
    "key": r"^        (\w+):",
}


def _slips(pattern: str) -> Iterator[tuple[str, int]]:
    """Every fifth text with a letter left out, and the line where it was."""
    for found in list(re.finditer(pattern, TEXT, re.MULTILINE))[::5]:
        middle = (found.start(1) + found.end(1)) // 2
        yield TEXT[:middle] + TEXT[middle + 1 :], TEXT[:middle].count("\n") + 1


@pytest.mark.parametrize("pattern", PLACES.values(), ids=PLACES)
def test_a_slip_of_the_pen_is_one_problem_on_its_line(pattern: str) -> None:
    slips = list(_slips(pattern))
    assert slips
    for text, line in slips:
        problems = problems_of(text)
        assert [problem.place.line for problem in problems] == [line], [describe(each) for each in problems]
