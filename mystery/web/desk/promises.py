"""The promises of a wave, and one of them: seen by the desk, closed or corrected by those who review."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from mystery.access import require
from mystery.services import promises
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import promise_or_404, wave_or_404
from mystery.web.shared.promise_pages import closing, lines_of


@blueprint.get("/waves/<uuid:public_id>/promises")
def wave_promises(public_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "promise.view")
    wave = wave_or_404(public_id)
    running, ended = promises.open_of(actor, wave), promises.closed_of(actor, wave)
    lines = {"running": lines_of(running), "ended": lines_of(ended)}
    return render_template("desk/promises/list.html", wave=wave, **lines)


@blueprint.route("/promises/<uuid:public_id>", methods=["GET", "POST"])
def promise(public_id: UUID) -> ResponseReturnValue:
    row = promise_or_404(public_id, to="close")
    back = url_for("desk.wave_promises", public_id=row.interview.assignment.wave.public_id)
    return closing(row, back=back, may_void=True, template="desk/promises/promise.html")
