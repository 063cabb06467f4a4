"""Proof for the works council: the settings in force, in words; no finding, no visit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from mystery.access import require
from mystery.reporting import wording
from mystery.services import proof as service
from mystery.store.models.states import WaveState, WorksCouncil
from mystery.web.client.blueprint import blueprint
from mystery.web.shared.findings.choice import wave_label
from mystery.web.shared.i18n import language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import study_or_404

if TYPE_CHECKING:
    from mystery.store.models import Study

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

KINDS = {
    "text": _l("words"),
    "barcode": _l("a scanned code"),
    "integer": _l("a number"),
    "decimal": _l("a number"),
    "range": _l("a number on a scale"),
    "date": _l("a day"),
    "time": _l("a time of day"),
    "datetime": _l("day and time"),
    "select_one": _l("one of several answers"),
    "select_multiple": _l("several answers"),
    "rank": _l("an order of answers"),
    "acknowledge": _l("a tick"),
    "image": _l("a photo"),
    "audio": _l("a sound recording"),
    "video": _l("a video"),
    "file": _l("a file"),
    "signature": _l("a signature"),
    "geopoint": _l("a position"),
    "geotrace": _l("a path"),
    "geoshape": _l("an area"),
    "timer": _l("a stopped time"),
    "start": _l("when the tester opened the questionnaire"),
    "end": _l("when the tester finished it"),
    "today": _l("the day"),
    "deviceid": _l("the tester's device"),
    "username": _l("the tester's pseudonymous account"),
    "start-geopoint": _l("the tester's position at the start"),
    "background-geopoint": _l("the tester's position"),
    "background-audio": _l("a sound recording in the background"),
    "audit": _l("how long the tester took for each page"),
}
"""What is kept of an item or by the device; a type without words is named as it is."""


@blueprint.get("/proof")
def proof() -> ResponseReturnValue:
    studies = service.studies_to_check(current_actor())
    return render_template("client/proof.html", studies=studies, said=SAID, wave_label=wave_label)


@blueprint.get("/proof/<uuid:public_id>")
def proof_study(public_id: UUID) -> ResponseReturnValue:
    require(current_actor(), "settings.view")
    study = study_or_404(public_id)
    released = [wave for wave in reversed(study.waves) if wave.state is WaveState.RELEASED]
    wave = next((each for each in released if str(each.public_id) == request.args.get("wave")), None)
    wave = wave or next(iter(released), None)
    return render_template(
        "client/proof_study.html",
        study=study,
        wave=wave,
        released=released,
        withheld=service.withheld_in(wave) if wave else 0,
        forms=service.collected_in(study),
        looks=service.looks_at(study),
        method=_method(study),
        said=SAID,
        states=STATES,
        kinds=KINDS,
        wave_label=wave_label,
    )


def _method(study: Study) -> list[tuple[str, str]]:
    """How figures come about, in the words of the report."""
    words = wording("study", language())
    limits = {"tests": study.minimum_tests, "staff": study.minimum_headcount}
    parts = ("scoring", "intervals", "minimum", "limits")
    return [(words.say(f"method.{part}_lead"), words.say(f"method.{part}_text", **limits)) for part in parts]
