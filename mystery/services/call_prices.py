"""What calls came to: asked of the telephone once they are over, and settled against what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from mystery.calling import FINAL_STATES
from mystery.clock import utcnow
from mystery.services import call_guards
from mystery.services.context import settings
from mystery.services.transaction import reading
from mystery.store.models import CallAttempt, CallReservation, ReservationState
from mystery.telephony import AWAY, TelephoneDown, telephone

LONG_ENOUGH = timedelta(hours=24)
"""After that what was set aside counts as spent: a budget is rather too small than overdrawn."""
_MOST_AT_ONCE = 200


def settle(now: datetime | None = None) -> int:
    """Settles the calls whose price is known by now; returns how many."""
    moment = now or utcnow()
    settled = 0
    for attempt in _unsettled():
        try:
            cents = _price(attempt)
        except TelephoneDown:
            break
        if cents is None and (attempt.started_at or attempt.created_at) > moment - LONG_ENOUGH:
            continue
        call_guards.settle(attempt, cents)
        settled += 1
    return settled


def _price(attempt: CallAttempt) -> int | None:
    try:
        return telephone(attempt.telephony, settings()).price(attempt.provider_id)
    except TelephoneDown as down:
        if down.reason == AWAY:  # each further one would wait as long for nothing
            raise
        return None


def _unsettled() -> Sequence[CallAttempt]:
    query = (
        select(CallAttempt)
        .join(CallReservation, CallReservation.attempt_id == CallAttempt.id)
        .where(
            CallReservation.state == ReservationState.HELD,
            CallAttempt.provider_id != "",
            CallAttempt.provider_state.in_(FINAL_STATES),
        )
        .order_by(CallAttempt.id)
        .limit(_MOST_AT_ONCE)
    )
    return reading().scalars(query).all()
