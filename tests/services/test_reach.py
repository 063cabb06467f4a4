"""Reachability studies: contacts planned in parts of the day, and what their calls come to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from mystery.calling import day_part_at
from mystery.problems import Forbidden, Rejected
from mystery.services import call_reports, cases, reach, reach_windows, reachability, turns
from mystery.services.accounts import actor_for
from mystery.services.reach import ReachOrder
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    AuditEntry,
    CallAttempt,
    CallCase,
    CallOutcome,
    CaseState,
    ReachRound,
    Wave,
    WaveState,
)
from tests import build
from tests.call_world import TUESDAY, a_respondent, a_wave, carl, scenario_of
from tests.cast import someone

FORTNIGHT = date(2026, 11, 23), date(2026, 12, 6)
WHEN = TUESDAY - timedelta(days=2)


def planner() -> object:
    return actor_for(someone("Stefan"))


def a_study(**plan: object) -> Wave:
    """A wave with two hotlines; Bremen has hours of its own, Ulm those of the plan."""
    wave = a_wave(**plan)  # type: ignore[arg-type]
    with transaction():
        for code, number in (("bremen", "+49 421 555 010"), ("ulm", "+49 731 555 010")):
            build.place(code).phone = number
        build.place("bremen").hours = {"mon": [["09:00", "13:00"]], "tue": [["09:00", "13:00"]]}
    return wave


def order(wave: Wave, **changes: object) -> ReachOrder:
    usual = {
        "scenario": scenario_of(wave).code,
        "days": FORTNIGHT,
        "rounds": 2,
        "questions": 2,
        "wait_only": 4,
    }
    return ReachOrder(**{**usual, **changes})  # type: ignore[arg-type]


def rounds_of(wave: Wave, place: str) -> list[ReachRound]:
    query = select(ReachRound).where(
        ReachRound.wave_id == wave.id, ReachRound.location_id == build.place(place).id
    )
    return list(reading().scalars(query.order_by(ReachRound.id)))


def test_rounds_become_assignments_with_windows_in_their_part_of_the_day(app: Flask) -> None:
    wave = a_study()
    assert reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN) == 16
    bremen, ulm = rounds_of(wave, "bremen"), rounds_of(wave, "ulm")
    assert {each.day_part for each in bremen} == {"morning", "midday"}
    assert {each.day_part for each in ulm} > {"afternoon", "evening", "saturday"}
    assert Counter(each.is_wait_only for each in ulm) == {True: 4, False: 4}
    for each in bremen:
        local = each.assignment.window_from.astimezone(ZoneInfo("Europe/Berlin"))
        assert (local.weekday() in (0, 1), local.hour in (9, 12)) == (True, True)
    assert each.assignment.state is AssignmentState.DRAFT
    cases = reading().scalars(select(CallCase).where(CallCase.wave_id == wave.id)).all()
    assert len(cases) == 16
    assert reading().scalars(select(AuditEntry).where(AuditEntry.action == "reach.plan")).one()


def test_the_same_order_makes_nothing_twice_and_a_larger_one_only_what_is_missing(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    assert reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN) == 0
    assert reach.make_rounds(wave, order(wave, questions=3), actor=planner(), now=WHEN) == 4


def test_everything_wrong_with_an_order_is_told_at_once(app: Flask) -> None:
    wave = a_study()
    backwards = FORTNIGHT[::-1]
    with pytest.raises(Rejected) as caught:
        reach.make_rounds(wave, order(wave, scenario="none", rounds=0, days=backwards), actor=planner())
    found = {problem.code for problem in caught.value.problems}
    assert found == {"REACH_SCENARIO", "REACH_SIZE", "DATES_REVERSED"}
    sunday = date(2026, 11, 29), date(2026, 11, 29)
    with pytest.raises(Rejected) as caught:
        reach.make_rounds(wave, order(wave, days=sunday), actor=planner())
    assert [problem.code for problem in caught.value.problems] == ["REACH_NO_WINDOW"] * 2
    assert reading().scalars(select(ReachRound)).all() == []


def test_a_survey_has_no_rounds_and_a_caller_plans_none(app: Flask) -> None:
    wave = a_wave("survey")
    with pytest.raises(Rejected) as caught:
        reach.make_rounds(wave, order(wave), actor=planner())
    assert "REACH_ONLY_TESTS" in {problem.code for problem in caught.value.problems}
    with pytest.raises(Forbidden):
        reach.make_rounds(wave, order(wave), actor=actor_for(someone("Carl")))


def test_a_study_over_the_turn_of_the_year_calls_nobody_on_new_year(app: Flask) -> None:
    wave = a_study()
    one_morning = {"fri": [["09:00", "12:00"]]}
    with transaction():
        build.place("ulm").hours = one_morning
        ulm = build.place("ulm").public_id
    long = date(2026, 9, 1), date(2027, 1, 1)
    contacts = {"rounds": 18, "questions": 1, "wait_only": 0, "places": [ulm]}
    reach.make_rounds(wave, order(wave, days=long, **contacts), actor=planner(), now=WHEN)
    days = {each.assignment.window_from.date() for each in rounds_of(wave, "ulm")}
    assert max(days) == date(2026, 12, 18), "neither Christmas Day nor New Year's Day, both Fridays"
    for_ever = date(2026, 9, 1), date(2062, 9, 1)
    with pytest.raises(Rejected) as caught:
        reach.make_rounds(wave, order(wave, days=for_ever), actor=planner(), now=WHEN)
    assert [problem.code for problem in caught.value.problems] == ["REACH_TOO_LONG"]


def attempts(row: ReachRound, *ends: tuple[str, str, dict[str, float]]) -> None:
    """Attempts at a planned contact: outcome, part of the day, timings."""
    with transaction() as session:
        case = session.scalars(select(CallCase).where(CallCase.assignment_id == row.assignment_id)).one()
        for outcome, part, timings in ends:
            session.add(
                CallAttempt(
                    assignment_id=row.assignment_id,
                    case_id=case.id,
                    caller_id=someone("Carl").id,
                    outcome=CallOutcome(outcome),
                    day_part=part,
                    timings=timings,
                )
            )
        case.state, case.final_code = CaseState.DONE, "reached" if ends[-1][0] == "reached" else "not_reached"


def test_the_report_tells_who_was_reached_and_how_long_it_took(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    first, second, third, fourth = rounds_of(wave, "ulm")[:4]
    attempts(first, ("reached", "morning", {"ring": 4.0, "queue": 20.0}))
    attempts(second, ("busy", "morning", {}), ("reached", "midday", {"answer": 70.0}))
    attempts(third, *[("no_answer", "evening", {})] * 5)
    attempts(fourth, ("gave_up", "afternoon", {"queue": 3_600.0}))
    report = reachability.reachability_of(wave, planner())
    total = report.total
    assert (total.planned, total.over, total.attempts) == (16, 4, 9)
    assert total.reached is not None
    assert total.waiting is not None
    assert (total.reached.value, total.waiting.median, total.waiting.longest) == (0.5, 70, 3600)
    assert total.in_time is not None
    assert total.in_time.value == 0.25
    assert [share.value for share in total.by_attempt][:2] == [0.25, 0.5]
    assert [name for name, _ in report.places] == ["Ulm", "Bremen"], "the best first"
    row = next(each for each in report.matrix if (each.place, each.round) == ("Ulm", 1))
    assert sum(planned for _, planned in row.cells.values()) == 4
    assert sum(over for over, _ in row.cells.values()) == 2


def test_a_contact_that_the_office_has_closed_is_no_result(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    first, second = rounds_of(wave, "ulm")[:2]
    attempts(first, ("reached", "morning", {"queue": 20.0}))
    query = select(CallCase).where(CallCase.assignment_id == second.assignment_id)
    cases.skip(reading().scalars(query).one(), planner())
    total = reachability.reachability_of(wave, planner()).total
    assert (total.planned, total.over) == (16, 1)
    assert total.reached is not None
    assert total.reached.value == 1.0


def test_a_call_that_only_waits_is_known_as_such(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    waiting = next(each for each in rounds_of(wave, "ulm") if each.is_wait_only)
    asking = next(each for each in rounds_of(wave, "ulm") if not each.is_wait_only)
    assert reach.waits_only(waiting.assignment_id)
    assert not reach.waits_only(asking.assignment_id)
    assert not reach.waits_only(None)


def test_the_report_on_calls_is_kept_in_the_audit_log_with_its_hash(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    attempts(rounds_of(wave, "ulm")[0], ("reached", "morning", {"queue": 20.0}))
    made = call_reports.calls_report(wave, "de", actor=planner())
    assert made.content.startswith(b"%PDF")
    assert made.name == "calls-test-nord-w-1-calls-de.pdf"
    assert call_reports.calls_report(wave, "de", actor=planner()).content == made.content
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "report.download")).first()
    assert entry is not None
    assert entry.details["sha256"] == hashlib.sha256(made.content).hexdigest()
    with pytest.raises(Forbidden):
        call_reports.calls_report(wave, "de", actor=actor_for(someone("Carl")))


def test_a_survey_gets_the_report_on_its_sample(app: Flask) -> None:
    wave = a_wave("survey")
    a_respondent(wave, final_code="1.1", state=CaseState.DONE)
    assert call_reports.calls_report(wave, "en", e=0.5).content.startswith(b"%PDF")
    with pytest.raises(Rejected) as caught:
        call_reports.calls_report(wave, "en", e=2.0)
    assert [problem.code for problem in caught.value.problems] == ["E_NOT_A_SHARE"]


def test_other_figures_have_another_fingerprint(app: Flask) -> None:
    wave = a_wave("survey")
    a_respondent(wave, final_code="1.1", state=CaseState.DONE)
    assert fingerprint(wave, e=0.5) == fingerprint(wave, e=0.5) != fingerprint(wave, e=0.6)
    before = fingerprint(wave, e=0.5)
    a_respondent(wave, "R-2", final_code="4.70", state=CaseState.DONE)
    assert fingerprint(wave, e=0.5) != before, "a case that was closed by hand counts as well"


def fingerprint(wave: Wave, e: float) -> str:
    document = pypdfium2.PdfDocument(call_reports.calls_report(wave, "en", e=e).content)
    found = re.search(r"fingerprint ([0-9a-f]{16})", document[1].get_textpage().get_text_range())
    assert found
    return found[1]


def test_what_staff_did_is_withheld_where_a_team_is_small(app: Flask) -> None:
    wave = a_study()
    with transaction():
        build.place("kiel").phone, build.place("kiel").headcount = "+49 431 555 010", 3
    reach.make_rounds(wave, order(wave, wait_only=0, questions=4), actor=planner(), now=WHEN)
    for place, talks in (("bremen", 6), ("ulm", 7), ("kiel", 8)):
        for row in rounds_of(wave, place)[:talks]:
            attempts(row, ("reached", "morning", {"queue": 20.0}))
            with transaction():
                interview = build.interview(row.assignment, someone("Carl"))
                build.submission(interview, {"answer": "complete", "transfers": 0})
    found = reachability.reachability_of(wave, planner())
    places = dict(found.places)
    assert places["Kiel"].correct is None
    assert places["Kiel"].reached is not None
    assert [name for name, each in places.items() if each.correct is not None] == ["Ulm"]
    assert found.total.correct is not None
    assert found.total.correct.n == 21


def test_an_answer_that_nobody_could_judge_is_neither_right_nor_wrong(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave, wait_only=0, questions=5), actor=planner(), now=WHEN)
    rows = rounds_of(wave, "ulm")
    for row, answer in zip(rows, ["complete"] * 6 + ["wrong"] * 3 + [{"missing": "dont_know"}], strict=True):
        attempts(row, ("gave_up", "morning", {"queue": 900.0}), ("reached", "morning", {"queue": 20.0}))
        with transaction():
            interview = build.interview(row.assignment, someone("Carl"))
            build.submission(interview, {"answer": answer})
    found = reachability.reachability_of(wave, planner())
    assert found.total.correct is not None
    assert (found.total.correct.n, round(9 * found.total.correct.value)) == (9, 6)
    assert sorted(found.waits) == [20.0] * 10 + [900.0] * 10, "calls given up before waited as well"


def test_a_missed_contact_moves_to_the_same_part_of_a_later_day(app: Flask) -> None:
    wave = a_study()
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    monday_after = WHEN + timedelta(days=8)
    late = reach_windows.missed(wave, monday_after)
    assert late
    assert reach_windows.missed(wave, WHEN) == []
    moved = reach_windows.move_missed(wave, actor=planner(), now=monday_after)
    left = {each.id for each in reach_windows.missed(wave, monday_after)}
    assert moved == len(late) - len(left) > 0
    for each in late:
        if each.id in left:  # no such time of day is left in the wave
            continue
        window = each.assignment.window_from
        assert window >= monday_after
        assert day_part_at(window, "Europe/Berlin") == each.day_part
    with pytest.raises(Forbidden):
        reach_windows.move_missed(wave, actor=actor_for(someone("Carl")), now=monday_after)


@pytest.mark.parametrize("is_pooled", [True, False])
def test_contacts_whose_window_is_open_come_before_those_whose_window_has_passed(
    is_pooled: bool, app: Flask
) -> None:
    wave = a_study(is_pooled=is_pooled)
    reach.make_rounds(wave, order(wave), actor=planner(), now=WHEN)
    contacts = sorted(rounds_of(wave, "ulm"), key=lambda each: each.assignment.window_from)
    if not is_pooled:
        with transaction():
            for each in rounds_of(wave, "ulm"):
                each.assignment.tester, each.assignment.state = someone("Carl"), AssignmentState.BRIEFED
    now = contacts[-1].assignment.window_from + timedelta(minutes=1)
    assert reach_windows.missed(wave, now)
    choice = turns.decide(carl(), now)
    assert choice is not None
    window = reading().get_one(CallCase, choice.case).assignment
    assert window is not None
    assert window.window_from <= now <= window.window_to
    assert choice.reasons[0].code == "window"

    monday_after = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
    late = turns.decide(carl(), monday_after)
    assert late is not None
    assert late.reasons[0].code == "window_over"


def test_a_released_wave_takes_no_contacts(app: Flask) -> None:
    wave = a_study()
    with transaction():
        wave.state = WaveState.RELEASED
    with pytest.raises(Rejected, match="WAVE_RELEASED"):
        reach.make_rounds(wave, order(wave), actor=planner())
