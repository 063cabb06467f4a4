from __future__ import annotations

import pytest

from mystery.calling import (
    AAPOR,
    CLASSES,
    FINDINGS,
    KINDS,
    LIMITS,
    OUTCOMES,
    SURVEY,
    TEST,
    USUAL_RULES,
    outcomes_of,
    rules,
    rules_document,
)
from mystery.problems import Rejected
from mystery.store.models import CallOutcome


def test_every_outcome_that_a_row_can_hold_is_explained() -> None:
    assert set(OUTCOMES) == {each.value for each in CallOutcome}


@pytest.mark.parametrize("kind", KINDS)
def test_a_caller_types_one_key_for_one_outcome(kind: str) -> None:
    keys = [each.key for each in outcomes_of(kind)]
    assert len(keys) == len(set(keys)) > 8
    assert all(key.isdigit() for key in keys)


def test_an_outcome_either_closes_a_case_or_says_how_long_to_wait() -> None:
    assert all(each.closes == (each.retry == "none") for each in OUTCOMES.values())


def test_every_outcome_of_a_survey_has_its_final_code() -> None:
    assert all(each.aapor in AAPOR for each in outcomes_of(SURVEY))
    assert {each.aapor for each in outcomes_of(TEST) if SURVEY not in each.kinds} == {""}


def test_the_final_codes_cover_every_class_and_are_named_in_both_languages() -> None:
    assert {each.rate_class for each in AAPOR.values()} == set(CLASSES)
    labels = [each.label for each in (*AAPOR.values(), *OUTCOMES.values())] + list(FINDINGS.values())
    assert all(label.en and label.de for label in labels)
    assert AAPOR["2.12"].label.told("de") == "Abbruch"


def test_a_plan_keeps_only_what_it_changes() -> None:
    changed = rules({"max_attempts": 6, "busy_minutes": 15}, SURVEY)
    assert (changed.max_attempts, changed.no_answer_minutes) == (6, 180)
    assert rules_document(changed) == {"max_attempts": 6}
    assert rules({}, TEST) == USUAL_RULES[TEST]
    assert LIMITS.keys() == {*vars_of(changed)} - {"kind"}


def vars_of(chosen: object) -> tuple[str, ...]:
    return tuple(type(chosen).__dataclass_fields__)  # type: ignore[attr-defined]


def test_every_wrong_rule_is_told_at_once() -> None:
    with pytest.raises(Rejected) as caught:
        rules({"max_attempts": 0, "busy_minutes": True, "patience": 3}, TEST)
    found = {(problem.code, problem.place.path) for problem in caught.value.problems}
    assert found == {
        ("RULE_OUT_OF_RANGE", "rules.max_attempts"),
        ("RULE_OUT_OF_RANGE", "rules.busy_minutes"),
        ("RULE_UNKNOWN", "rules.patience"),
    }
    with pytest.raises(Rejected):
        rules({}, "chat")
