"""The live board of the call desk: a page, and the same as JSON, which it asks for every few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mystery.access import require
from mystery.clock import utcnow
from mystery.services import call_monitor, call_stops
from mystery.web.desk.blueprint import blueprint
from mystery.web.desk.board_panels import board_json
from mystery.web.shared.identity import current_actor
from mystery.web.shared.listing import wanted_id

if TYPE_CHECKING:
    from mystery.store.models import Wave

_STOP_WORD = "STOP"


@blueprint.get("/calls/now")
def calls_now() -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "call.monitor")
    waves = call_monitor.waves(actor)
    wave = _one_of(waves, wanted_id("wave"))
    now = utcnow()
    return render_template(
        "desk/calls/now.html",
        board=board_json(call_monitor.now_at(actor, wave, now)),
        waves=waves,
        wave=wave,
        now=now,
        stop_word=_STOP_WORD,
    )


def _one_of(waves: list[Wave], wanted: UUID | None) -> Wave | None:
    return next((each for each in waves if each.public_id == wanted), None)


@blueprint.get("/calls/now.json")
def calls_now_board() -> Response:
    """The board with an ETag: whoever has it already hears 304."""
    actor = current_actor()
    require(actor, "call.monitor")
    wave = _one_of(call_monitor.waves(actor), wanted_id("wave"))
    reply = jsonify(board_json(call_monitor.now_at(actor, wave)))
    reply.add_etag()
    reply.make_conditional(request)
    return reply


@blueprint.post("/calls/stop")
def calls_stop_all() -> ResponseReturnValue:
    call_stops.stop_all(current_actor(), request.form.get("reason", ""))
    flash(_("All calls of all waves are stopped."), "danger")
    return redirect(url_for("desk.calls_now"))


@blueprint.post("/calls/resume")
def calls_resume_all() -> ResponseReturnValue:
    actor = current_actor()
    require(actor, "call.stop")
    if request.form.get("confirm_name", "").strip() != _STOP_WORD:
        flash(_("The name does not match; calls stay stopped."), "danger")
    else:
        call_stops.resume_all(actor)
        flash(_("Calls may be made again. Waves that were stopped by themselves stay stopped."), "good")
    return redirect(url_for("desk.calls_now"))
