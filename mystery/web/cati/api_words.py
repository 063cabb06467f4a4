"""A case, an attempt and a turn as the call page reads them: the JSON of docs/calldesk.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import url_for

from mystery.calling import OUTCOMES, Reason, outcomes_of
from mystery.clock import utcnow
from mystery.services import call_events, call_interviews, cases, dialling, phone_numbers, recordings
from mystery.services.cases import Tried
from mystery.telephony import dial_link
from mystery.web.shared.i18n import format_datetime, language, zone_name
from mystery.web.shared.identity import current_actor
from mystery.web.shared.visit_card import clock_words

if TYPE_CHECKING:
    from mystery.store.models import Appointment, CallAttempt, CallCase, CallNumber


def case_json(case: CallCase, reasons: Sequence[Reason] = ()) -> dict[str, object]:
    """Everything that the card and the dial bar show of a case."""
    plan, best = cases.plan_of(case), cases.best_number(case)
    here = utcnow().astimezone(ZoneInfo(case.time_zone))
    agreed = cases.open_appointment(case)
    attempt = cases.open_attempt(case)
    return {
        "id": str(case.public_id),
        "kind": case.kind,
        "state": case.state.value,
        "title": title_of(case),
        "place": place_of(case),
        "number": best.e164 if best else "",
        "dial": dial_link(best.e164) if best else "",
        "telephony": plan.telephony,
        "local_time": f"{clock_words(here)} {zone_name(here)}",
        "zone": case.time_zone,
        "language": case.language,
        "reasons": [each.told(language()) for each in reasons],
        "history": [_tried(each, case.time_zone) for each in cases.history(case)],
        "appointment": _appointment(agreed, case.time_zone) if agreed else None,
        "numbers": [_number(each) for each in case.numbers],
        "outcomes": _outcomes(case.kind),
        "needs_briefing": call_interviews.needs_briefing(case, current_actor()),
        "attempt": attempt_json(attempt) if attempt else None,
        "held_until": case.held_until_at.isoformat() if case.held_until_at else "",
        "urls": _urls(case),
    }


def attempt_json(attempt: CallAttempt) -> dict[str, object]:
    """How far a call is, as far as anybody knows."""
    return {
        "attempt": str(attempt.public_id),
        "state": state_of(attempt),
        "started_at": attempt.started_at.isoformat() if attempt.started_at else "",
        "telephony": attempt.telephony,
        "hint": attempt.hint,
        "timings": dict(attempt.timings),
        "measured": list(attempt.measured),
        "events": [
            {"event": each.name, "at": each.at.isoformat()} for each in call_events.of_called(attempt)
        ],
        "dial": dial_link(dialling.number_by_hand(attempt)),
        "answers": answers_json(attempt),
        **recording_json(attempt),
        "urls": {
            "state": url_for("cati.attempt_state", public_id=attempt.public_id),
            "end": url_for("cati.attempt_end", public_id=attempt.public_id),
            "hang_up": url_for("cati.attempt_hang_up", public_id=attempt.public_id),
        },
    }


def recording_json(attempt: CallAttempt) -> dict[str, object]:
    """Nothing at all where this call may not be recorded: a control that is not sent cannot be pressed."""
    if recordings.is_running(attempt):
        return {"recording": {"is_running": True}}
    if not recordings.is_offered(attempt):
        return {}
    return {
        "recording": {
            "sentence": recordings.sentence(attempt, language()),
            "agreed": sorted(attempt.consent),
            "consent": url_for("cati.attempt_consent", public_id=attempt.public_id),
            "start": url_for("cati.attempt_recording", public_id=attempt.public_id),
        }
    }


def state_of(attempt: CallAttempt) -> str:
    """The provider's word; without one a call is dialled until its outcome is known."""
    if attempt.outcome is not None:
        return "over"
    return attempt.provider_state or "dialled"


def answers_json(attempt: CallAttempt) -> list[dict[str, object]]:
    """What the call answers in the interview; the player writes it, and marks what was measured."""
    return [{"path": each.path, "value": each.value} for each in call_interviews.facts_of(attempt)]


def appointment_json(row: Appointment, zone: str) -> dict[str, object]:
    return {"appointment": str(row.public_id), **_appointment(row, zone)}


def title_of(case: CallCase) -> str:
    if case.kind == "test" and case.assignment is not None:
        return case.assignment.location.name
    return case.contact.name if case.contact and case.contact.name else case.reference


def place_of(case: CallCase) -> str:
    if case.kind == "test" and case.assignment is not None:
        return case.assignment.location.city
    return case.wave.label_de if language() == "de" else case.wave.label_en


def _tried(tried: Tried, zone: str) -> dict[str, object]:
    attempt = tried.attempt
    at: datetime = attempt.started_at or attempt.created_at
    outcome = OUTCOMES[str(attempt.outcome)].label.told(language())
    return {"at": format_datetime(at, zone), "outcome": outcome, "note": attempt.note, "by": tried.caller}


def _appointment(row: Appointment, zone: str) -> dict[str, object]:
    return {
        "hard": row.is_hard,
        "from": format_datetime(row.from_at, zone),
        "until": format_datetime(row.until_at, zone),
        "note": row.note,
    }


def _number(number: CallNumber) -> dict[str, object]:
    return {
        "id": str(number.public_id),
        "text": phone_numbers.shown(number.e164),
        "label": number.label,
        "state": number.state.value,
    }


def _outcomes(kind: str) -> list[dict[str, object]]:
    return [
        {
            "code": each.code,
            "label": each.label.told(language()),
            "key": each.key,
            "needs_note": each.needs_note,
            "appointment": each.retry == "appointment",
        }
        for each in outcomes_of(kind)
    ]


def _urls(case: CallCase) -> dict[str, str]:
    named = {"hold": "case_hold", "give_back": "case_give_back", "attempts": "case_attempt"}
    named |= {"appointments": "case_appointment", "interview": "case_interview"}
    named |= {"quota": "case_quota", "case": "case_json"}
    return {name: url_for(f"cati.{endpoint}", public_id=case.public_id) for name, endpoint in named.items()}
