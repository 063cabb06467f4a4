from __future__ import annotations

from decimal import Decimal

from mystery.scoring import ScoreSheet, TraceLine, check_scheme, score
from tests.unit.scoring.build import make_form, make_scheme, make_submission, scored

STORE = make_form(
    {
        "welcome": {
            "greeted": "select_one yes-no",
            "greeting_seconds": "integer",
            "umbrella": "select_one yes-no-na",
        },
        "advice": {
            "advice_mark": "integer",
            "services": "select_multiple services",
            "age_check": "select_one yes-no",
        },
        "end": {"extra_mile": "select_one yes-no", "gift": "select_one yes-no", "would_buy": "integer"},
    }
)
SCHEME = """
    sections: {welcome: 20, advice: 80}
    items:
      greeted: {weight: 2, value: {'yes': 1, 'no': 0}}
      greeting_seconds: {weight: 1, steps: [[30, 1], [60, 0.5]], otherwise: 0}
      umbrella: {weight: 1, value: {'yes': 1, 'no': 0, na: not_applicable}}
      advice_mark: {weight: 1, scale: [1, 5]}
    knock_outs:
      - {when: "${age_check} = 'no'", cap: 40, reason: {en: Youth protection violated}}
    bonus: {items: [extra_mile, gift], cap: 5}
    grades: [[80, very-good], [60, good], [0, poor]]
    outcomes: [would_buy]
"""
FULL = {"greeted": "yes", "greeting_seconds": 12, "umbrella": "yes", "advice_mark": 4}


def line(sheet: ScoreSheet, rule: str, name: str = "") -> TraceLine:
    return next(one for one in sheet.trace if one.rule == rule and name in (one.item, one.section, ""))


def test_items_weigh_inside_their_section_and_sections_inside_the_total() -> None:
    sheet = scored(STORE, SCHEME, **FULL)
    # 20 * (2 + 1 + 1) / 4 + 80 * 0.75
    assert (sheet.total, sheet.grade, sheet.coverage) == (Decimal(80), "very-good", 1)
    assert [part.score for part in sheet.sections] == [100, 75]


def test_the_trace_says_what_each_answer_gained_and_lost() -> None:
    sheet = scored(STORE, SCHEME, **{**FULL, "greeting_seconds": 45})
    seconds = line(sheet, "steps")
    assert (seconds.item, seconds.raw, seconds.share) == ("greeting_seconds", 45, Decimal("0.5"))
    assert (seconds.possible, seconds.points, seconds.lost) == (5, Decimal("2.5"), Decimal("2.5"))
    assert line(sheet, "total").points == sheet.total
    assert line(sheet, "grade").raw == "good"


def test_a_not_applicable_item_leaves_the_base() -> None:
    sheet = scored(STORE, SCHEME, **{**FULL, "umbrella": "na", "greeted": "no"})
    # welcome: greeted 0 of 2, seconds 1 of 1 -> a third
    assert sheet.sections[0].score == Decimal("33.33")
    assert sheet.sections[0].coverage == Decimal("0.75")
    assert line(sheet, "not_applicable").points is None


def test_dont_know_and_refused_leave_the_base_unless_the_scheme_values_them() -> None:
    form = make_form({"a": {"one": "select_one yes-no", "two": "select_one yes-no"}})
    submission = make_submission({"one": "yes"}, {"two": "refused"})
    lenient = make_scheme("minimum_coverage: 0.5\nitems: {one: 1, two: 1}")
    strict = make_scheme("items: {one: 1, two: {value: {'yes': 1, 'no': 0, refused: 0}}}")
    assert score(form, lenient, submission).total == 100
    assert score(form, strict, submission).total == 50


def test_an_item_that_was_not_asked_can_count_as_nothing() -> None:
    form = make_form({"a": {"greeted": "select_one yes-no", "seconds": "integer"}})
    scheme = "items: {greeted: 1, seconds: {steps: [[30, 1]], blank: 0}}"
    assert scored(form, scheme, greeted="no").total == 0
    assert scored(form, scheme, greeted="yes").total == 50


def test_too_little_coverage_is_not_scorable() -> None:
    sheet = scored(STORE, SCHEME, greeted="yes", greeting_seconds=5)
    assert (sheet.total, sheet.grade) == (None, "")
    assert "not_scorable" in sheet.flags
    assert sheet.coverage == Decimal("0.15")


