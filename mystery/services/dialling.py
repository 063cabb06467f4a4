"""Dialling: a call is ordered from the wave's telephone, watched, ended, and asked for when it falls silent.

The interview never depends on it. Where the telephone does not work the attempt goes on by hand.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.calling import FINAL_STATES
from mystery.clock import utcnow
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import audit, call_events, call_guards, call_stops, own_telephone
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CallAttempt,
    CallCase,
    CallEvent,
    CallNumber,
    CallPlan,
    User,
)
from mystery.telephony import (
    AWAY,
    Connection,
    Leg,
    Order,
    Telephone,
    TelephoneDown,
    Told,
    telephone,
    twilio_browser,
)

log = logging.getLogger("mystery.telephony")

BY_HAND = "none"
BEGUN, UNAVAILABLE = "queued", "unavailable"
SILENT = timedelta(minutes=5)
"""A call that has not ended for so long is asked for."""
LOST = timedelta(hours=24)
"""A call that the provider knows nothing of is given up after that."""
_MOST_AT_ONCE = 200


class By(StrEnum):
    """Who dials: the wave's telephone, the caller's browser, or the caller's finger."""

    TELEPHONE = "telephone"
    BROWSER = "browser"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a round of asking came to; `silent` are calls that nobody could say anything about."""

    asked: int = 0
    ended: int = 0
    silent: int = 0


def dial(
    attempt: CallAttempt, actor: Actor, by: By = By.TELEPHONE, *, now: datetime | None = None
) -> CallAttempt:
    """Orders the call of an attempt that was begun; guards and money are `attempts.begin`'s.

    Where the telephone does not work, or the caller gives it up, the attempt is one by hand (`telephony`
    none, state `unavailable`): the page shows the number, and the log keeps that it did. A browser orders
    its call itself, and the provider asks `connect_browser`.
    """
    _own(attempt, actor)
    moment = now or utcnow()
    plan = _plan(attempt)
    code = plan.telephony if plan else BY_HAND
    if by is By.BROWSER:
        return attempt
    if not _claim(attempt, actor, BY_HAND if by is By.HAND else code, moment):
        return attempt if code == BY_HAND else _by_hand(attempt, actor, code, "chosen", moment)
    try:
        call_id = telephone(code, settings()).start(_order(attempt, plan), moment)
    except TelephoneDown as down:
        return _by_hand(attempt, actor, code, down.reason, moment)
    with transaction():
        attempt.provider_id = attempt.provider_id or call_id
    return look(attempt, now=moment)


def dial_otherwise(attempt: CallAttempt, actor: Actor, by: By, *, now: datetime | None = None) -> CallAttempt:
    """Another way for a call that its browser could not make. The guards are asked again: time has passed."""
    plan = _plan(attempt)
    if plan is not None:
        call_guards.check(plan, _number(attempt), actor, now or utcnow())
    return dial(attempt, actor, by, now=now)


def hang_up(attempt: CallAttempt, actor: Actor, *, now: datetime | None = None) -> CallAttempt:
    """Ends the call; the attempt stays open until its outcome is said. Raises `Rejected` if it cannot."""
    _own(attempt, actor)
    if not attempt.provider_id or call_events.is_over(attempt):
        return attempt
    moment = now or utcnow()
    look(attempt, now=moment)
    if call_events.is_over(attempt):
        return attempt
    try:
        told = telephone(attempt.telephony, settings()).hang_up(attempt.provider_id, moment)
    except TelephoneDown as down:
        raise Rejected([Problem("TELEPHONE_DOWN", params={"reason": down.reason})]) from down
    with transaction():
        call_events.take(attempt.telephony, attempt, told)  # its lock comes before the log's, as elsewhere
        audit.append("call.hang_up", attempt, actor)
    return attempt


def look(attempt: CallAttempt, *, now: datetime | None = None) -> CallAttempt:
    """The attempt as its telephone has it now; one that reports by itself is not asked."""
    phone = _telephone(attempt)
    if phone is not None and not phone.calls_back and not call_events.is_over(attempt):
        _take(attempt, phone.asked(attempt.provider_id, now or utcnow()))
    return attempt


def heard(reference: str, told: Told | None) -> bool:
    """Something was reported of an attempt by its public id; False for a call that is none of ours."""
    attempt = _of_reference(reference)
    if attempt is None or told is None or not _is_of_its_call(attempt, told):
        log.warning("a notice belongs to no call of ours")
        return False
    with transaction():
        if not attempt.provider_id:  # a notice may be faster than the reply to our order
            attempt.provider_id = told.call_id
        call_events.take(attempt.telephony, attempt, [told])
    return True


def connect(reference: str, call_id: str) -> Connection | None:
    """Whom to connect a caller with who has picked up; None: nobody, for the call is not to be any more.

    The number comes from the case, never from the request.
    """
    attempt = _of_reference(reference)
    if attempt is None or not _is_its_call(attempt, call_id):
        return None
    plan = _plan(attempt)
    number = _number(attempt)
    is_wanted = attempt.outcome is None and not call_events.is_over(attempt)
    if not is_wanted or number is None or plan is None or plan.stopped_at or call_stops.current():
        return None
    return Connection(
        str(attempt.public_id), number.e164, plan.from_number, most_seconds=settings().call_minutes * 60
    )


def connect_browser(
    reference: str, identity: str, call_id: str, *, now: datetime | None = None
) -> Connection | None:
    """The same for a caller who telephones in the browser; that call is ordered by nobody but the browser."""
    attempt = _of_reference(reference)
    caller = reading().get(User, attempt.caller_id) if attempt else None
    if attempt is None or caller is None or identity != f"client:{caller.public_id}" or not call_id:
        return None
    plan = _plan(attempt)
    if plan is None or plan.telephony != "twilio":
        return None
    with transaction() as session:
        session.refresh(attempt, with_for_update=True)  # of two browsers one gets the call
        if attempt.provider_id != call_id and not _may_begin(attempt):
            return None
        if attempt.provider_id != call_id:
            attempt.telephony, attempt.provider_id, attempt.provider_state = plan.telephony, call_id, BEGUN
            attempt.started_at = attempt.started_at or now or utcnow()
            audit.append("call.dial", attempt, actor_for(caller), {"telephony": plan.telephony})
    return connect(reference, call_id)


def _may_begin(attempt: CallAttempt) -> bool:
    """Nobody has dialled it; what goes on by hand must not ring in the browser as well."""
    return attempt.outcome is None and not attempt.provider_state


def number_by_hand(attempt: CallAttempt) -> str:
    """The number that a person has to dial; '' where the telephone does it or the attempt is over."""
    number = _number(attempt)
    return number.e164 if number and attempt.telephony == BY_HAND and attempt.outcome is None else ""


def browser_key(actor: Actor) -> str:
    """A key for telephoning in this caller's browser. Raises `Rejected` where that is not offered."""
    require(actor, "case.work")
    try:
        return twilio_browser.browser_key(str(actor.public_id), settings())
    except TelephoneDown as down:
        raise Rejected([Problem("TELEPHONE_DOWN", params={"reason": down.reason})]) from down


