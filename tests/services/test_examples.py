"""An example that does not come out as expected says what is different, and where."""

from __future__ import annotations

import pytest

from mystery.problems import describe
from mystery.questionnaire import Form, compile_form, read
from mystery.scoring import Scheme, read_scheme
from mystery.services.examples import check_example

FORM = """\
questionnaire: q
choices:
  yes-no: [{name: 'yes', label: 'Yes'}, {name: 'no', label: 'No'}]
sections:
  - section: s
    label: S
    items:
      - {item: greeted, type: select_one yes-no, label: G, required: true}
      - {item: seconds, type: integer, label: T, relevant: "${greeted} = 'yes'", constraint: . < 100}
      - {item: due, type: date, label: D, constraint: . >= today()}
      - repeat: defects
        label: D
        items: [{item: points, type: integer, label: P}]
"""
SCHEME = """\
scheme: s
for: q
items: {greeted: {value: {'yes': 1, 'no': 0}}, seconds: {steps: [[10, 1]], otherwise: 0, blank: 0}}
grades: [[50, good], [0, poor]]
knock_outs: [{when: "${greeted} = 'no'", cap: 10}]
"""
SOUND = """\
at: 2026-11-23T10:00:00+01:00
answers: {greeted: 'yes', seconds: 20, due: 2026-11-24, defects: [{points: 3}]}
expect: {path: [seconds], score: 50, grade: good, sections: {s: 50}}
"""


@pytest.fixture
def form() -> Form:
    definition, problems = read(FORM)
    assert not problems
    return compile_form(definition)


@pytest.fixture
def scheme() -> Scheme:
    scheme, problems = read_scheme(SCHEME)
    assert not problems
    return scheme


def test_a_sound_example_has_no_problems(form: Form, scheme: Scheme) -> None:
    assert check_example(SOUND, "e.yaml", form, scheme) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("path: [seconds]", "hidden: [seconds]", "EXAMPLE_ASKED", 3),
        ("at: 2026", "mode: fax\nat: 2026", "VALUE_NOT_ALLOWED", 1),
        ("{greeted: 'yes', seconds: 20,", "{greeted: 'yes', secnds: 20,", "EXAMPLE_ITEM_UNKNOWN", 2),
        ("path: [seconds]", "path: [secnds]", "EXAMPLE_ITEM_UNKNOWN", 3),
        ("seconds: 20", "seconds: 120", "EXAMPLE_PROBLEM", 1),
        ("path: [seconds]", "problems: [seconds]", "EXAMPLE_NO_PROBLEM", 3),
        ("score: 50", "score: 51", "EXAMPLE_OTHER", 3),
        ("score: 50", "score: none", "EXAMPLE_OTHER", 3),
        ("grade: good", "grade: poor", "EXAMPLE_OTHER", 3),
        ("{s: 50}", "{s: 60}", "EXAMPLE_OTHER", 3),
        ("grade: good", "flags: [knocked_out]", "EXAMPLE_OTHER", 3),
        ("2026-11-23T10:00:00+01:00", "yesterday", "EXAMPLE_MOMENT", 1),
        ("due: 2026-11-24", "due: 2026-11-22", "EXAMPLE_PROBLEM", 1),
        ("expect:", "expct:", "KEY_UNKNOWN", 3),
        ("score: 50", "scor: 50", "KEY_UNKNOWN", 3),
        ("[{points: 3}]", "[{pionts: 3}]", "EXAMPLE_ITEM_UNKNOWN", 2),
    ],
)
def test_one_difference_is_one_problem(
    before: str, after: str, code: str, line: int, form: Form, scheme: Scheme
) -> None:
    assert before in SOUND
    problems = check_example(SOUND.replace(before, after), "e.yaml", form, scheme)
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, line)]
    assert describe(problems[0], "de") != describe(problems[0], "en")


def test_what_is_left_out_is_expected_to_be_hidden(form: Form, scheme: Scheme) -> None:
    text = "answers: {greeted: 'no'}\nexpect: {hidden: [seconds], flags: [knocked_out], score: 0}\n"
    assert check_example(text, "e.yaml", form, scheme) == []
