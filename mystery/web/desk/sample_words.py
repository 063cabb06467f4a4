"""Words for samples: what columns hold, the states of cases and numbers, what speaks against a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.calling import OUTCOMES
from mystery.problems import CATALOGUE
from mystery.services import phone_numbers
from mystery.store.models.states import AppointmentState, CaseState, NumberState
from mystery.web.desk.blueprint import blueprint
from mystery.web.shared.i18n import language

if TYPE_CHECKING:
    from mystery.calling import Reason

MEANINGS: dict[str, LazyString] = {
    "number": _l("Phone number"),
    "reference": _l("Reference"),
    "name": _l("Name"),
    "note": _l("Note for the caller"),
    "country": _l("Country"),
    "zone": _l("Time zone"),
    "language": _l("Language"),
    "priority": _l("Priority"),
    "attribute": _l("Attribute"),
    "ignore": _l("Leave out"),
}
CASE_STATES: dict[CaseState, LazyString] = {
    CaseState.OPEN: _l("To be called"),
    CaseState.PAUSED: _l("Paused"),
    CaseState.DONE: _l("Closed"),
}
CASE_TONES = {CaseState.OPEN: "info", CaseState.PAUSED: "caution", CaseState.DONE: "neutral"}
NUMBER_STATES: dict[NumberState, LazyString] = {
    NumberState.GOOD: _l("Can be called"),
    NumberState.BAD: _l("Does not work"),
    NumberState.BLOCKED: _l("Not to be called"),
}
APPOINTMENT_STATES: dict[AppointmentState, LazyString] = {
    AppointmentState.OPEN: _l("Open"),
    AppointmentState.KEPT: _l("Kept"),
    AppointmentState.MISSED: _l("Missed"),
    AppointmentState.CANCELLED: _l("Cancelled"),
}


@blueprint.app_template_global()
def outcome_name(code: str) -> str:
    """What an outcome is called."""
    known = OUTCOMES.get(code)
    return known.label.told(language()) if known else code


@blueprint.app_template_global()
def reason_told(reason: Reason) -> str:
    return reason.told(language())


@blueprint.app_template_global()
def refusal_name(code: str) -> str:
    """The kind of a refusal without its details, for a count of many."""
    return str(REFUSALS.get(code) or CATALOGUE[code].en)


@blueprint.app_template_global()
def shown_number(e164: str) -> str:
    return phone_numbers.shown(e164)


REFUSALS: dict[str, LazyString] = {
    "ROW_WITHOUT_NUMBER": _l("No number"),
    "NUMBER_WRONG": _l("No valid number"),
    "NUMBER_ROUNDED": _l("Number rounded by the spreadsheet"),
    "NUMBER_COSTLY": _l("Number that costs extra"),
    "NUMBER_NOT_TO_BE_CALLED": _l("On the do-not-call list"),
    "NUMBER_TWICE": _l("Number twice in the file"),
    "NUMBER_IN_WAVE": _l("Number already in the wave"),
    "REFERENCE_TWICE": _l("Reference twice in the file"),
    "REFERENCE_IN_WAVE": _l("Reference already in the wave"),
    "COUNTRY_UNKNOWN": _l("Unknown country"),
    "ZONE_UNKNOWN": _l("Unknown time zone"),
    "ZONE_OPEN": _l("Time zone open"),
    "PRIORITY_WRONG": _l("Priority out of range"),
    "LANGUAGE_WRONG": _l("Unknown language"),
    "CELL_TOO_LONG": _l("Cell too long"),
}