def reconcile(now: datetime | None = None) -> Asked:
    """Asks for every call that should have ended: notices get lost, and servers are away."""
    moment = now or utcnow()
    counted: list[str] = []
    for attempt in _silent(moment):
        counted.append(_ask(attempt, moment))
        if counted[-1] == "away":  # each further one would wait as long for nothing
            break
    silent = len([each for each in counted if each in ("away", "silent")])
    return Asked(len(counted), counted.count("ended"), silent)


def _silent(moment: datetime) -> Sequence[CallAttempt]:
    query = (
        select(CallAttempt)
        .where(
            CallAttempt.telephony != BY_HAND,
            CallAttempt.provider_state.not_in([*FINAL_STATES, "", UNAVAILABLE]),
            CallAttempt.started_at <= moment - SILENT,
        )
        .order_by(CallAttempt.started_at, CallAttempt.id)
        .limit(_MOST_AT_ONCE)
    )
    return reading().scalars(query).all()


def _ask(attempt: CallAttempt, moment: datetime) -> str:
    """What became of one call: ended, runs, silent, or away, the whole provider being so."""
    phone = _telephone(attempt)
    if not attempt.provider_id:  # ordered, but the server died before it knew the call's id
        return _give_up(attempt, moment)
    if phone is None:
        return "silent"
    try:
        _take(attempt, phone.asked(attempt.provider_id, moment))
    except TelephoneDown as down:
        log.warning("a call could not be asked for: %s", down.reason)
        if down.reason == AWAY:
            return "away"
        is_old = attempt.started_at is not None and attempt.started_at < moment - LOST
        return _give_up(attempt, moment) if is_old else "silent"
    return "ended" if call_events.is_over(attempt) else "runs"


