"""The caller's promises: what is still to come, and what became of it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from mystery.services import promises as service
from mystery.web.cati.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import promise_or_404
from mystery.web.shared.promise_pages import closing, lines_of


@blueprint.get("/promises")
def promises() -> ResponseReturnValue:
    running, ended = service.open_of(current_actor()), service.closed_of(current_actor())
    return render_template("field/promises.html", running=lines_of(running), ended=lines_of(ended))


@blueprint.route("/promises/<uuid:public_id>", methods=["GET", "POST"])
def promise(public_id: UUID) -> ResponseReturnValue:
    row = promise_or_404(public_id, to="close")
    return closing(row, back=url_for("cati.promises"), template="field/promise.html")
