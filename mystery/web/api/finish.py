"""POST finish: the server replays the journal and decides; the receipt is its word."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.services import intake
from mystery.web.api.blueprint import blueprint
from mystery.web.api.body import small_body
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import interview_or_404


@blueprint.post("/interviews/<uuid:public_id>/finish")
def finish(public_id: UUID) -> ResponseReturnValue:
    interview = interview_or_404(public_id, to="work")
    submission = intake.hand_in(interview, current_actor(), small_body(), device=optional_device())
    return jsonify(intake.receipt_of(submission))
