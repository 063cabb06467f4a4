"""PUT notes: what is said of a visit outside the questionnaire, kept whatever became of the visit."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.services import intake, visit_notes
from mystery.web.api.blueprint import blueprint
from mystery.web.api.body import small_body
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.errors import problem_lines
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404


@blueprint.put("/assignments/<uuid:public_id>/notes/<uuid:note_id>")
def note(public_id: UUID, note_id: UUID) -> ResponseReturnValue:
    assignment, sent = assignment_or_404(public_id, to="work"), intake.read_object(small_body())
    kept = visit_notes.take_note(
        assignment,
        current_actor(),
        note_id,
        sent.get("kind", ""),
        sent.get("value", {}),
        at=sent.get("at", ""),
        ms=sent.get("ms", 0),
        device=optional_device(),
    )
    return jsonify({**kept.reply, "problems": problem_lines(kept.problems)})