def test_a_section_in_which_nothing_applied_drops_out_and_is_flagged() -> None:
    sheet = scored(STORE, SCHEME, advice_mark=4)
    assert sheet.total == 75
    assert sheet.sections[0].score is None
    assert sheet.flags == ("section_dropped:welcome",)


def test_an_empty_submission_is_not_scorable_even_without_a_demanded_coverage() -> None:
    sheet = scored(STORE, "minimum_coverage: 0\nitems: {greeted: 1}")
    assert (sheet.total, sheet.flags) == (None, ("section_dropped:welcome", "no_answers", "not_scorable"))


def test_a_knock_out_caps_the_total_and_names_its_reason() -> None:
    sheet = scored(STORE, SCHEME, **FULL, age_check="no")
    assert (sheet.total, sheet.grade) == (40, "poor")
    assert line(sheet, "knock_out").lost == 40
    assert line(sheet, "knock_out").reason == {"en": "Youth protection violated"}
    assert "knocked_out" in sheet.flags


def test_of_several_caps_the_lowest_holds() -> None:
    scheme = """
        items: {greeted: 1}
        knock_outs:
          - {when: "${advice_mark} < 3", cap: 50}
          - {when: "${age_check} = 'no'", cap: 30}
          - {when: "${age_check} = 'no'", cap: 70}
    """
    assert scored(STORE, scheme, greeted="yes", advice_mark=1, age_check="no").total == 30


def test_bonus_items_add_up_to_their_cap_and_never_beyond_a_hundred() -> None:
    assert scored(STORE, SCHEME, **FULL, extra_mile="yes").total == 85
    assert scored(STORE, SCHEME, **FULL, extra_mile="yes", gift="yes").total == 85
    best = scored(STORE, SCHEME, **{**FULL, "advice_mark": 5}, extra_mile="yes")
    assert best.total == 100
    assert line(best, "clamp").points == -5


def test_an_outcome_is_never_scored() -> None:
    low, high = (scored(STORE, SCHEME, **FULL, would_buy=answer) for answer in (0, 10))
    assert low.total == high.total
    assert not [one for one in high.trace if one.item == "would_buy"]


def test_codes_of_a_multiple_choice_add_up_to_a_cap() -> None:
    scheme = "items: {services: {value: {coffee: 0.4, toys: 0.4, taxi: 0.4, none: 0}, cap: 0.8}}"
    assert scored(STORE, scheme, services=["coffee"]).total == 40
    assert scored(STORE, scheme, services=["coffee", "toys", "taxi"]).total == 80


def test_of_an_exclusive_group_only_the_best_answer_counts() -> None:
    scheme = (
        "exclusive: [[greeted, umbrella]]\nitems: {greeted: 1, umbrella: 1, advice_mark: {scale: [1, 5]}}"
    )
    assert scored(STORE, scheme, greeted="no", umbrella="yes", advice_mark=5).total == 100
    sheet = scored(STORE, scheme, umbrella="yes", advice_mark=5)
    assert (sheet.total, sheet.coverage) == (100, 1)


def test_an_item_under_a_condition_does_not_belong_to_other_interviews() -> None:
    scheme = 'items: {greeted: 1, umbrella: {when: "${advice_mark} > 3"}}'
    sheet = scored(STORE, scheme, greeted="yes", umbrella="no", advice_mark=2)
    assert (sheet.total, sheet.coverage) == (100, 1)
    assert line(sheet, "excluded").item == "umbrella"
    assert scored(STORE, scheme, greeted="yes", umbrella="no", advice_mark=4).total == 50


def test_without_section_weights_the_total_is_points_earned_by_points_possible() -> None:
    scheme = "items: {greeted: 3, umbrella: 1, advice_mark: {weight: 4, scale: [1, 5]}}"
    assert scored(STORE, scheme, greeted="yes", umbrella="no", advice_mark=3).total == Decimal("62.50")
    assert scored(STORE, scheme, greeted="yes", umbrella="na", advice_mark=3).total == Decimal("71.43")


def test_a_section_of_the_scheme_may_gather_items_from_several_pages() -> None:
    scheme = """
        sections: {people: {weight: 50, items: [greeted, advice_mark]}, welcome: 50}
        items: {greeted: 1, advice_mark: {scale: [1, 5]}, umbrella: 1}
    """
    sheet = scored(STORE, scheme, greeted="yes", advice_mark=1, umbrella="yes")
    assert {part.section: part.score for part in sheet.sections} == {"people": 50, "welcome": 100}


