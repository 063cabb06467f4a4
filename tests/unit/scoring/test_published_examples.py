"""Scoring models as their publishers describe them, recomputed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.scoring.build import make_form, scored

DEFECTS = ("headlight", "plate_lamp", "exhaust", "coolant", "spare_wheel")
WORKSHOP = make_form(
    {
        "defects": dict.fromkeys(DEFECTS, "select_one yes-no"),
        "service": {
            "service_points": "integer",
            "unordered": "select_one yes-no",
            "extra_jobs": "integer",
        },
    }
)
WORKSHOP_SCHEME = """
    model: deductions
    items:
      headlight: {weight: 12, value: {'yes': 1, 'no': 0}}
      plate_lamp: {weight: 12, value: {'yes': 1, 'no': 0}}
      exhaust: {weight: 12, value: {'yes': 1, 'no': 0}}
      coolant: {weight: 12, value: {'yes': 1, 'no': 0}}
      spare_wheel: {weight: 12, value: {'yes': 1, 'no': 0}}
      service_points: {weight: 40, scale: [0, 40]}
    deductions:
      - {when: "${unordered} = 'yes'", deduct: 5, times: "${extra_jobs}", reason: Not ordered}
"""


def workshop(found: int, service: int, **more: object) -> Decimal | None:
    answers = {name: "yes" if position < found else "no" for position, name in enumerate(DEFECTS)}
    return scored(WORKSHOP, WORKSHOP_SCHEME, **answers, service_points=service, **more).total


def test_a_workshop_that_finds_everything_and_serves_well_gets_a_hundred() -> None:
    assert workshop(5, 40) == 100


def test_each_missed_defect_costs_twelve_points_and_service_counts_forty() -> None:
    assert workshop(3, 31) == 36 + 31
    assert workshop(0, 17) == 17


def test_work_that_was_not_ordered_is_deducted_as_often_as_it_happened() -> None:
    assert workshop(5, 40, unordered="yes", extra_jobs=2) == 90
    assert workshop(0, 5, unordered="yes", extra_jobs=2) == 0


CHANNELS = make_form(
    {"shop": {"shop_index": "decimal"}, "phone": {"phone_index": "decimal"}, "web": {"web_index": "decimal"}}
)
CHANNEL_SCHEME = """
    model: index
    sections: {shop: 50, phone: 30, web: 20}
    items:
      shop_index: {scale: [0, 100]}
      phone_index: {scale: [0, 100]}
      web_index: {scale: [0, 100]}
    grades: [[80, very-good], [70, good], [60, satisfactory], [40, sufficient], [0, poor]]
"""


@pytest.mark.parametrize(
    ("shop", "phone", "web", "total", "grade"),
    [
        (80, 60, 75, "73.00", "good"),
        (100, 50, 25, "70.00", "good"),
        (90, 70, 69.9, "79.98", "good"),
        (39, 41, 40, "39.80", "poor"),
    ],
)
def test_channels_weigh_fifty_thirty_twenty(
    shop: float, phone: float, web: float, total: str, grade: str
) -> None:
    sheet = scored(CHANNELS, CHANNEL_SCHEME, shop_index=shop, phone_index=phone, web_index=web)
    assert (sheet.total, sheet.grade) == (Decimal(total), grade)


ADVICE = make_form(
    {
        "solution": {"solution_mark": "decimal"},
        "status": {"status_mark": "decimal"},
        "service": {"service_mark": "decimal", "records_missing": "integer"},
    }
)
ADVICE_SCHEME = """
    model: grades
    sections: {solution: 65, status: 15, service: 20}
    items: {solution_mark: 1, status_mark: 1, service_mark: 1}
    grades: [[1.5, sehr-gut], [2.5, gut], [3.5, befriedigend], [4.5, ausreichend], [5.5, mangelhaft]]
    deductions:
      - {when: "${records_missing} = 1", deduct: 0.5, reason: {de: Ein Protokoll fehlt}}
      - {when: "${records_missing} >= 3", deduct: 1, reason: {de: Drei Protokolle fehlen}}
    knock_outs:
      - {when: "${solution_mark} > 4.5", grade_cap: mangelhaft, reason: {de: Schlechte Lösung}}
