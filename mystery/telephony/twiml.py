"""What we tell Twilio to do on a call, as TwiML. There is no attribute that records in here."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.settings import Settings
from mystery.telephony.addresses import hook
from mystery.telephony.model import Connection, Leg

_EVENTS = "initiated ringing answered completed"
_MOST_PAUSE_SECONDS = 60


def bridge(call: Connection, settings: Settings) -> str:
    """Connects the caller; the caller hears ringing until the called party answers."""
    from twilio.twiml.voice_response import VoiceResponse

    response = VoiceResponse()
    dial = response.dial(
        answer_on_bridge=True,
        caller_id=call.shown or settings.twilio_number,
        timeout=call.ring_seconds,
        time_limit=call.most_seconds,
        action=hook(settings.base_url, "ended", attempt=call.reference),
        method="POST",
    )
    dial.number(
        call.target,
        status_callback=hook(settings.base_url, "status", attempt=call.reference, leg=Leg.TARGET),
        status_callback_event=_EVENTS,
        status_callback_method="POST",
        **_detection(call, settings),
    )
    return str(response)


def _detection(call: Connection, settings: Settings) -> Mapping[str, str]:
    """Detection runs beside the call: it neither delays nor ends it."""
    if not settings.twilio_machine_detection:
        return {}
    return {
        "machine_detection": "Enable",
        "amd_status_callback": hook(settings.base_url, "amd", attempt=call.reference),
        "amd_status_callback_method": "POST",
    }


def goodbye() -> str:
    """Ends the call without a word."""
    from twilio.twiml.voice_response import VoiceResponse

    response = VoiceResponse()
    response.hangup()
    return str(response)


def press(digits: str, wait_seconds: int, then: str) -> str:
    """One step of a voice menu: listen for so long, press the digits, and ask what comes next."""
    from twilio.twiml.voice_response import VoiceResponse

    response = VoiceResponse()
    response.pause(length=max(1, min(wait_seconds, _MOST_PAUSE_SECONDS)))
    if digits:
        response.play(digits=digits)
    response.redirect(then, method="POST")
    return str(response)
