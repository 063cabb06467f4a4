"""PUT submissions: a sealed record, carried by whoever may; the device's signature inside speaks for it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from limits import parse

from mystery.clock import utcnow
from mystery.services import devices, envelopes, submissions
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.limits import count_or_refuse, limiter
from mystery.web.shared.security import csrf

LIVING, SILENCED = parse("120 per hour"), parse("40 per day")
"""New records of one device. One whose word was taken still brings what it sealed, and not without end."""


def _was_nobodys(response: Response) -> bool:
    """No device's record, or bytes that we stumble over. A full disk (503, 507) is not the sender's doing."""
    return response.status_code in (422, 500)


@blueprint.put("/submissions/<uuid:public_id>")
@csrf.exempt  # type: ignore[untyped-decorator]  # whoever carries a cookie proves nothing by it
@limiter.limit("60 per minute", deduct_when=_was_nobodys)
def submit(public_id: UUID) -> ResponseReturnValue:
    device = optional_device()
    carrier = str(device.public_id) if device else ""
    body = request.get_data(cache=True)
    _check_rate(public_id, body)
    accepted = submissions.accept(envelopes.KIND, public_id, body, carrier)
    return jsonify(submissions.reply(accepted.intake)), accepted.status


def _check_rate(public_id: UUID, body: bytes) -> None:
    """Counts new bytes for the device that signed them, before anything is kept; those known are free."""
    if submissions.find(hashlib.sha256(body).hexdigest()) is not None:
        return
    device = envelopes.named(public_id, body).device
    if device is not None:
        limit = SILENCED if devices.why_silenced(device, utcnow()) else LIVING
        count_or_refuse(limit, "submit", str(device.public_id))
