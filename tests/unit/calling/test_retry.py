from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.calling import (
    OUTCOMES,
    Case,
    Next,
    Number,
    Plan,
    Tried,
    after,
    day_part_at,
    hours_of_week,
    is_permitted,
    outcomes_of,
)

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo(BERLIN))
HOTLINE, PERSON = Case("test", BERLIN), Case("survey", BERLIN, number=1, numbers=(Number(1),), caller=7)


def tried(*outcomes: str, part: str = "morning") -> tuple[Tried, ...]:
    return tuple(Tried(outcome, MONDAY, part, 1, 7) for outcome in outcomes)


def local(follows: Next) -> str:
    assert follows.next_at is not None
    return f"{follows.next_at.astimezone(ZoneInfo(BERLIN)):%a %H:%M}"


def test_busy_is_tried_again_soon_and_after_three_times_in_another_part_of_the_day() -> None:
    assert local(after(HOTLINE, "busy", MONDAY)) == "Mon 10:15"
    twice = replace(HOTLINE, history=tried("busy"))
    assert local(after(twice, "busy", MONDAY)) == "Mon 10:15"
    thrice = after(replace(HOTLINE, history=tried("busy", "busy")), "busy", MONDAY)
    assert (local(thrice), thrice.wanted_part, thrice.why) == ("Mon 12:00", "midday", "busy_other_part")
    broken = replace(HOTLINE, history=tried("busy", "no_answer", "busy"))
    assert local(after(broken, "busy", MONDAY)) == "Mon 10:15"


def test_who_does_not_answer_is_called_in_the_least_tried_part_of_the_day() -> None:
    first = after(PERSON, "no_answer", MONDAY)
    assert (local(first), first.wanted_part, first.number) == ("Mon 13:00", "midday", 1)
    history = (*tried("no_answer", part="midday"), *tried("voicemail", part="afternoon"))
    third = after(replace(PERSON, history=history), "voicemail", MONDAY)
    assert (local(third), third.wanted_part) == ("Mon 17:00", "evening")


def test_a_soft_refusal_is_asked_again_once_a_week_later_by_somebody_else() -> None:
    first = after(PERSON, "refusal_soft", MONDAY)
    assert (first.state, first.not_by) == ("open", 7)
    assert first.next_at is not None
    assert first.next_at >= MONDAY + timedelta(days=7)
    second = after(replace(PERSON, history=tried("refusal_soft")), "refusal_soft", MONDAY)
    assert (second.state, second.final_code, second.blocks_number) == ("done", "2.11", False)


def test_a_hard_refusal_is_final_and_the_number_is_never_called_again() -> None:
    follows = after(PERSON, "refusal_hard", MONDAY)
    assert (follows.state, follows.final_code, follows.blocks_number) == ("done", "2.11", True)


@pytest.mark.parametrize(
    ("case", "limit"), [(HOTLINE, 5), (PERSON, 8), (replace(PERSON, had_appointment=True), 9)]
)
def test_attempts_are_used_up_after_so_many(case: Case, limit: int) -> None:
    before = replace(case, history=tried(*["no_answer"] * (limit - 2)))
    assert after(before, "no_answer", MONDAY).state == "open"
    last = after(replace(case, history=tried(*["no_answer"] * (limit - 1))), "no_answer", MONDAY)
    assert (last.state, last.why) == ("done", "attempts_used_up")
    assert last.final_code == ("not_reached" if case.kind == "test" else "3.13")


def test_an_appointment_made_at_the_last_attempt_is_still_kept() -> None:
    agreed = MONDAY + timedelta(days=2, hours=5)
    spent = replace(PERSON, history=tried(*["no_answer"] * 7), agreed_at=agreed)
    follows = after(spent, "appointment_hard", MONDAY)
    assert (follows.state, follows.next_at) == ("open", agreed)
    at_night = replace(spent, agreed_at=agreed.replace(hour=22))
    assert local(after(at_night, "appointment_soft", MONDAY)) == "Thu 09:00"


def test_a_bad_number_gives_way_to_the_next_one() -> None:
    case = replace(PERSON, numbers=(Number(1), Number(2, is_good=False), Number(3)))
    follows = after(case, "disconnected", MONDAY)
    assert (follows.state, follows.number, follows.number_is_bad) == ("open", 3, True)
    assert local(follows) == "Mon 10:05"


def test_without_a_good_number_a_respondent_is_closed_and_a_hotline_waits_for_a_correction() -> None:
    closed = after(PERSON, "wrong_number", MONDAY)
    assert (closed.state, closed.final_code) == ("done", "3.30")
    paused = after(HOTLINE, "wrong_number", MONDAY)
    assert (paused.state, paused.final_code) == ("paused", "no_number")


def test_a_call_that_only_measures_the_wait_ends_where_the_patience_ends() -> None:
    follows = after(replace(HOTLINE, waits_only=True), "gave_up", MONDAY)
    assert (follows.state, follows.final_code) == ("done", "gave_up")
    assert after(HOTLINE, "gave_up", MONDAY).state == "open"
    assert after(HOTLINE, "reached", MONDAY).final_code == "reached"


def test_a_place_that_never_opens_waits_for_a_person() -> None:
    for_ever = [MONDAY.date() + timedelta(days=day) for day in range(90)]
    closed = replace(Plan.usual("test"), holidays=for_ever)
    assert after(HOTLINE, "busy", MONDAY, closed).state == "paused"


MORNINGS = replace(Plan.usual("survey"), hours=hours_of_week({"tue": [["09:00", "11:00"]]}))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(outcomes_of("survey")),
    st.lists(st.sampled_from(["busy", "no_answer", "voicemail", "not_available", "dropped"]), max_size=6),
    st.sampled_from([Plan.usual("survey"), MORNINGS]),
    st.integers(0, 14 * 24 * 60),
    st.sampled_from([BERLIN, "America/Los_Angeles", "Asia/Kolkata"]),
)
def test_whatever_happens_the_next_call_is_at_a_permitted_moment(
    outcome: object, earlier: list[str], plan: Plan, minutes: int, zone: str
) -> None:
    now = MONDAY + timedelta(minutes=minutes)
    code = outcome.code  # type: ignore[attr-defined]
    follows = after(replace(PERSON, zone=zone, history=tried(*earlier)), code, now, plan)
    if follows.state != "open":
        assert follows.final_code
        return
    assert follows.next_at is not None
    assert follows.next_at >= now + timedelta(minutes=5)
    assert is_permitted(follows.next_at, zone, plan.hours, plan.holidays)
    if follows.wanted_part:
        assert day_part_at(follows.next_at, zone) == follows.wanted_part
    assert not OUTCOMES[code].closes
