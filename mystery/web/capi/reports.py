"""My reports: where each stands and what was asked; never a score."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import own_work
from mystery.store.models.states import AssignmentState
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.report_list import report_lines
from mystery.web.shared.untested_words import REASONS


@blueprint.get("/reports")
def reports() -> ResponseReturnValue:
    lines = report_lines(own_work.reports(current_actor()), REASONS)
    asked_back = [line for line in lines if line.report.state is AssignmentState.QUERIED]
    return render_template("capi/reports.html", lines=lines, asked_back=asked_back)
