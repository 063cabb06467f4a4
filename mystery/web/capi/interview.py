"""The interview on the tablet."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from mystery.services import draft_holders
from mystery.web.capi.blueprint import blueprint
from mystery.web.shared.lookup import interview_or_404
from mystery.web.shared.player import boot
from mystery.web.shared.visit_card import visit_card


@blueprint.get("/interviews/<uuid:public_id>")
def interview(public_id: UUID) -> ResponseReturnValue:
    row = interview_or_404(public_id, to="work")
    draft_holders.check(row, None)
    return render_template(
        "field/player.html",
        title=visit_card(row.assignment).title,
        boot=boot(row, "tablet", url_for("capi.today")),
        back=url_for("capi.today"),
    )
