"""Who may use webhooks: who can sign, over our own address and all that is sent. Nobody without a token."""

from __future__ import annotations

import logging

from flask import Response, request
from flask.typing import ResponseReturnValue

from mystery.services.context import settings
from mystery.telephony import twilio_signature
from mystery.telephony.twilio_signature import Message

log = logging.getLogger("mystery.telephony")

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


def twilio_guard() -> ResponseReturnValue | None:
    """None for a request that Twilio signed; a bare 403 for anything else."""
    if request.mimetype in (_FORM, _JSON) and twilio_signature.is_from_twilio(_message(), settings()):
        return None
    log.warning("a webhook was refused: %s", request.path)
    return Response(status=403)


def _message() -> Message:
    return Message(
        target=twilio_signature.raw_target(request.environ),
        signature=request.headers.get(twilio_signature.SIGNATURE, ""),
        named_settings=request.headers.get(twilio_signature.SIGNATURE_SETTINGS, ""),
        form=request.form if request.mimetype == _FORM else None,
        json=request.get_data(as_text=True) if request.mimetype == _JSON else None,
    )
