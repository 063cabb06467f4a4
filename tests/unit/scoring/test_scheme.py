from __future__ import annotations

from decimal import Decimal

import pytest

from mystery.problems import CATALOGUE, describe
from mystery.scoring import check_scheme, derived_scheme, read_scheme, score
from tests.unit.scoring.build import make_form, make_scheme, make_submission

FORM = make_form(
    {
        "welcome": {"greeted": "select_one yes-no", "seconds": "integer", "photo": "image"},
        "advice": {
            "services": "select_multiple services",
            "remark": "text",
            "umbrella": "select_one yes-no-na",
        },
    }
)


def codes(text: str) -> list[tuple[int, str]]:
    """(line, code) of every problem; the text begins on line 3."""
    scheme, problems = read_scheme(f"scheme: standard\nfor: visit\n{text}", "scheme.yaml")
    problems += check_scheme(scheme, FORM)
    for problem in problems:
        assert describe(problem, "de") != describe(problem, "en")
    return [(problem.place.line, problem.code) for problem in problems]


def test_a_good_scheme_has_no_problems() -> None:
    assert codes("items:\n  greeted: {weight: 2, target: 90}\n  seconds: {steps: [[30, 1]]}\n") == []


@pytest.mark.parametrize(
    ("line", "text", "code"),
    [
        (4, "items:\n  greetd: {weight: 2}\n  greeted: 1", "SCHEME_UNKNOWN_ITEM"),
        (4, "items:\n  greeted: {wieght: 2}", "KEY_UNKNOWN"),
        (4, "items:\n  greeted: {weight: lots}", "VALUE_NOT_A_NUMBER"),
        (4, "items:\n  greeted: {weight: -1}\n  umbrella: 1", "SCHEME_WEIGHT_NEGATIVE"),
        (4, "items:\n  greeted: {value: {'yes': 1, 'no': 0, maybe: 0.5}}", "SCHEME_UNKNOWN_CODE"),
        (4, "items:\n  greeted: {value: {'yes': 1}}", "SCHEME_CODE_WITHOUT_VALUE"),
        (4, "items:\n  greeted: {value: {'yes': 5, 'no': 0}}", "SCHEME_OUT_OF_RANGE"),
        (4, "items:\n  services: 1", "SCHEME_NO_VALUE"),
        (4, "items:\n  seconds: 1", "SCHEME_NO_VALUE"),
        (4, "items:\n  photo: 1", "SCHEME_NOT_SCORABLE"),
        (4, "items:\n  seconds: {steps: [[30, 1]], scale: [60, 0]}", "SCHEME_SEVERAL_KINDS"),
        (4, "items:\n  seconds: {steps: [[60, 1], [30, 0.5]]}", "SCHEME_STEPS_ORDER"),
        (4, "items:\n  seconds: {steps: [[60, 1, 3]]}\n  greeted: 1", "SCHEME_PAIR_NEEDED"),
        (4, "items:\n  greeted: {weight: 0}", "SCHEME_WEIGHTS_ZERO"),
        (3, "sections: {welcom: 1, welcome: 1}\nitems: {greeted: 1}", "SCHEME_UNKNOWN_SECTION"),
        (3, "sections: {advice: 1, welcome: 1}\nitems: {greeted: 1}", "SCHEME_SECTION_EMPTY"),
        (3, "grades: [[60, good], [80, very-good], [0, poor]]\nitems: {greeted: 1}", "SCHEME_GRADES_ORDER"),
        (3, "grades: [[80, good], [40, poor]]\nitems: {greeted: 1}", "SCHEME_GRADES_GAP"),
        (4, "outcomes: [greeted]\nitems: {greeted: 1}", "SCHEME_OUTCOME_SCORED"),
        (3, "model: deductions\nitems: {greeted: 60}", "SCHEME_SUM_NOT_HUNDRED"),
        (3, "marks: [1, 6]\nitems: {greeted: 1}", "SCHEME_MARKS_WITHOUT_GRADES"),
        (3, "model: magic\nitems: {greeted: 1}", "VALUE_NOT_ALLOWED"),
        (
            4,
            "knock_outs:\n  - {when: \"${gretted} = 'no'\", cap: 40}\nitems: {greeted: 1}",
            "SCHEME_UNKNOWN_ITEM",
        ),
        (4, 'knock_outs:\n  - {when: "${greeted} = ", cap: 40}\nitems: {greeted: 1}', "EXPRESSION_SYNTAX"),
        (
            4,
            "knock_outs:\n  - {when: \"selcted(${greeted}, 'no')\", cap: 4}\nitems: {greeted: 1}",
            "SCHEME_UNKNOWN_FUNCTION",
        ),
        (4, 'knock_outs:\n  - {when: "not()", cap: 4}\nitems: {greeted: 1}', "SCHEME_ARGUMENTS"),
        (4, "knock_outs:\n  - {when: \"${greeted} = 'no'\"}\nitems: {greeted: 1}", "KEY_MISSING"),
        (4, 'knock_outs:\n  - {when: "true()", grade_cap: bad}\nitems: {greeted: 1}', "SCHEME_UNKNOWN_GRADE"),
        (4, 'thresholds:\n  - {when: "true()", zero: sped}\nitems: {greeted: 1}', "SCHEME_UNKNOWN_SECTION"),
        (4, "sections:\n  advice: 20\nitems: {greeted: 1, umbrella: 1}", "SCHEME_SECTION_WITHOUT_WEIGHT"),
    ],
)
def test_each_mistake_is_reported_once_with_its_line(line: int, text: str, code: str) -> None:
    found = codes(text)
    assert [known for _, known in found] == [code]
    assert found[0][0] in (line, 1)  # what has no line of its own stands at the top of the file


