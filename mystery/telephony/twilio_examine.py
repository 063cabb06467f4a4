"""The doctor's questions about Twilio: does our address answer to a signature, and is our key believed?"""

from __future__ import annotations

import requests
from twilio.request_validator import RequestValidator

from mystery.problems import Problem
from mystery.settings import Settings
from mystery.telephony.addresses import hook
from mystery.telephony.model import TelephoneDown
from mystery.telephony.registry import twilio_missing
from mystery.telephony.twilio_signature import SIGNATURE, SIGNATURE_SETTINGS

_PATIENCE_SECONDS = 5.0


def reach(settings: Settings) -> list[Problem]:
    """Asks over the network, so it is for the command line only; nothing where Twilio is not set up."""
    if twilio_missing(settings):
        return []
    return [*_our_address(settings), *_account(settings)]


def _our_address(settings: Settings) -> list[Problem]:
    """Signs a notice as Twilio would and sends it to our own address, through all that stands before it."""
    address = hook(settings.base_url, "status", attempt="doctor")
    form = {"CallSid": "doctor", "CallStatus": "completed"}
    validator = RequestValidator(settings.twilio_token)
    headers = {
        SIGNATURE: validator.compute_signature(address, form, settings.twilio_signature),
        SIGNATURE_SETTINGS: f"algorithm={settings.twilio_signature}",
    }
    try:
        reply = requests.post(
            address, form, headers=headers, timeout=_PATIENCE_SECONDS, allow_redirects=False
        )
    except requests.RequestException:
        return [Problem("BASE_URL_UNREACHED", params={"url": settings.base_url})]
    if reply.status_code == 403:
        return [Problem("TWILIO_SIGNATURE_LOST", params={"url": settings.base_url})]
    if reply.status_code != 204:
        return [Problem("BASE_URL_UNREACHED", params={"url": settings.base_url})]
    return []


def _account(settings: Settings) -> list[Problem]:
    from mystery.telephony.twilio_calls import TwilioTelephone

    try:
        TwilioTelephone(settings).examine()
    except TelephoneDown as down:
        return [Problem("TWILIO_REFUSES", params={"reason": down.reason})]
    return []
