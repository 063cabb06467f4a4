"""The first event of a journal: what it may say, and the interview that it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mystery.interview import Event
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services.forms import version_of_form
from mystery.store.models import Interview

_MODES = ("capi", "cati", "web")
_HIGHEST_SEED = 2**53


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first event of a journal says: the form's fingerprint, and how the interview is led."""

    form: str
    seed: int
    zone: str
    language: str
    mode: str


def adopt(interview: Interview, first: Event) -> None:
    """Lets the interview be what its first event says: a tablet may have begun it under an earlier form.

    Raises `Rejected` EVENT_REFUSED for a form that is not one of the visit's questionnaire, or no opening.
    """
    opening = read_opening(first)
    if not _is_of_the_visit(opening.form, interview):
        raise _refused("value.form")
    interview.form_fingerprint, interview.seed, interview.zone = opening.form, opening.seed, opening.zone
    interview.language, interview.mode = opening.language, opening.mode


def read_opening(first: Event) -> Opening:
    """What a first event says. Raises `Rejected` EVENT_REFUSED for one that is no opening."""
    value = first.value
    if not isinstance(value, Mapping):
        raise _refused("value")
    form, seed, zone = value.get("form"), value.get("seed"), value.get("zone")
    language, mode = value.get("language"), value.get("mode")
    if not isinstance(form, str):
        raise _refused("value.form")
    if type(seed) is not int or not 0 <= seed < _HIGHEST_SEED:
        raise _refused("value.seed")
    if not isinstance(zone, str) or not _is_zone(zone):
        raise _refused("value.zone")
    if not isinstance(language, str) or len(language) != 2 or not isinstance(mode, str) or mode not in _MODES:
        raise _refused("value.language")
    return Opening(form, seed, zone, language, mode)


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is no zone
        return False


def _is_of_the_visit(form: str, interview: Interview) -> bool:
    """Any version that was ever published here: the tablet may not have heard of the newest."""
    bound = interview.assignment.scenario.questionnaire_version
    if form == bound.fingerprint:
        return True
    try:
        return version_of_form(form).name == bound.name
    except NotFound:
        return False


def _refused(field: str) -> Rejected:
    return Rejected([Problem("EVENT_REFUSED", Place(path="events[1]"), {"position": 1, "field": field})])
