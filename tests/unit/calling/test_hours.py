from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.calling import (
    DAY_PARTS,
    USUAL_HOURS,
    DayPart,
    add_business,
    day_part_at,
    day_parts,
    due,
    hours_of_week,
    is_permitted,
    next_permitted,
)
from mystery.problems import Rejected

BERLIN, SURVEY_HOURS = "Europe/Berlin", USUAL_HOURS["survey"]
SHOP = hours_of_week(
    {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
)
SHUT = SHOP.meet(hours_of_week({"sun": [["09:00", "12:00"]]}))
UNITY_DAY = date(2026, 10, 3)


def at(text: str, zone: str = BERLIN) -> datetime:
    """A moment by the clock of a place."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def codes(caught: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("moment", "permitted"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T20:59", True),
        ("2026-11-23T21:00", False),
        ("2026-11-28T18:00", False),
        ("2026-11-29T12:00", False),
    ],
)
def test_people_are_called_by_their_own_clock(moment: str, permitted: bool) -> None:
    assert is_permitted(at(moment), BERLIN, SURVEY_HOURS) is permitted
    there = at(moment, "America/New_York").astimezone(UTC)
    assert is_permitted(there, "America/New_York", SURVEY_HOURS) is permitted


def test_a_holiday_puts_a_call_off_until_the_next_open_day() -> None:
    friday_night = at("2026-10-02T21:30")
    assert next_permitted(friday_night, BERLIN, SURVEY_HOURS) == at("2026-10-03T10:00")
    assert next_permitted(friday_night, BERLIN, SURVEY_HOURS, {UNITY_DAY}) == at("2026-10-05T09:00")


def test_a_wanted_part_of_the_day_is_waited_for() -> None:
    evening = next(part for part in DAY_PARTS if part.code == "evening")
    assert next_permitted(at("2026-11-27T21:00"), BERLIN, SURVEY_HOURS, part=evening) == at(
        "2026-11-30T17:00"
    )
    # the shop is never open in the part called night, so any open hour will do
    night = day_parts([{"code": "night", "weekdays": ["mon"], "from": "22:00", "to": "24:00"}])[0]
    assert next_permitted(at("2026-11-27T21:00"), BERLIN, SHOP, part=night) == at("2026-11-30T09:00")


def test_the_parts_of_the_day_are_those_of_the_called_place() -> None:
    moment = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    zones = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
    assert [day_part_at(moment, zone) for zone in zones] == ["afternoon", "morning", "", ""]
    assert day_part_at(at("2026-11-28T12:30"), BERLIN) == "saturday"


def test_on_the_day_the_clocks_change_an_hour_is_an_hour() -> None:
    all_day = hours_of_week({"sun": [["00:00", "24:00"]]})
    spring = at("2026-03-29T00:00")
    assert add_business(spring, all_day, (), BERLIN, minutes=23 * 60) == at("2026-03-30T00:00")
    in_an_hour = add_business(at("2026-03-29T01:30"), all_day, (), BERLIN, minutes=60)
    assert in_an_hour == at("2026-03-29T03:30")
    autumn = at("2026-10-25T00:00")
    assert add_business(autumn, all_day, (), BERLIN, minutes=25 * 60) == at("2026-10-26T00:00")
    # 02:30 does not exist on this day
    night = hours_of_week({"sun": [["02:30", "04:00"]]})
    assert next_permitted(spring, BERLIN, night) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 365 * 24 * 60),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
    st.sampled_from([None, *DAY_PARTS]),
)
def test_the_next_permitted_moment_is_permitted_and_not_before(
    minutes: int, zone: str, part: DayPart | None
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    holidays = {date(2026, 12, 25), date(2026, 12, 26), date(2026, 1, 1)}
    found = next_permitted(moment, zone, SURVEY_HOURS, holidays, part)
    assert found is not None
    assert found >= moment
    assert is_permitted(found, zone, SURVEY_HOURS, holidays)
    if part is not None:
        assert day_part_at(found, zone) == part.code


def test_wrong_hours_and_parts_are_told_with_their_place() -> None:
    with pytest.raises(Rejected) as caught:
        hours_of_week({"mon": [["18:00", "09:00"]], "tue": ["09:00"], "Montag": []})
    assert codes(caught) == {"HOURS_WRONG", "HOURS_UNKNOWN_DAY"}
    with pytest.raises(Rejected) as caught:
        hours_of_week({"mon": []})
    assert codes(caught) == {"HOURS_NEVER_OPEN"}
    row = {"code": "late", "weekdays": ["mon"], "from": "17:00", "to": "22:00", "de": "spät"}
    assert day_parts([row])[0].label.told("de") == "spät"
    assert day_parts([]) == DAY_PARTS
    with pytest.raises(Rejected) as caught:
        day_parts([row, row, {**row, "to": "16:00"}, "late"])
    assert codes(caught) == {"DAY_PART_WRONG", "DAY_PART_TWICE"}


@pytest.mark.parametrize(
    ("words", "said", "expected"),
    [
        ("2 hours", "2026-11-26T11:00", "2026-11-26T14:00"),
        ("innerhalb von 90 Minuten", "2026-11-27T17:00", "2026-11-30T09:30"),
        ("today", "2026-11-26T11:00", "2026-11-26T18:00"),
        ("heute", "2026-11-26T18:30", "2026-11-27T18:00"),
        ("bis morgen", "2026-11-27T11:00", "2026-11-30T18:00"),
        ("by Friday", "2026-11-23T11:00", "2026-11-27T18:00"),
        ("bis zum Freitag", "2026-11-27T11:00", "2026-12-04T18:00"),
        ("bis Samstag", "2026-11-26T11:00", "2026-11-27T18:00"),
        ("in 3 Werktagen", "2026-11-27T11:00", "2026-12-02T18:00"),
        ("1 week", "2026-11-28T11:00", "2026-12-04T18:00"),
    ],
)
def test_a_promise_is_due_by_the_hours_of_the_place_that_gave_it(
    words: str, said: str, expected: str
) -> None:
    assert due(words, at(said), SHOP, (), BERLIN) == at(expected)


def test_a_promise_skips_holidays_and_says_when_it_is_no_time() -> None:
    thursday = at("2026-12-24T11:00")
    closed = {date(2026, 12, 25), date(2026, 12, 26)}
    assert due("tomorrow", thursday, SHOP, closed, BERLIN) == at("2026-12-28T18:00")
    assert due("by Friday", thursday, SHOP, closed, BERLIN) == at("2026-12-24T18:00")
    for words in ("soon", "0 days", ""):
        with pytest.raises(Rejected) as caught:
            due(words, thursday, SHOP, closed, BERLIN)
        assert codes(caught) == {"DUE_UNKNOWN"}
    for words in ("2 h", "today", "friday"):
        with pytest.raises(Rejected) as caught:
            due(words, thursday, SHUT, (), BERLIN)
        assert codes(caught) == {"HOURS_NEVER_OPEN"}


def test_two_sets_of_hours_meet_where_both_are_open() -> None:
    both = SHOP.meet(hours_of_week({"mon": [["11:00", "14:00"]], "sat": [["10:00", "12:00"]]}))
    assert both.week[0] == ((11 * 60, 12 * 60), (13 * 60, 14 * 60))
    assert not any(both.week[1:])
