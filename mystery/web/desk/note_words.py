"""What a tester said of a visit outside the questionnaire, as the office reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from mystery.services.visit_notes import notes_of
from mystery.web.shared.i18n import format_datetime, format_number
from mystery.web.shared.promise_pages import said_words
from mystery.web.shared.untested_words import REASONS

if TYPE_CHECKING:
    from mystery.store.models import Assignment, VisitNote


def note_entries(assignment: Assignment) -> Sequence[dict[str, str]]:
    """Entries of a timeline, the latest first; at the moment at which each arrived."""
    zone = assignment.location.time_zone
    return [
        {
            "at": format_datetime(each.created_at, zone),
            "title": _title(each),
            "text": " ".join(part for part in (_told(each), _fate(each)) if part),
        }
        for each in reversed(notes_of(assignment))
    ]


def _title(note: VisitNote) -> str:
    titles = {
        "quiz": _("Quiz answered"),
        "briefed": _("Briefing confirmed"),
        "checkin": _("Checked in"),
        "untested": _("Could not test"),
        "promise": _("What became of a promise"),
    }
    return str(titles.get(note.kind, note.kind))


def _told(note: VisitNote) -> str:
    value = note.value
    if note.kind == "untested":
        reason = str(REASONS.get(value["reason"], value["reason"]))
        return ": ".join(part for part in (reason, value["note"]) if part)
    if note.kind == "promise":
        return said_words(value, ZoneInfo(note.assignment.location.time_zone))
    if note.kind != "checkin":
        return ""
    if value.get("declined"):
        return str(_("The tester did not want to say where."))
    place = f"{format_number(value['latitude'], 3)}, {format_number(value['longitude'], 3)}"
    return str(_("Near %(place)s (± %(metres)s m)", place=place, metres=format_number(value["accuracy_m"])))


def _fate(note: VisitNote) -> str:
    """Whether the visit took it; what it did not take stands here and nowhere else."""
    if note.kind == "promise" and not note.taken:
        return str(_("Kept only: the promise could not be closed with it."))
    return "" if note.taken else str(_("Kept only: the visit was no longer in a state to take it."))
