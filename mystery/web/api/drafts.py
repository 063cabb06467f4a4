"""Drafts while there is a network: opened under the tablet's own UUID, or taken over from another device."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from mystery.access import require
from mystery.interview import event_json
from mystery.services import draft_holders, intake, interviews
from mystery.web.api.blueprint import blueprint
from mystery.web.api.body import public_id_in, small_body
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404, interview_or_404


@blueprint.put("/interviews/<uuid:public_id>")
def open_draft(public_id: UUID) -> ResponseReturnValue:
    require(current_actor(), "interview.work")
    named = public_id_in(intake.read_object(small_body()), "assignment")
    assignment = assignment_or_404(named, to="work")
    found = draft_holders.open_draft(assignment, current_actor(), public_id, optional_device())
    return jsonify(draft_holders.told(found))


@blueprint.post("/interviews/<uuid:public_id>/take")
def take_draft(public_id: UUID) -> ResponseReturnValue:
    interview = interview_or_404(public_id, to="work")
    draft_holders.take_over(interview, current_actor(), optional_device())
    events = [event_json(each) for each in interviews.journal(interview)]
    return jsonify({**draft_holders.told(interview), "events": events})