def test_a_misspelt_key_is_reported_and_read_as_what_it_resembles() -> None:
    scheme, problems = read_scheme("scheme: a\nfor: visit\nitems:\n  greeted: {wieght: 2}")
    assert [problem.code for problem in problems] == ["KEY_UNKNOWN"]
    assert scheme.items["greeted"].weight == 2


def test_a_scheme_for_another_questionnaire_is_refused() -> None:
    scheme, _ = read_scheme("scheme: a\nfor: phone\nitems: {greeted: 1}")
    assert [problem.code for problem in check_scheme(scheme, FORM)] == ["SCHEME_OTHER_QUESTIONNAIRE"]


def test_a_text_that_is_no_scheme_is_a_problem_and_not_a_crash() -> None:
    for text in ("", "- a", "scheme: [", "just words"):
        _, problems = read_scheme(text)
        assert problems
        assert {problem.code for problem in problems} <= set(CATALOGUE)


def test_a_scheme_keeps_its_school_marks_as_percent() -> None:
    scheme = make_scheme(
        "model: grades\nmarks: [1, 6]\nitems: {seconds: 1}\ntarget: 2\ngrades: [[1.5, a], [6, b]]"
    )
    assert scheme.target == 80
    assert scheme.grades == ((Decimal(90), "a"), (Decimal(0), "b"))


def numbered(*labels: str) -> list[dict[str, object]]:
    return [{"name": str(code), "label": {"de": label}} for code, label in enumerate(labels, start=1)]


LISTS = {
    "rating": numbered("Very bad", "2", "3", "4", "Very good"),
    "school": numbered("sehr gut", "gut", "mangelhaft"),
    "regions": numbered("North", "East", "South"),
    "gender": numbered("Male", "Female"),
    "coded": numbered("Ja", "Nein", "weiß nicht"),
}


def test_yes_no_and_rating_items_speak_for_themselves_and_others_are_left_alone() -> None:
    kinds = {
        "open_on_time": "select_one yes-no",
        "coded": "select_one coded",
        "friendly": "select_one rating",
        "mark": "select_one school",
        "region": "select_one regions",
        "gender": "select_one gender",
        "slider": "range",
        "remark": "text",
        "would_buy": "select_one rating",
    }
    form = make_form({"a": kinds}, LISTS)
    scheme = derived_scheme(form)
    assert set(scheme.items) == {"open_on_time", "coded", "friendly", "mark", "slider"}
    assert scheme.outcomes == ("would_buy",)
    assert scheme.items["coded"].value == {"1": 1, "2": 0}
    assert scheme.items["coded"].not_applicable == ("3",)
    assert scheme.items["mark"].scale == (3, 1)
    assert check_scheme(scheme, form) == []
    answers = {"open_on_time": "yes", "coded": "2", "friendly": "4", "mark": "1"}
    assert score(form, scheme, make_submission(answers)).total == Decimal("68.75")


@pytest.mark.parametrize("pair", ["yes no", "ja nein", "y n", "true false", "oui non", "si no", "sim nao"])
def test_yes_and_no_are_known_in_many_languages(pair: str) -> None:
    form = make_form({"a": {"q": "select_one l"}}, {"l": [{"name": code} for code in pair.split()]})
    assert derived_scheme(form).items["q"].value == {pair.split(maxsplit=1)[0]: 1, pair.split()[1]: 0}
