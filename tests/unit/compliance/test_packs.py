"""What countries allow: every rule has its source, and the unknown country is strictest."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mystery.compliance import PACKS, STRICTEST, Consent, against_moment, against_recording, pack_of

BOTH = ("called", "caller")
TUESDAY = datetime(2026, 11, 3, 11)  # noqa: DTZ001 - a local clock


def _codes(problems: list) -> list[str]:  # type: ignore[type-arg]
    return [problem.code for problem in problems]


@pytest.mark.parametrize("pack", [*PACKS.values(), STRICTEST], ids=lambda pack: pack.country or "unknown")
def test_every_rule_says_where_it_was_read_and_when(pack) -> None:  # type: ignore[no-untyped-def]
    assert pack.recording_source.text
    assert pack.hours.source.text
    assert pack.recording_source.seen_on <= date(2026, 12, 31)
    assert pack.consent_en
    assert pack.consent_de
    assert len(pack.hours.week) == 7
    assert pack.hours.week[6] == (), "nobody is called on a Sunday without having agreed"


def test_an_unknown_country_is_strictest() -> None:
    assert pack_of("ZZ") is STRICTEST
    assert STRICTEST.recording is Consent.NEVER
    assert _codes(against_recording([("DE", ""), ("ZZ", "")], BOTH)) == ["RECORDING_COUNTRY"]


@pytest.mark.parametrize(
    ("country", "part"), [("DE", ""), ("AT", ""), ("CH", ""), ("US", "US-NY"), ("US", "US-CA")]
)
def test_both_sides_must_have_agreed_wherever_they_are(country: str, part: str) -> None:
    places = [(country, part), ("DE", "")]
    assert _codes(against_recording(places, ())) == ["RECORDING_CONSENT_CALLED", "RECORDING_CONSENT_CALLER"]
    assert _codes(against_recording(places, ("caller",))) == ["RECORDING_CONSENT_CALLED"]
    assert against_recording(places, BOTH) == []


def test_respondents_are_called_at_decent_hours_unless_they_agreed_to_others() -> None:
    assert against_moment("DE", TUESDAY, ()) == []
    late, sunday = TUESDAY.replace(hour=21), TUESDAY.replace(day=1)
    for moment in (late, sunday):
        assert _codes(against_moment("DE", moment, ())) == ["CALL_OUTSIDE_PACK"]
        assert against_moment("DE", moment, (), is_agreed=True) == []
    assert _codes(against_moment("FR", TUESDAY.replace(hour=13), ())) == ["CALL_OUTSIDE_PACK"]
    assert _codes(against_moment("DE", TUESDAY, {TUESDAY.date()})) == ["CALL_ON_HOLIDAY"]
    assert _codes(against_moment("US", TUESDAY, {TUESDAY.date()})) == ["CALL_ON_HOLIDAY_WARNED"]


def test_a_holiday_that_is_only_warned_of_opens_no_hour_that_is_closed() -> None:
    night = TUESDAY.replace(hour=3)
    assert _codes(against_moment("US", night, {night.date()})) == [
        "CALL_ON_HOLIDAY_WARNED",
        "CALL_OUTSIDE_PACK",
    ]
