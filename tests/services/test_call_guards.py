"""Nothing is dialled that the guards forbid, and no cent is spent twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from mystery.access import Role
from mystery.problems import Forbidden, Rejected
from mystery.services import call_guards, call_stops, holidays
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    CallAttempt,
    CallCase,
    CallNumber,
    CallOutcome,
    CallPlan,
    DoNotCall,
    NumberState,
)
from tests import build, cast

TUESDAY = datetime(2026, 11, 3, 10, tzinfo=UTC)
"""11 o'clock in Bremen, on a day that is no holiday anywhere."""


def _case(e164: str = "+49421123456", kind: str = "survey", zone: str = "Europe/Berlin") -> CallNumber:
    """A number of a case in a wave that is called."""
    with transaction() as session:
        wave = build.wave(build.study(build.client()))
        session.add(CallPlan(wave=wave, kind=kind))
        case = CallCase(wave=wave, kind=kind, reference="r-1", time_zone=zone, next_at=TUESDAY)
        number = CallNumber(case=case, e164=e164)
        session.add_all([case, number])
        session.flush()
        return number


def _plan() -> CallPlan:
    return reading().query(CallPlan).one()


def _change(**columns: object) -> None:
    with transaction():
        for name, value in columns.items():
            setattr(_plan(), name, value)


def _against(number: CallNumber, now: datetime = TUESDAY) -> list[str]:
    carl = actor_for(cast.someone("Carl"))
    return [problem.code for problem in call_guards.may_dial(_plan(), number, carl, now)]


@pytest.mark.usefixtures("app")
def test_an_ordinary_call_may_be_made() -> None:
    assert _against(_case()) == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", ["Heidi", "Renate", "Lothar", "Wera", "Fred", "Axel", "Tara"])
def test_nobody_but_callers_starts_a_call(name: str) -> None:
    number, person = _case(), actor_for(cast.someone(name))
    assert person.role is not Role.CALLER
    with pytest.raises(Forbidden):
        call_guards.may_dial(_plan(), number, person, TUESDAY)


@pytest.mark.usefixtures("app")
def test_numbers_of_other_cases_bad_ones_and_blocked_ones_are_refused() -> None:
    number = _case()
    with transaction() as session:
        elsewhere = build.wave(build.study(build.client("fremd"), "s-2"))
        case = CallCase(wave=elsewhere, kind="survey", reference="x", time_zone="UTC", next_at=TUESDAY)
        stranger = CallNumber(case=case, e164="+49421654321")
        session.add_all([case, stranger])
    assert _against(stranger) == ["NUMBER_NOT_LISTED"]
    with transaction() as session:
        session.add(DoNotCall(e164=number.e164, client_id=build.client("fremd").id))
    assert _against(number) == [], "another client's list is not ours"
    with transaction() as session:
        session.add(DoNotCall(e164=number.e164, client_id=None))
    assert _against(number) == ["NUMBER_BLOCKED"]
    with transaction():
        number.state = NumberState.BLOCKED
    assert _against(number) == ["NUMBER_BLOCKED"]


@pytest.mark.usefixtures("app")
def test_the_clock_and_the_holidays_of_the_called_party_count() -> None:
    number = _case("+12125551234", zone="America/New_York")
    _change(guards={"countries": ["US"]})
    with transaction():
        number.case.country = "US"
    assert _against(number) == ["CALL_OUTSIDE_HOURS", "CALL_OUTSIDE_PACK"], "it is five in the morning there"
    assert _against(number, TUESDAY + timedelta(hours=6)) == []


@pytest.mark.usefixtures("app")
def test_a_holiday_counts_where_it_is_one_unless_the_respondent_has_agreed() -> None:
    all_saints = datetime(2027, 11, 1, 10, tzinfo=UTC)
    assert all_saints.date() in holidays.around("DE", "NW", all_saints)
    assert all_saints.date() not in holidays.around("DE", "HB", all_saints)
    number = _case()
    assert _against(number, all_saints) == []
    with transaction():
        number.case.attributes = {"subdivision": "DE-NW"}
    assert _against(number, all_saints) == ["CALL_OUTSIDE_HOURS", "CALL_ON_HOLIDAY"]
    with transaction() as session:
        until = all_saints + timedelta(minutes=10)
        maker = cast.someone("Carl").id
        session.add(Appointment(case=number.case, made_by_id=maker, from_at=all_saints, until_at=until))
    assert _against(number, all_saints) == []