"""


def advice(solution: float, status: float, service: float, records: int = 0) -> tuple[Decimal | None, str]:
    sheet = scored(
        ADVICE,
        ADVICE_SCHEME,
        solution_mark=solution,
        status_mark=status,
        service_mark=service,
        records_missing=records,
    )
    return sheet.mark, sheet.grade


def test_group_marks_are_averaged_by_weight_on_the_school_scale() -> None:
    # 0.65 * 2.0 + 0.15 * 3.0 + 0.20 * 1.5 = 2.05
    assert advice(2.0, 3.0, 1.5) == (Decimal("2.1"), "gut")
    assert advice(0.5, 0.5, 0.5) == (Decimal("0.5"), "sehr-gut")
    assert advice(5.5, 5.5, 5.5) == (Decimal("5.5"), "mangelhaft")


def test_a_missing_record_costs_half_a_grade_and_three_a_full_one() -> None:
    assert advice(2.0, 2.0, 2.0, records=1) == (Decimal("2.5"), "gut")
    assert advice(2.0, 2.0, 2.0, records=3) == (Decimal("3.0"), "befriedigend")


def test_a_poor_solution_makes_the_whole_poor_however_friendly_the_bank_was() -> None:
    # the mean alone would be 0.65 * 4.6 + 0.35 * 1.0 = 3.34
    assert advice(4.6, 1.0, 1.0) == (Decimal("4.6"), "mangelhaft")
    assert advice(4.5, 1.0, 1.0) == (Decimal("3.3"), "befriedigend")


HOTLINE = make_form(
    {
        "speed": {"wait_seconds": "integer", "failed_dials": "integer"},
        "talk": {"friendly": "select_one yes-no"},
    }
)


def test_speed_counts_nothing_after_five_failed_dials() -> None:
    scheme = """
        sections: {speed: 40, talk: 60}
        items:
          wait_seconds: {steps: [[20, 1], [60, 0.5]]}
          friendly: {value: {'yes': 1, 'no': 0}}
        thresholds: [{when: "${failed_dials} >= 5", zero: speed, reason: {en: Five failed dials}}]
    """
    answers = {"wait_seconds": 15, "friendly": "yes"}
    assert scored(HOTLINE, scheme, **answers, failed_dials=4).total == 100
    sheet = scored(HOTLINE, scheme, **answers, failed_dials=5)
    assert sheet.total == 60
    assert next(part.score for part in sheet.sections if part.section == "speed") == 0


def test_a_section_under_its_floor_counts_nothing() -> None:
    scheme = """
        sections: {speed: 40, talk: 60}
        items:
          wait_seconds: {scale: [100, 0]}
          friendly: {value: {'yes': 1, 'no': 0}}
        thresholds: [{zero: speed, below: 7}]
    """
    assert scored(HOTLINE, scheme, wait_seconds=93, friendly="yes").total == Decimal("62.80")
    assert scored(HOTLINE, scheme, wait_seconds=94, friendly="yes").total == 60


def test_a_missed_pass_mark_of_one_section_fails_the_whole() -> None:
    scheme = """
        sections: {speed: {weight: 10, pass_mark: 50}, talk: 90}
        items:
          wait_seconds: {scale: [100, 0]}
          friendly: {value: {'yes': 1, 'no': 0}}
        grades: [[80, pass], [0, fail]]
    """
    assert scored(HOTLINE, scheme, wait_seconds=50, friendly="yes").grade == "pass"
    sheet = scored(HOTLINE, scheme, wait_seconds=51, friendly="yes")
    assert (sheet.grade, sheet.flags) == ("fail", ("failed:speed",))
