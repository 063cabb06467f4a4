"""The interview at the call desk: script left, items right, keys only."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mystery.services import call_interviews
from mystery.web.cati.blueprint import blueprint
from mystery.web.cati.call_boot import interview_boot
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import interview_or_404
from mystery.web.shared.visit_card import visit_card


@blueprint.get("/interviews/<uuid:public_id>")
def interview(public_id: UUID) -> ResponseReturnValue:
    """On the call page while there is something to fill in; else, or without a case, the player alone."""
    row = interview_or_404(public_id, to="work")
    case = call_interviews.case_of(row)
    if case is not None and call_interviews.unfinished(case, current_actor()):
        return redirect(url_for("cati.case", public_id=case.public_id))
    return render_template(
        "field/player.html",
        title=visit_card(row.assignment).title,
        boot=interview_boot(row),
        back=url_for("cati.desk"),
    )
