"""What Twilio says of recordings: that one is complete, or that nothing was recorded."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from mystery.services import recordings
from mystery.web.hooks.blueprint import blueprint, taken
from mystery.web.shared.security import csrf


@blueprint.post("/twilio/recording")
def recording() -> ResponseReturnValue:
    sent = request.form
    seconds = sent.get("RecordingDuration", "")
    recordings.told(
        sent.get("CallSid", ""),
        sent.get("RecordingSid", "")[:64],
        sent.get("RecordingStatus", ""),
        int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 7 else None,
    )
    return taken()


csrf.exempt(recording)  # no cookie speaks for anybody here; the signature does
