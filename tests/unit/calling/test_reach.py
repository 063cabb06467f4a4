from __future__ import annotations

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from mystery.calling import (
    DAY_PARTS,
    USUAL_HOURS,
    Contact,
    day_part_at,
    hours_of_week,
    plan_rounds,
    reachability,
    windows,
)

PARTS = [part.code for part in DAY_PARTS]
BERLIN, HOURS = "Europe/Berlin", USUAL_HOURS["test"]
FORTNIGHT = date(2026, 11, 23), date(2026, 12, 6)


def test_five_rounds_of_ten_questions_meet_every_part_of_the_day_equally_often() -> None:
    plan = plan_rounds({7: PARTS, 8: PARTS})
    assert Counter(contact.place for contact in plan) == {7: 50, 8: 50}
    assert {
        Counter(c.part for c in plan if c.place == place)[part] for place in (7, 8) for part in PARTS
    } == {10}
    for question in range(1, 11):
        met = [c.part for c in plan if c.place == 7 and c.question == question]
        assert sorted(met) == sorted(PARTS)
    assert plan == plan_rounds({8: PARTS, 7: PARTS})


def test_ninety_one_calls_only_wait_and_nine_ask() -> None:
    plan = plan_rounds({7: PARTS[:4]}, rounds=3, questions=3, wait_only=91)
    assert Counter(contact.is_wait_only for contact in plan) == {True: 91, False: 9}
    assert {contact.round for contact in plan} == {1, 2, 3}
    by_part = Counter(contact.part for contact in plan if contact.is_wait_only)
    assert max(by_part.values()) - min(by_part.values()) <= 1
    assert plan_rounds({9: ()}) == ()


def test_a_question_and_a_wait_of_one_round_meet_different_parts_of_the_day() -> None:
    planned = plan_rounds({1: ["morning", "midday", "evening"]}, rounds=2, questions=1, wait_only=2)
    assert len({(each.round, each.part) for each in planned}) == 4


def test_a_contact_has_its_window_in_its_part_of_a_day_of_its_round() -> None:
    plan = plan_rounds({7: PARTS}, rounds=2, questions=10)
    found = windows(plan, FORTNIGHT, BERLIN, HOURS, parts=DAY_PARTS)
    for contact, window in zip(plan, found, strict=True):
        assert window is not None
        assert day_part_at(window[0], BERLIN) == contact.part
        first_week = window[0].astimezone(ZoneInfo(BERLIN)).date() < date(2026, 11, 30)
        assert first_week == (contact.round == 1)
    mornings = [window for contact, window in zip(plan, found, strict=True) if contact.part == "morning"]
    assert len(set(mornings)) == len(mornings) == 4


def test_where_a_round_has_no_such_day_another_day_of_the_study_is_taken() -> None:
    plan = plan_rounds({7: ["saturday"]}, rounds=7, questions=1)
    found = windows(plan, FORTNIGHT, BERLIN, HOURS, parts=DAY_PARTS)
    assert {window[0].weekday() for window in found if window} == {5}
    shut = windows(plan, FORTNIGHT, BERLIN, hours_of_week({"mon": [["09:00", "10:00"]]}), parts=DAY_PARTS)
    assert set(shut) == {None}


def test_the_rounds_of_a_long_study_share_all_its_days() -> None:
    half_a_year = date(2026, 7, 1), date(2026, 12, 31)
    found = windows(plan_rounds({7: PARTS}), half_a_year, BERLIN, HOURS, parts=DAY_PARTS)
    months = {window[0].month for window in found if window}
    assert max(months) == 12


def contact(*parts: str, **more: object) -> Contact:
    return Contact(1, 1, parts[0] if parts else "morning", parts, **more)  # type: ignore[arg-type]


CONTACTS = [
    contact("morning", reached=True, is_over=True, waiting_seconds=10, transfers=0, is_correct=True),
    contact(
        "morning", "midday", reached=True, is_over=True, waiting_seconds=50, transfers=2, is_correct=False
    ),
    contact("midday", "morning", "evening", is_over=True, waiting_seconds=900),
    contact("evening", reached=True, is_over=True, waiting_seconds=30, is_wait_only=True),
    contact("morning"),
    contact(),
]


def test_shares_are_those_of_the_contacts_that_are_over() -> None:
    found = reachability(CONTACTS, target_seconds=30)
    assert (found.planned, found.over, found.attempts) == (6, 4, 8)
    assert found.reached is not None
    assert (found.reached.value, found.reached.n) == (0.75, 4)
    assert [share.value for share in found.by_attempt] == [0.5, 0.75, 0.75]
    assert found.in_time is not None
    assert found.in_time.value == 0.5


def test_an_attempt_counts_for_the_part_of_the_day_in_which_it_was_made() -> None:
    shares = reachability(CONTACTS, 30).by_part
    assert {part: (share.value, share.n) for part, share in shares.items()} == {
        "evening": (0.5, 2),
        "midday": (0.5, 2),
        "morning": (0.25, 4),
    }


def test_waiting_counts_who_gave_up_and_talks_tell_of_transfers_and_answers() -> None:
    found = reachability(CONTACTS, 30)
    assert found.waiting is not None
    assert (found.waiting.n, found.waiting.median, found.waiting.longest) == (4, 40, 900)
    assert found.waiting.p90 == pytest.approx(645)
    assert found.transferred is not None
    assert found.correct is not None
    assert (found.transferred.value, found.correct.value, found.correct.n) == (0.5, 0.5, 2)


def test_a_wait_that_was_given_up_counts_though_a_later_call_reached_somebody() -> None:
    tried = contact("morning", "midday", reached=True, is_over=True, waiting_seconds=20, given_up=(3600.0,))
    found = reachability([tried], 30)
    assert found.waiting is not None
    assert found.in_time is not None
    assert (found.waiting.n, found.waiting.longest, found.in_time.value) == (2, 3600, 1)


def test_a_wait_that_nobody_knows_is_neither_in_time_nor_late() -> None:
    untimed = contact("morning", reached=True, is_over=True)
    found = reachability([*CONTACTS, untimed], 30)
    assert found.reached is not None
    assert found.in_time is not None
    assert (found.reached.n, found.in_time.n, found.in_time.value) == (5, 4, 0.5)


def test_before_the_first_call_there_is_no_share() -> None:
    found = reachability([contact(), contact()], 30)
    assert (found.reached, found.in_time, found.waiting, found.correct) == (None, None, None, None)
    assert (found.by_attempt, found.by_part) == ((), {})