@pytest.mark.usefixtures("app")
def test_hotlines_may_be_tested_on_a_holiday_where_the_plan_says_so() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)
    number = _case(kind="test")
    assert _against(number, christmas) == ["CALL_OUTSIDE_HOURS"]
    _change(guards={"on_holidays": True})
    assert _against(number, christmas) == []


@pytest.mark.usefixtures("app")
def test_both_kill_switches_stop_at_once() -> None:
    number, stefan = _case(), actor_for(cast.someone("Stefan"))
    with pytest.raises(Forbidden):
        call_stops.stop_all(actor_for(cast.someone("Heidi")))
    call_stops.stop_all(stefan, "the numbers are wrong")
    _change(stopped_at=TUESDAY)
    assert _against(number) == ["CALLS_STOPPED", "PLAN_STOPPED"]
    call_stops.resume_all(stefan)
    assert _against(number) == ["PLAN_STOPPED"]


def _reserve() -> str:
    """The code of the refusal; '' where the money was set aside."""
    try:
        call_guards.reserve(_plan(), cast.someone("Carl").id, TUESDAY)
    except Rejected as refusal:
        return refusal.problems[0].code
    return ""


@pytest.mark.usefixtures("app")
def test_every_budget_is_looked_at_and_a_missing_cent_is_enough() -> None:
    _case()
    assert _reserve() == "", "by hand a call costs nothing"
    _change(telephony="twilio")
    assert _reserve() == "BUDGET_NO_PRICE"
    _change(call_budget_cents=25, budget_cents=24, day_budget_cents=50, caller_budget_cents=75)
    assert _reserve() == "BUDGET_USED_UP"
    _change(budget_cents=100)
    assert [_reserve() for _ in range(3)] == ["", "", "BUDGET_OF_THE_DAY_USED_UP"]
    _change(day_budget_cents=99)
    assert [_reserve() for _ in range(2)] == ["", "BUDGET_OF_THE_DAY_USED_UP"]
    _change(day_budget_cents=500)
    assert _reserve() == "BUDGET_OF_THE_CALLER_USED_UP"


@pytest.mark.usefixtures("app")
def test_what_a_call_did_not_cost_is_there_for_the_next_one() -> None:
    case = _case().case
    _change(call_budget_cents=30, budget_cents=30, day_budget_cents=30, caller_budget_cents=30)
    with transaction() as session:
        facts = {"case_id": case.id, "caller_id": cast.someone("Carl").id, "outcome": CallOutcome.BUSY}
        tries = [CallAttempt(**facts) for _ in range(3)]
        session.add_all(tries)
    now, carl = TUESDAY, cast.someone("Carl").id
    call_guards.reserve(_plan(), carl, now, tries[0])
    assert _reserve() == "BUDGET_USED_UP"
    call_guards.free(tries[0])
    call_guards.reserve(_plan(), carl, now, tries[1])
    call_guards.settle(tries[1], 12)
    assert call_guards.spent(_plan()) == 12
    _change(budget_cents=42, day_budget_cents=42, caller_budget_cents=42)
    call_guards.reserve(_plan(), carl, now, tries[2])
    call_guards.settle(tries[2], None)
    assert call_guards.spent(_plan()) == 42, "what nobody knows counts in full"


def test_a_hundred_starts_at_once_on_a_budget_for_ten_dial_ten(app: Flask) -> None:
    _case()
    _change(call_budget_cents=10, budget_cents=109, day_budget_cents=5000, caller_budget_cents=5000)

    def start(_number: int) -> str:
        with app.app_context():
            return _reserve()

    with ThreadPoolExecutor(8) as crowd:
        said = list(crowd.map(start, range(100)))
    assert (said.count(""), said.count("BUDGET_USED_UP")) == (10, 90)
    assert call_guards.spent(_plan()) == 100


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("state", "left"), [("", 30), ("unavailable", 30), ("queued", 0)])
def test_an_attempt_that_is_over_gives_back_what_was_never_dialled(state: str, left: int) -> None:
    """Without a word of the provider a call may have rung: then it counts."""
    case, carl = _case().case, cast.someone("Carl").id
    _change(call_budget_cents=30, budget_cents=30, day_budget_cents=30, caller_budget_cents=30)
    with transaction() as session:
        attempt = CallAttempt(case_id=case.id, caller_id=carl, provider_state=state)
        session.add(attempt)
    call_guards.reserve(_plan(), carl, TUESDAY, attempt)
    with transaction():
        call_guards.close(attempt)
    assert 30 - call_guards.spent(_plan()) == left
