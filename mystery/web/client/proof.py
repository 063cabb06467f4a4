"""Proof for the works council: the settings in force, in words; no finding, no visit."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from mystery.services.proof import studies_to_check
from mystery.store.models.states import WaveState, WorksCouncil
from mystery.web.client.blueprint import blueprint
from mystery.web.shared.findings.choice import wave_label
from mystery.web.shared.identity import current_actor

SAID = {
    WorksCouncil.NONE: _l("not asked"),
    WorksCouncil.ASKED: _l("asked, no answer yet"),
    WorksCouncil.AGREED: _l("agreed"),
    WorksCouncil.REFUSED: _l("refused"),
}
STATES = {
    WaveState.PLANNED: _l("planned"),
    WaveState.FIELD: _l("in the field"),
    WaveState.REVIEW: _l("in review"),
    WaveState.RELEASED: _l("released"),
}


@blueprint.get("/proof")
def proof() -> ResponseReturnValue:
    studies = studies_to_check(current_actor())
    return render_template(
        "client/proof.html", studies=studies, said=SAID, states=STATES, wave_label=wave_label
    )
