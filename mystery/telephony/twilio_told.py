"""What Twilio tells about a call, by webhook or when asked, in our words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

from mystery.calling import FINAL_STATES
from mystery.telephony.model import Leg, Told

_EVENTS = {
    "queued": "queued",
    "initiated": "initiated",
    "ringing": "ringing",
    "in-progress": "answered",
    "answered": "answered",
    "completed": "completed",
    "busy": "busy",
    "no-answer": "no_answer",
    "failed": "failed",
    "canceled": "cancelled",
}
_KEPT = ("CallDuration", "Duration", "SipResponseCode", "ErrorCode", "AnsweredBy", "MachineDetectionDuration")
"""What is kept of a webhook beside its event: figures, never a number or a name."""
_HINTS = {"human": "human", "fax": "fax"}


def by_status(form: Mapping[str, str], leg: Leg, now: datetime) -> Told | None:
    """A status callback; None where the status is none we know."""
    event = _EVENTS.get(form.get("CallStatus", ""))
    leg_id = form.get("CallSid", "")
    if event is None or not leg_id:
        return None
    call_id = form.get("ParentCallSid", "") if leg is Leg.TARGET else leg_id
    mark = form.get("SequenceNumber") or _print_of(form)
    return Told(call_id or leg_id, event, _moment(form, now), leg, leg_id, mark, _figures(form))


def by_dial(form: Mapping[str, str], now: datetime) -> Told | None:
    """What `<Dial>` reports when it is over: how the called leg ended, once more and by another way."""
    event = _EVENTS.get(form.get("DialCallStatus", ""))
    if event == "answered":  # said of a bridged leg that has ended
        event = "completed"
    leg_id = form.get("DialCallSid", "")
    if event not in FINAL_STATES or not leg_id:
        return None
    details = {"Duration": form.get("DialCallDuration", "")}
    return Told(form.get("CallSid", ""), event, now, Leg.TARGET, leg_id, "dial", details)


def by_detection(form: Mapping[str, str], now: datetime) -> Told | None:
    """What answering-machine detection believes; it is shown to the caller and decides nothing."""
    believed = form.get("AnsweredBy", "")
    leg_id = form.get("CallSid", "")
    if not believed or not leg_id:
        return None
    hint = "machine" if believed.startswith("machine") else _HINTS.get(believed, "unknown")
    details = {"hint": hint, **_figures(form)}
    return Told(form.get("ParentCallSid") or leg_id, "hint", now, Leg.TARGET, leg_id, "", details)


def by_resource(call_id: str, leg: Leg, call: Any, now: datetime) -> Iterator[Told]:
    """What Twilio's own record of a leg says; of one that was spoken on, answer and end follow from it."""
    event = _EVENTS.get(str(call.status))
    if event is None:
        return
    ended = call.end_time if event in FINAL_STATES else None
    if ended and event == "completed" and str(call.duration or "").isdigit():
        answered = ended - timedelta(seconds=int(call.duration))
        yield Told(call_id, "answered", answered, leg, call.sid, "asked")
    yield Told(call_id, event, ended or now, leg, call.sid, "asked")


def price_of(call: Any) -> Decimal | None:
    """What one leg came to, as a positive amount; a leg that nobody answered may never get a price."""
    if call.price is not None:
        return abs(Decimal(str(call.price)))
    unanswered = _EVENTS.get(str(call.status)) in FINAL_STATES and str(call.status) != "completed"
    return Decimal(0) if unanswered else None


def _moment(form: Mapping[str, str], now: datetime) -> datetime:
    """Twilio's own time of the event, to the second; ours where it sends none that can be read."""
    try:
        at = parsedate_to_datetime(form.get("Timestamp", ""))
    except ValueError:
        return now
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _figures(form: Mapping[str, str]) -> dict[str, object]:
    return {name: form[name][:40] for name in _KEPT if form.get(name)}


def _print_of(form: Mapping[str, str]) -> str:
    """Tells apart events without a number of their own."""
    told = f"{form.get('Timestamp', '')}|{form.get('CallStatus', '')}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
