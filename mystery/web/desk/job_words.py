"""What the kinds and states of background work are called; a kind without words keeps its name."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from mystery.store.models.states import JobState

KINDS = {
    "call-prices": _l("Settle what calls came to"),
    "call-reports": _l("Ask for calls that fell silent"),
    "menu-runs": _l("Go through voice menus"),
    "recording-alarm": _l("Look for recordings that a provider still has"),
    "recording-delete": _l("Delete a recording at the provider"),
    "recording-fetch": _l("Fetch a recording"),
}

STATES = {
    JobState.WAITING: (_l("Waits"), "neutral"),
    JobState.RUNNING: (_l("Running"), "accent"),
    JobState.DONE: (_l("Done"), "good"),
    JobState.FAILED: (_l("Failed"), "danger"),
    JobState.CANCELLED: (_l("Cancelled"), "neutral"),
}


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))
