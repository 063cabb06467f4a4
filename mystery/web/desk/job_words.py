"""What the kinds and states of background work are called; a kind without words keeps its name."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from mystery.store.models.states import JobState

KINDS = {
    "appointments": _l("Look for missed appointments"),
    "backup": _l("Make a backup"),
    "call-leases": _l("Give cases back whose caller is gone"),
    "call-prices": _l("Ask what calls have cost"),
    "call-notices": _l("Ask after calls whose end nobody told"),
    "menu-runs": _l("Go through voice menus"),
    "promise-ends": _l("End promises that nobody closed"),
    "promise-letter": _l("Send a reminder of a promise"),
    "promise-reminders": _l("Remind of promises that are due"),
    "purge": _l("Delete what nothing keeps any longer"),
    "recording-alarm": _l("Look for recordings that a provider still has"),
    "recording-delete": _l("Delete a recording at the provider"),
    "recording-fetch": _l("Fetch a recording"),
    "recording-notices": _l("Fetch recordings whose end nobody told"),
    "sample-files": _l("Delete files of samples that nobody took"),
    "tablet-silence": _l("Look for tablets that have fallen silent"),
    "wave-export": _l("Export the records of a wave"),
    "wave-export-files": _l("Delete exports that are older than a day"),
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
