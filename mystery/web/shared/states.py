"""The glossary's words for the states that assignments, waves and studies are in, and their colours."""

from __future__ import annotations

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.store.models.states import AssignmentState, StudyState, WaveState, WorksCouncil

ASSIGNMENT_STATES: dict[AssignmentState, LazyString] = {
    AssignmentState.DRAFT: _l("Not assigned"),
    AssignmentState.OFFERED: _l("Offered"),
    AssignmentState.ASSIGNED: _l("Assigned"),
    AssignmentState.BRIEFED: _l("Briefed"),
    AssignmentState.IN_FIELD: _l("In the field"),
    AssignmentState.SUBMITTED: _l("Submitted"),
    AssignmentState.IN_REVIEW: _l("In review"),
    AssignmentState.QUERIED: _l("Asked back"),
    AssignmentState.APPROVED: _l("Approved"),
    AssignmentState.RELEASED: _l("Released"),
    AssignmentState.COULD_NOT_TEST: _l("Could not test"),
    AssignmentState.CANCELLED: _l("Cancelled"),
}

WAVE_STATES: dict[WaveState, LazyString] = {
    WaveState.PLANNED: _l("Being planned"),
    WaveState.FIELD: _l("In the field"),
    WaveState.REVIEW: _l("In review"),
    WaveState.RELEASED: _l("Released"),
}

STUDY_STATES: dict[StudyState, LazyString] = {
    StudyState.DRAFT: _l("Draft"),
    StudyState.RUNNING: _l("Running"),
    StudyState.CLOSED: _l("Closed"),
}

STUDY_KINDS: dict[str, LazyString] = {
    "own": _l("Own company"),
    "competitor": _l("Competitors"),
    "survey": _l("Survey"),
}

WORKS_COUNCILS: dict[WorksCouncil, LazyString] = {
    WorksCouncil.NONE: _l("There is none, or only totals are reported"),
    WorksCouncil.ASKED: _l("Asked, no answer yet"),
    WorksCouncil.AGREED: _l("Agreed"),
    WorksCouncil.REFUSED: _l("Has refused"),
}

_TONES: dict[str, str] = {
    "planned": "neutral",
    "field": "info",
    "review": "caution",
    "released": "good",
    "draft": "neutral",
    "running": "info",
    "closed": "neutral",
    "offered": "neutral",
    "assigned": "info",
    "briefed": "info",
    "in_field": "accent",
    "submitted": "accent",
    "in_review": "accent",
    "queried": "caution",
    "approved": "good",
    "could_not_test": "danger",
    "cancelled": "neutral",
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(state_name=state_name, state_tone=state_tone, study_kind=study_kind)


def state_name(state: AssignmentState | WaveState | StudyState | WorksCouncil) -> str:
    """The word for the state of an assignment, a wave, a study, or of the talks with a works council."""
    if isinstance(state, AssignmentState):
        return str(ASSIGNMENT_STATES[state])
    if isinstance(state, WaveState):
        return str(WAVE_STATES[state])
    return str(STUDY_STATES[state] if isinstance(state, StudyState) else WORKS_COUNCILS[state])


def state_tone(state: AssignmentState | WaveState | StudyState) -> str:
    """The tone of a state's badge."""
    return _TONES[state.value]


def study_kind(kind: str) -> str:
    return str(STUDY_KINDS.get(kind, kind))
