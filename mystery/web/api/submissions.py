"""PUT submissions: a sealed record, carried by whoever may; the device's signature inside speaks for it."""

from __future__ import annotations

from uuid import UUID

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from mystery.services import envelopes, submissions
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.limits import limiter
from mystery.web.shared.security import csrf


def _was_nobodys(response: Response) -> bool:
    return response.status_code == 422


@blueprint.put("/submissions/<uuid:public_id>")
@csrf.exempt  # type: ignore[untyped-decorator]  # whoever carries a cookie proves nothing by it
@limiter.limit("60 per minute", deduct_when=_was_nobodys)
def submit(public_id: UUID) -> ResponseReturnValue:
    device = optional_device()
    carrier = str(device.public_id) if device else ""
    accepted = submissions.accept(envelopes.KIND, public_id, request.get_data(cache=True), carrier)
    return jsonify(submissions.reply(accepted.intake)), accepted.status
