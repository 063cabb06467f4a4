"""POST enrolments: a code that was scanned makes a device. The code is the only credential."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.services import devices, intake
from mystery.web.api.blueprint import blueprint
from mystery.web.api.body import small_body
from mystery.web.shared.limits import limiter
from mystery.web.shared.security import csrf


@blueprint.post("/enrolments")
@csrf.exempt  # type: ignore[untyped-decorator]  # the package is not typed
@limiter.limit("10 per minute")
def enrol() -> ResponseReturnValue:
    device = devices.enrol(intake.read_object(small_body()))
    return jsonify(devices.welcome(device)), 201
