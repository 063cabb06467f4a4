"""The time of promises: days that are named, open hours over weekends, holidays and DST."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mystery.calling import due, hours_of_week, open_time
from mystery.problems import Rejected

BERLIN = "Europe/Berlin"
SHOP = hours_of_week({day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
NIGHT = hours_of_week({day: [["00:00", "24:00"]] for day in ("sat", "sun")})
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-12-28", "2026-12-28T18:00"),
        ("2026-12-27", "2026-12-24T18:00"),  # a Sunday after two holidays: the last close before
        ("2026-12-25", "2026-12-24T18:00"),
        ("4h", "2026-12-28T11:00"),  # Christmas Eve from 16:00, then Monday
    ],
)
def test_a_promise_of_christmas_eve_skips_the_holidays_and_the_weekend(said: str, expected: str) -> None:
    assert due(said, at("2026-12-24T16:00"), SHOP, CHRISTMAS, BERLIN) == at(expected)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("60d", "2026-04-27T18:00"),
        ("10w", "2026-04-13T18:00"),
        ("600h", "2026-05-05T15:00"),
    ],
)
def test_a_time_of_many_weeks_runs_to_its_end(said: str, expected: str) -> None:
    assert due(said, at("2026-02-02T09:00"), SHOP, (), BERLIN) == at(expected)


def test_a_day_that_does_not_exist_is_told() -> None:
    with pytest.raises(Rejected) as refusal:
        due("2026-02-30", at("2026-02-01T10:00"), SHOP, (), BERLIN)
    assert [problem.code for problem in refusal.value.problems] == ["DUE_UNKNOWN"]


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-12-24T16:00", "2026-12-28T11:00", 4.0),
        ("2026-12-26T10:00", "2026-12-27T20:00", 0.0),
        ("2026-12-28T11:00", "2026-12-28T10:00", 0.0),
        ("2026-08-03T09:00", "2026-11-02T09:00", 13 * 45.0),  # longer than hours are looked ahead
    ],
)
def test_only_open_hours_count(since: str, until: str, hours: float) -> None:
    assert open_time(at(since), at(until), SHOP, CHRISTMAS, BERLIN) == timedelta(hours=hours)


def test_the_night_on_which_clocks_change_has_an_hour_less_or_more() -> None:
    assert open_time(at("2026-03-29T00:00"), at("2026-03-30T00:00"), NIGHT, (), BERLIN) == timedelta(hours=23)
    assert open_time(at("2026-10-25T00:00"), at("2026-10-26T00:00"), NIGHT, (), BERLIN) == timedelta(hours=25)
