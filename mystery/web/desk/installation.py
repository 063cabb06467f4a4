"""The installation: does it work, which settings are in force, what has been published."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.services import installation as service
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.identity import current_actor


@blueprint.get("/installation")
def installation() -> ResponseReturnValue:
    actor = current_actor()
    questionnaires, schemes = service.published(actor)
    return render_template(
        "desk/admin/installation.html",
        overview=service.overview(actor),
        settings_in_force=service.settings_in_force(actor),
        questionnaires=questionnaires,
        schemes=schemes,
    )