def _give_up(attempt: CallAttempt, moment: datetime) -> str:
    """Nobody can say any more what became of it."""
    _take(attempt, [Told(f"attempt:{attempt.public_id}", "failed", moment, Leg.TARGET, mark="lost")])
    return "ended"


def _own(attempt: CallAttempt, actor: Actor) -> None:
    require(actor, "case.work")
    if attempt.caller_id != actor.user_id:
        raise Forbidden("case.work")


def _claim(attempt: CallAttempt, actor: Actor, code: str, moment: datetime) -> bool:
    """Marks the attempt as dialled before anything is; False where a person dials. Twice is refused."""
    with transaction() as session:
        session.refresh(attempt, with_for_update=True)
        if attempt.outcome is not None:
            raise Rejected([Problem("CALL_OVER")])
        if attempt.provider_state:
            raise Rejected([Problem("CALL_DIALLED_ALREADY")])
        attempt.telephony = code
        attempt.started_at = attempt.started_at or moment
        if code == BY_HAND:
            return False
        if _number(attempt) is None:
            raise Rejected([Problem("CALL_WITHOUT_NUMBER")])
        attempt.provider_state = BEGUN
        audit.append("call.dial", attempt, actor, {"telephony": code})
        return True


def _by_hand(attempt: CallAttempt, actor: Actor, code: str, reason: str, moment: datetime) -> CallAttempt:
    log.warning("a call over %s goes on by hand: %s", code, reason)
    with transaction() as session:
        attempt.telephony, attempt.provider_state = BY_HAND, UNAVAILABLE
        session.add(
            CallEvent(
                attempt_id=attempt.id,
                provider=code,
                provider_id=f"attempt:{attempt.public_id}",
                event=UNAVAILABLE,
                at=moment,
                details={"reason": reason},
            )
        )
        audit.append("call.by_hand", attempt, actor, {"telephony": code, "reason": reason})
        if reason == AWAY:  # an order that nobody answered may have been carried out, and cost
            call_guards.settle(attempt, None)
    return attempt


def _take(attempt: CallAttempt, told: Sequence[Told]) -> None:
    """Writes only where something is new: a page asks every second."""
    have = {(each.provider_id, each.event, each.mark) for each in call_events.of_attempt(attempt)}
    if any((each.leg_id or each.call_id, each.event, each.mark) not in have for each in told):
        call_events.take(attempt.telephony, attempt, told)


def _telephone(attempt: CallAttempt) -> Telephone | None:
    """The telephone that has the attempt's call; None where there is none (any more)."""
    if not attempt.provider_id:
        return None
    try:
        return telephone(attempt.telephony, settings())
    except TelephoneDown:
        return None


def _of_reference(reference: str) -> CallAttempt | None:
    try:
        public_id = UUID(reference)
    except ValueError:
        return None
    return reading().scalar(select(CallAttempt).where(CallAttempt.public_id == public_id))


def _is_its_call(attempt: CallAttempt, call_id: str) -> bool:
    """An order whose reply never came is by hand by now; its call must not ring beside the one by hand."""
    return attempt.telephony != BY_HAND and bool(call_id) and attempt.provider_id in ("", call_id)


def _is_of_its_call(attempt: CallAttempt, told: Told) -> bool:
    """Also where a notice names only its leg, one that was heard of before."""
    if _is_its_call(attempt, told.call_id):
        return True
    legs = {each.provider_id for each in call_events.of_attempt(attempt)}
    return attempt.telephony != BY_HAND and told.leg_id in legs


def _plan(attempt: CallAttempt) -> CallPlan | None:
    query = select(CallPlan).join(CallCase, CallCase.wave_id == CallPlan.wave_id)
    return reading().scalar(query.where(CallCase.id == attempt.case_id))


def _number(attempt: CallAttempt) -> CallNumber | None:
    return reading().get(CallNumber, attempt.number_id) if attempt.number_id else None


def _order(attempt: CallAttempt, plan: CallPlan | None) -> Order:
    number = _number(attempt)
    return Order(
        reference=str(attempt.public_id),
        target=number.e164 if number else "",
        caller=own_telephone.of(attempt.caller_id),
        shown=plan.from_number if plan else "",
        most_seconds=settings().call_minutes * 60,
    )
