"""Outcome codes and rates of a wave, and how callers, day-parts and attempts differ."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from mystery.calling import DAY_PARTS, FORMULAS
from mystery.manners import by_turns
from mystery.problems import Problem, Rejected
from mystery.services import call_outcomes as service
from mystery.services import call_plans
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.downloads import csv_download
from mystery.web.shared.errors import sentence
from mystery.web.shared.i18n import language, read_decimal
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import called_wave_or_404

if TYPE_CHECKING:
    from mystery.store.models import Wave

CLASSES = {
    "I": _l("Interviews"),
    "P": _l("Partial interviews"),
    "R": _l("Refusals and break-offs"),
    "NC": _l("No contact"),
    "O": _l("Other, eligible"),
    "UH": _l("Unknown whether a household"),
    "UO": _l("Unknown, other"),
    "NE": _l("Not eligible"),
}
RATE_NAMES = {
    "RR": _l("Response rate"),
    "COOP": _l("Cooperation rate"),
    "REF": _l("Refusal rate"),
    "CON": _l("Contact rate"),
}
_COLUMNS = ["what", "name", "label", "value", "low", "high", "n"]


@blueprint.get("/waves/<uuid:public_id>/outcomes")
def call_outcomes(public_id: UUID) -> ResponseReturnValue:
    wave, actor = called_wave_or_404(public_id), current_actor()
    wrong = ""
    try:
        report = service.outcome_report(wave, actor, wanted_e())
    except Rejected as refusal:
        wrong = " ".join(map(sentence, refusal.problems))
        report = service.outcome_report(wave, actor)
    return render_template(
        "desk/calls/outcomes.html",
        wave=wave,
        report=report,
        parts=_part_names(wave),
        classes=CLASSES,
        rate_names=RATE_NAMES,
        formulas=FORMULAS,
        wrong=wrong,
    ), 422 if wrong else 200


def wanted_e() -> float | None:
    """The share in percent that the address asks for. Raises `Rejected` for what is none."""
    text = request.args.get("e", "").strip().removesuffix("%")
    try:
        return float(read_decimal(text)) / 100 if text else None
    except ValueError as error:
        raise Rejected([Problem("E_NOT_A_SHARE")]) from error


def _part_names(wave: Wave) -> dict[str, str]:
    plan = call_plans.plan_of(wave)
    parts = call_plans.terms(plan).parts if plan else DAY_PARTS
    return {part.code: part.label.told(language()) for part in parts}


@blueprint.get("/waves/<uuid:public_id>/outcomes.csv")
@by_turns()
def call_outcomes_file(public_id: UUID) -> Response:
    wave = called_wave_or_404(public_id)
    report = service.outcome_report(wave, current_actor(), wanted_e())
    return csv_download(f"outcomes-{wave.code}.csv", _COLUMNS, service.as_rows(report, language()))
