"""A planned test call by its assignment: to its case, or back into the questions of its interview."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from mystery.services import briefing, cases
from mystery.services.forms import form_of_version
from mystery.web.cati.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import assignment_or_404
from mystery.web.shared.player import opening_language


@blueprint.get("/calls/<uuid:public_id>")
def call(public_id: UUID) -> ResponseReturnValue:
    """To the case of the assignment; one that has none yet gets it when its turn comes."""
    case = cases.of_assignment(assignment_or_404(public_id, to="work"))
    if case is None:
        return redirect(url_for("cati.desk"))
    return redirect(url_for("cati.case", public_id=case.public_id))


@blueprint.post("/calls/<uuid:public_id>/start")
def start(public_id: UUID) -> ResponseReturnValue:
    """Goes on with an interview that is under way or asked back: there is nobody to be called for it."""
    assignment = assignment_or_404(public_id, to="work")
    form = form_of_version(assignment.scenario.questionnaire_version)
    spoken = opening_language(form.languages, form.default_language)
    interview = briefing.start(assignment, current_actor(), mode="cati", language=spoken)
    return redirect(url_for("cati.interview", public_id=interview.public_id))
