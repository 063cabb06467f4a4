"""What a tester's tablet says of a promise: a note of its visit, kept whatever became of the promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery.access import Actor
from mystery.problems import Problem, Rejected
from mystery.services import promise_ends
from mystery.services.transaction import reading
from mystery.store.models import Assignment, AssignmentState, Interview, Promise, VisitNote

KIND = "promise"
_LONGEST_NOTE = 2000
_FIRST_YEAR = 2000


def told(promise: Promise) -> dict[str, object]:
    """An open promise as a tablet takes it along; its clocks are those of the place."""
    assignment = promise.interview.assignment
    return {
        "id": str(promise.public_id),
        "assignment": str(assignment.public_id),
        "place": assignment.location.name,
        "zone": assignment.location.time_zone,
        "title": {"de": assignment.scenario.title_de, "en": assignment.scenario.title_en},
        "kind": promise.kind,
        "what": promise.what,
        "opened_at": _moment(promise.opened_at),
        "due_at": _moment(promise.due_at),
        "waits_for_report": assignment.state is AssignmentState.QUERIED,
    }


def checked(value: Mapping[str, Any]) -> dict[str, Any]:
    """Which promise, when it came by the clocks of its place (None: nothing came), and in whose words.

    Raises `KeyError`, `TypeError` or `ValueError` for what is no such note.
    """
    kept_at, note = value["kept_at"], value.get("note") or ""
    if not isinstance(note, str):
        raise TypeError("note")
    if kept_at is not None:
        moment = datetime.fromisoformat(kept_at)
        if moment.tzinfo is not None or moment.year < _FIRST_YEAR:
            raise ValueError("kept_at")
        kept_at = moment.isoformat(timespec="minutes")
    promise = str(UUID(str(value["promise"])))
    return {"promise": promise, "kept_at": kept_at, "note": note.replace("\0", "")[:_LONGEST_NOTE]}


def close(assignment: Assignment, actor: Actor, value: Mapping[str, Any]) -> None:
    """Closes the promise as the note says. Raises `Rejected`, as closing on a page does."""
    promise = _promise(assignment, value)
    if promise is None:
        raise Rejected([Problem("PROMISE_UNKNOWN")])
    kept_at = value["kept_at"] and datetime.fromisoformat(value["kept_at"]).replace(
        tzinfo=ZoneInfo(assignment.location.time_zone)
    )
    promise_ends.close(promise, actor, kept_at=kept_at, note=value["note"])


def stands(note: VisitNote) -> dict[str, object] | None:
    """How the promise of a note stands now: what a tester has to know whose word was not taken."""
    promise = _promise(note.assignment, note.value) if note.kind == KIND else None
    if promise is None:
        return None
    return {
        "state": promise.state.value,
        "kept_at": promise.kept_at and _moment(promise.kept_at),
        "closed_at": promise.closed_at and _moment(promise.closed_at),
    }


def not_taken(promise: Promise) -> Sequence[VisitNote]:
    """What was said of a promise and did not close it, in the order in which it came."""
    query = (
        select(VisitNote)
        .where(
            VisitNote.assignment_id == promise.interview.assignment_id,
            VisitNote.kind == KIND,
            VisitNote.taken.is_(False),
        )
        .order_by(VisitNote.id)
    )
    name = str(promise.public_id)
    return [each for each in reading().scalars(query) if each.value["promise"] == name]


def _promise(assignment: Assignment, value: Mapping[str, Any]) -> Promise | None:
    query = (
        select(Promise)
        .join(Promise.interview)
        .where(Promise.public_id == UUID(value["promise"]), Interview.assignment_id == assignment.id)
    )
    return reading().scalar(query)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
