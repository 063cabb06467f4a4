"""Appointments: agreed by the clock of the called party, kept, missed, and given way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.problems import Rejected
from mystery.services import appointments, attempts, turns
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading
from mystery.store.models import Appointment, AppointmentState, AuditEntry
from tests.call_world import TUESDAY, a_caller, a_respondent, a_wave, carl
from tests.web.field_world import fresh

NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - what a clock on the wall shows


def test_a_kept_appointment_says_how_late_it_was(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    made = appointments.make(case, carl(), NOON, hard=True, now=TUESDAY)
    at = datetime(2026, 11, 24, 11, 3, tzinfo=UTC)
    attempts.begin(case, carl(), now=at)
    assert fresh(made).state is AppointmentState.KEPT
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "appointment.kept")).one()
    assert entry.details == {"late_seconds": 180}


def test_an_appointment_that_nobody_called_is_missed_and_its_case_comes_at_once(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    made = appointments.make(case, carl(), NOON, hard=True, now=TUESDAY)
    late = made.until_at + timedelta(seconds=1)
    assert [each.id for each in appointments.due(late)] == [made.id]
    assert appointments.miss_overdue(late) == 1
    assert fresh(made).state is AppointmentState.MISSED
    assert fresh(case).next_at == late
    assert turns.next_case(actor_for(a_caller()), late) is not None
    assert appointments.miss_overdue(late) == 0


def test_a_soft_one_is_anybodys_within_its_period(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    appointments.make(case, carl(), NOON, NOON + timedelta(hours=3), hard=False, now=TUESDAY)
    cora = actor_for(a_caller())
    assert turns.next_case(cora, TUESDAY + timedelta(minutes=30)) is None
    turn = turns.next_case(cora, TUESDAY + timedelta(hours=2))
    assert turn is not None
    assert turn.reasons[0].code == "appointment_soft"


def test_a_new_appointment_takes_the_place_of_the_one_before(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    first = appointments.make(case, carl(), NOON, hard=True, now=TUESDAY)
    appointments.make(case, carl(), NOON + timedelta(hours=1), hard=True, now=TUESDAY)
    assert fresh(first).state is AppointmentState.CANCELLED


def test_the_end_of_a_case_is_the_end_of_its_appointments(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    appointments.make(case, carl(), NOON + timedelta(days=1), hard=True, now=TUESDAY)
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    attempts.end(attempt, carl(), "refusal_hard", now=TUESDAY)
    assert reading().scalars(select(Appointment)).one().state is AppointmentState.CANCELLED


@pytest.mark.parametrize(
    ("begins", "ends", "code"),
    [
        (NOON - timedelta(days=1), None, "APPOINTMENT_PAST"),
        (NOON + timedelta(hours=11), None, "APPOINTMENT_HOURS"),
        (NOON.replace(day=29), None, "APPOINTMENT_HOURS"),  # a Sunday
        (NOON + timedelta(days=400), None, "APPOINTMENT_UNREADABLE"),
        (NOON, NOON - timedelta(hours=1), "APPOINTMENT_UNREADABLE"),
    ],
)
def test_a_time_that_cannot_be_kept_is_refused(
    app: Flask, begins: datetime, ends: datetime | None, code: str
) -> None:
    case = a_respondent(a_wave("survey"))
    with pytest.raises(Rejected) as refused:
        appointments.make(case, carl(), begins, ends, hard=ends is None, now=TUESDAY)
    assert [each.code for each in refused.value.problems] == [code]
