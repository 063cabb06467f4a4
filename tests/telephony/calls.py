"""Calls that were begun, for tests of dialling."""

from __future__ import annotations

from typing import Any

from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import (
    CallAttempt,
    CallCase,
    CallNumber,
    CallPlan,
    TesterIdentity,
)
from tests import build
from tests.cast import someone

RESPONDENT, OWN = "+49421555010", "+49301234567"


def own_number(text: str) -> None:
    """Carl's own telephone; inside a transaction."""
    profile = someone("Carl").tester_profile
    assert profile is not None
    profile.identity = profile.identity or TesterIdentity()
    profile.identity.phone = text


def an_attempt(telephony: str = "twilio", number: str = RESPONDENT, **columns: Any) -> CallAttempt:
    with transaction() as session:
        carl = someone("Carl")
        own_number("030 1234567")
        wave = build.wave(build.study(build.client(), code=f"calls-{number[-4:]}"))
        plan = CallPlan(wave=wave, kind="survey", telephony=telephony)
        case = CallCase(
            wave=wave, kind="survey", reference="r-1", time_zone="Europe/Berlin", next_at=build.MOMENT
        )
        case.numbers = [CallNumber(e164=number)]
        session.add_all([plan, case])
        session.flush()
        row = CallAttempt(
            case_id=case.id, caller_id=carl.id, number_id=case.numbers[0].id, telephony=telephony, **columns
        )
        session.add(row)
        return row


def plan_of(attempt: CallAttempt) -> CallPlan:
    case = reading().get_one(CallCase, attempt.case_id)
    return reading().query(CallPlan).filter_by(wave_id=case.wave_id).one()


def fresh(attempt: CallAttempt) -> CallAttempt:
    """The attempt as other requests have left it."""
    db.session.rollback()
    db.session.expire_all()
    return reading().get_one(CallAttempt, attempt.id)


def case_of(attempt: CallAttempt) -> CallCase:
    return reading().get_one(CallCase, attempt.case_id)
