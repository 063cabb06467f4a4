"""What a telephone told about an attempt: kept as it came, once, and folded into the attempt's state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from mystery.calling import FINAL_STATES, RANKS, Event, fold
from mystery.services import attempts
from mystery.services.attempts import LONGEST_SECONDS
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallAttempt, CallEvent
from mystery.telephony import Leg, Told

HINT = "hint"


def take(provider: str, attempt: CallAttempt, told: Iterable[Told]) -> int:
    """Keeps what is new and folds; returns how much was. What was told before changes nothing."""
    with transaction() as session:
        # whoever tells two things at once waits here, so that neither is lost and nothing is kept twice
        row = session.scalars(
            select(CallAttempt)
            .where(CallAttempt.id == attempt.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        known = list(of_attempt(row))
        have = {(each.provider_id, each.event, each.mark) for each in known}
        fresh = 0
        for each in told:
            key = (each.leg_id or each.call_id, each.event, each.mark)
            if key in have:
                continue
            have.add(key)
            event = _kept(provider, row, each)
            session.add(event)
            known.append(event)
            _fold(row, event, known)
            fresh += 1
        return fresh


def of_attempt(attempt: CallAttempt) -> Sequence[CallEvent]:
    """Everything that was told, in the order it arrived."""
    query = select(CallEvent).where(CallEvent.attempt_id == attempt.id).order_by(CallEvent.id)
    return reading().scalars(query).all()


def of_called(attempt: CallAttempt) -> list[Event]:
    """What happened to the called party's leg alone, by the time it happened."""
    return sorted(_of_the_called(of_attempt(attempt)), key=lambda each: each.at)


def is_over(attempt: CallAttempt) -> bool:
    """Whether the telephone says so; the attempt itself is over when its outcome is known."""
    return attempt.provider_state in FINAL_STATES


def _kept(provider: str, attempt: CallAttempt, told: Told) -> CallEvent:
    return CallEvent(
        attempt_id=attempt.id,
        provider=provider,
        provider_id=told.leg_id or told.call_id,
        event=told.event,
        mark=told.mark,
        at=told.at,
        details={"leg": told.leg.value, **told.details},
    )


def _fold(attempt: CallAttempt, latest: CallEvent, known: Sequence[CallEvent]) -> None:
    """The state is that of all events together, so the order in which they arrived does not matter."""
    if latest.event == HINT:
        attempt.hint = str(latest.details.get("hint", ""))[:80]
        return
    before = attempt.provider_state
    called = _of_the_called(known)
    state = fold([*called, *_of_the_caller(known)])
    latest.is_applied = before not in FINAL_STATES and RANKS[state.name] > RANKS.get(before, 0)
    measured = fold(called).timings
    attempt.provider_state = state.name
    attempts.measured(attempt, {phase: each for phase, each in measured.items() if each <= LONGEST_SECONDS})


def _of_the_called(known: Iterable[CallEvent]) -> list[Event]:
    """What happened to the called leg; where only ours was heard to end, that ended it."""
    called = [Event(each.event, each.at, each.mark) for each in known if _leg(each) is Leg.TARGET]
    called = [each for each in called if each.name in RANKS]
    names = {each.name for each in called}
    ends = [each for each in known if _leg(each) is Leg.CALLER and each.event in FINAL_STATES]
    if called and ends and not names & set(FINAL_STATES):
        end = min(ends, key=lambda each: each.at)
        called.append(Event("completed" if "answered" in names else "cancelled", end.at))
    return called


def _of_the_caller(known: Iterable[CallEvent]) -> list[Event]:
    """Until somebody is called the call waits for our caller; who does not answer ends it."""
    own = [each for each in known if _leg(each) is Leg.CALLER]
    waiting = [Event("queued", each.at) for each in own if each.event not in FINAL_STATES]
    if any(_leg(each) is Leg.TARGET for each in known):
        return waiting
    return waiting + [Event(_alone(each.event), each.at) for each in own if each.event in FINAL_STATES]


def _alone(event: str) -> str:
    """How a call ended of which there was never more than our caller's leg."""
    return "cancelled" if event in ("completed", "cancelled") else "failed"


def _leg(event: CallEvent) -> Leg:
    return Leg(event.details.get("leg", Leg.TARGET))
