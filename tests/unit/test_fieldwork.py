"""Who may go where, how targets become tests, and what a wave needs before it starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from mystery.fieldwork import (
    Candidate,
    Grounds,
    Past,
    Play,
    Preparation,
    Visit,
    blocking,
    eligible,
    grounds_lines,
    missing,
    spread,
    wave_lines,
    window_at,
)
from mystery.problems import describe

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HAMBURG, BERLIN = (53.551, 9.994), (52.520, 13.405)
TARA = Candidate(1, "Tara", home=HAMBURG, radius_km=40)
VISIT = Visit(10, 5, "Bremen", 3, (NOW, NOW + timedelta(days=7)), at=HAMBURG)
SOUND = Grounds("own", "Find weak spots", "Art. 6(1)(f) GDPR", "A-17", "agreed", 365, 5, 5)


def codes(*problems: object) -> list[str]:
    return [each.code for each in problems]  # type: ignore[attr-defined]


def test_a_tester_who_lives_near_and_was_never_there_may_go() -> None:
    assert eligible(TARA, VISIT, [], NOW) == []


@pytest.mark.parametrize(("days", "refused"), [(1, True), (59, True), (60, False), (200, False)])
def test_a_tester_comes_back_to_a_place_after_sixty_days(days: int, refused: bool) -> None:
    before = Past(9, 1, 5, (NOW - timedelta(days=days + 1), NOW - timedelta(days=days)))
    assert bool(eligible(TARA, VISIT, [before], NOW)) is refused


def test_a_visit_planned_for_later_counts_too() -> None:
    later = Past(11, 1, 5, (NOW + timedelta(days=20), NOW + timedelta(days=27)))
    [problem] = eligible(TARA, VISIT, [later], NOW)
    assert problem.code == "ROTATION_TOO_SOON"
    assert "on 13 Dec 2026 too" in describe(problem)
    assert "am 13.12.2026" in describe(problem, "de")


def test_other_testers_other_places_and_the_visit_itself_do_not_count() -> None:
    history = [Past(10, 1, 5, VISIT.window), Past(11, 2, 5, VISIT.window), Past(12, 1, 6, VISIT.window)]
    assert eligible(TARA, VISIT, history, NOW) == []


def test_everything_that_speaks_against_a_tester_is_said_at_once() -> None:
    tired = replace(TARA, is_available=False, can_visit=False, home=BERLIN, failed_quizzes=frozenset({3}))
    found = eligible(tired, replace(VISIT, window=(NOW - timedelta(2), NOW - timedelta(1))), [], NOW)
    assert codes(*found) == [
        "TESTER_UNAVAILABLE",
        "TESTER_CANNOT_VISIT",
        "WINDOW_OVER",
        "QUIZ_NOT_PASSED",
        "TESTER_FAR_AWAY",
    ]
    assert next(each for each in found if each.code == "TESTER_FAR_AWAY").params["km"] == 255


def test_calls_need_a_caller_and_no_journey() -> None:
    call = replace(VISIT, by_call=True)
    assert codes(*eligible(replace(TARA, home=BERLIN), call, [], NOW)) == ["TESTER_CANNOT_CALL"]


def test_only_what_the_targets_lack_is_made() -> None:
    assert missing({"bremen": 4, "kiel": 2, "ulm": 1}, {"bremen": 1, "kiel": 2, "ulm": 3}) == {"bremen": 3}


def test_tests_are_spread_over_the_days_of_a_wave() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 9)
    windows = spread(first, last, 3)
    assert [(begin.day, end.day) for begin, end in windows] == [(1, 3), (4, 6), (7, 9)]
    assert spread(first, first, 2) == [(first, first), (first, first)]


def test_a_window_goes_by_the_clock_of_its_place() -> None:
    day = date(2026, 7, 1)
    berlin = window_at("Europe/Berlin", (day, day), (time(9), time(18)))
    london = window_at("Europe/London", (day, day), (time(9), time(18)))
    assert london[0] - berlin[0] == timedelta(hours=1)


def test_a_sound_study_is_ready() -> None:
    assert [line.problem for line in grounds_lines(SOUND)] == [None] * 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"order_reference": " "}, "ORDER_MISSING"),
        ({"purpose": ""}, "PURPOSE_MISSING"),
        ({"legal_basis": ""}, "LEGAL_BASIS_MISSING"),
        ({"retention_days": 0}, "RETENTION_MISSING"),
        ({"works_council": "asked"}, "WORKS_COUNCIL_OPEN"),
        ({"works_council": "refused"}, "WORKS_COUNCIL_REFUSED"),
        ({"works_council": "none", "minimum_tests": 3}, "MINIMUM_CELL_TOO_SMALL"),
    ],
)
def test_a_broken_rule_keeps_a_wave_out_of_the_field(change: dict[str, object], code: str) -> None:
    assert codes(*blocking(grounds_lines(replace(SOUND, **change)))) == [code]


def test_no_works_council_is_a_warning_and_competitors_need_no_order() -> None:
    assert blocking(grounds_lines(replace(SOUND, works_council="none"))) == []
    assert blocking(grounds_lines(replace(SOUND, kind="competitor", order_reference=""))) == []


def test_a_wave_without_a_scenario_cannot_start_and_the_rest_is_advice() -> None:
    lines = wave_lines(Preparation(0, 0, date(2026, 11, 1), small_places=2), date(2026, 11, 23))
    found = [line.problem.code for line in lines if line.problem]
    assert found == ["NO_SCENARIO", "NOTHING_PLANNED", "WAVE_IS_OVER", "SMALL_PLACES"]
    assert codes(*blocking(lines)) == ["NO_SCENARIO"]


def test_a_play_that_is_not_written_keeps_a_wave_out_of_the_field() -> None:
    bare = Play("one", "call", role=False, must_say=False, exit_line=False)
    ready = Preparation(2, 4, date(2026, 11, 30), plays=[bare, Play("two", "visit")])
    lines = wave_lines(ready, date(2026, 11, 23))
    assert codes(*blocking(lines)) == ["PLAY_WITHOUT_ROLE", "PLAY_WITHOUT_WORDS", "PLAY_WITHOUT_EXIT"]
    assert {line.key for line in lines if line.problem} == {"one"}


def test_a_written_play_is_one_kept_line() -> None:
    plays = [Play("one", "call"), Play("two", "visit")]
    lines = wave_lines(Preparation(2, 4, date(2026, 11, 30), plays=plays), date(2026, 11, 23))
    assert [line.rule for line in lines].count("play") == 1
    assert blocking(lines) == []
