"""The desk's first page: how far my waves are, and what needs me."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from mystery.access import allowed
from mystery.clock import utcnow
from mystery.services import holdings, inbox, progress
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.identity import current_actor


@blueprint.get("/")
def home() -> ResponseReturnValue:
    actor, now = current_actor(), utcnow()
    waves = progress.of_waves(progress.current_waves(actor), now)
    return render_template(
        "desk/home.html",
        waves=waves,
        attention=progress.attention(actor, now),
        in_inbox=inbox.count(actor),
        alarms=holdings.alarms(actor, now) if allowed(actor, "device.view") else holdings.NO_ALARMS,
    )
