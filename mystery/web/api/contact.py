"""POST contact: a tablet says how it is and what it holds, and hears what became of it."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.services import holdings, intake
from mystery.web.api.blueprint import blueprint
from mystery.web.api.body import small_body
from mystery.web.shared.device_login import current_device, speaker
from mystery.web.shared.limits import limiter
from mystery.web.shared.statics import current_build


@blueprint.post("/contact")
@limiter.limit("30 per minute", key_func=speaker)
def contact() -> ResponseReturnValue:
    device = current_device()
    said = holdings.read_contact(intake.read_object(small_body()))
    told = holdings.contact(device, said)
    return jsonify({**told, "update": current_build()})