def test_an_item_in_a_repeat_counts_the_mean_of_its_instances() -> None:
    form = make_form({"calls[]": {"answered": "select_one yes-no", "wait": "timer"}})
    scheme = "items: {answered: 1, wait: {scale: [60, 0]}}"
    calls = [
        {"answered": "yes", "wait": {"seconds": 15}},
        {"answered": "no"},
        {"answered": "yes", "wait": 45.0},
    ]
    sheet = scored(form, scheme, calls=calls)
    # 2 of 3 answered; the waits that were measured: 0.75 and 0.25
    assert sheet.total == Decimal("58.33")
    assert line(sheet, "value").raw == ["yes", "no", "yes"]


def test_a_missing_code_inside_a_repeat_leaves_the_base() -> None:
    form = make_form({"calls[]": {"answered": "select_one yes-no"}})
    submission = make_submission({"calls": [{"answered": "yes"}, {}]}, {"calls[2]/answered": "dont_know"})
    assert score(form, make_scheme("items: {answered: 1}"), submission).total == 100


def test_a_condition_sees_answers_as_the_questionnaire_does() -> None:
    kinds = {
        "on": "date",
        "services": "select_multiple services",
        "waited": "timer",
        "greeted": "select_one yes-no",
    }
    form = make_form({"a": kinds, "calls[]": {"wait": "integer"}})
    answers = {
        "greeted": "yes",
        "on": "2026-11-23",
        "services": ["coffee", "taxi"],
        "waited": {"seconds": 42.5},
        "calls": [{"wait": 3}, {}, {"wait": 4}],
    }
    for condition, holds in (
        ("${on} > date('2026-11-01')", True),
        ("selected(${services}, 'taxi') and count-selected(${services}) = 2", True),
        ("${waited} > 42 and ${waited} < 43", True),
        ("sum(${wait}) = 7 and max(${wait}) = 4", True),
        ("${greeted} = 'no' or ${unknown} != ''", False),
    ):
        capped = make_scheme(f'items: {{greeted: 1}}\nknock_outs: [{{when: "{condition}", cap: 10}}]')
        assert (score(form, capped, make_submission(answers)).total == 10) == holds, condition


PROMISED = make_form({"end": {"greeted": "select_one yes-no", "callback": "promise"}})
SAID = {"what": "A call", "by": "2026-12-04"}


def test_a_promise_counts_once_it_has_ended() -> None:
    scheme = "minimum_coverage: 0.4\nitems: {greeted: {weight: 1}, callback: {weight: 1}}"
    totals = {
        ending: scored(PROMISED, scheme, greeted="yes", callback={**SAID, **more})
        for ending, more in (
            ("open", {}),
            ("kept", {"ended": "kept", "hours": 3.5}),
            ("broken", {"ended": "broken"}),
            ("void", {"ended": "void"}),
        )
    }
    assert {name: (sheet.total, sheet.open) for name, sheet in totals.items()} == {
        "open": (100, 1),
        "kept": (100, 0),
        "broken": (50, 0),
        "void": (100, 0),
    }
    assert line(totals["open"], "open").item == line(totals["void"], "not_applicable").item == "callback"
    assert check_scheme(make_scheme(scheme), PROMISED) == []


def test_a_promise_may_be_valued_by_the_business_hours_it_took() -> None:
    scheme = "items: {callback: {weight: 1, steps: [[4, 1], [8, 0.5]]}}"
    found = [
        scored(PROMISED, scheme, callback={**SAID, **more}).total
        for more in (
            {"ended": "kept", "hours": 3.5},
            {"ended": "broken", "hours": 7.25},
            {"ended": "broken"},
        )
    ]
    assert found == [100, 50, 0]


def test_a_promise_ends_in_no_other_way() -> None:
    scheme = make_scheme("items: {callback: {weight: 1, value: {kept: 1, forgotten: 0}}}")
    assert [problem.code for problem in check_scheme(scheme, PROMISED)] == ["SCHEME_UNKNOWN_CODE"]


def test_a_broken_promise_may_cap_the_whole() -> None:
    scheme = """
        items: {greeted: {weight: 1}, callback: {weight: 0, when: "${callback} != ''"}}
        knock_outs: [{when: "${callback} = 'broken'", cap: 40}]
    """
    ends = ({}, {"ended": "kept"}, {"ended": "broken"})
    found = [scored(PROMISED, scheme, greeted="yes", callback={**SAID, **end}).total for end in ends]
    assert found == [100, 100, 40]
