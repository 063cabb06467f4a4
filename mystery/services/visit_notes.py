"""What testers say of a visit outside the questionnaire: always kept, applied where the state admits it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor
from mystery.problems import Forbidden, NotFound, Problem, Rejected
from mystery.services import briefing, own_work, promise_notes
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, Device, VisitNote

_DECIMALS = 3
"""About a hundred metres: enough to see that somebody was there, too coarse to follow anybody."""
_MOST_ANSWERS = 100
_LONGEST_NOTE = 2000
_MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a note."""

    note: VisitNote
    problems: tuple[Problem, ...]

    @property
    def reply(self) -> dict[str, object]:
        """The same however often it is asked for, but for what has happened meanwhile."""
        note = self.note
        told: dict[str, object] = {
            "state": note.assignment.state.value,
            "taken": note.taken,
            "reason": note.reason,
        }
        if note.kind != promise_notes.KIND:
            return told
        return {**told, "promise": promise_notes.stands(note)}


def take_note(
    assignment: Assignment,
    actor: Actor,
    public_id: UUID,
    kind: str,
    value: Mapping[str, Any],
    *,
    at: str = "",
    ms: int = 0,
    device: Device | None = None,
) -> Kept:
    """Keeps a note under the UUID its tablet gave it, once however often it comes, and applies it.

    A note that the visit's state does not admit is kept, with the reason. Raises `Rejected` NOTE_UNREADABLE
    for what is no note, `NotFound` for the UUID of another visit's.
    """
    checked = _checked(kind, value, at, ms)
    with transaction() as session:
        known = session.scalar(select(VisitNote).where(VisitNote.public_id == public_id))
        if known is not None:
            if known.assignment_id != assignment.id or known.user_id != actor.user_id:
                raise NotFound("note")
            return Kept(known, ())
        problems = _applied(assignment, actor, kind, checked)
        note = VisitNote(
            public_id=public_id,
            assignment=assignment,
            user_id=actor.user_id,
            device_id=device.id if device else None,
            kind=kind,
            value=checked,
            at=at,
            ms=ms,
            taken=not problems,
            reason=problems[0].code if problems else "",
        )
        session.add(note)
        return Kept(note, problems)


def notes_of(assignment: Assignment) -> Sequence[VisitNote]:
    """Everything that was said of a visit, in the order in which it came."""
    query = select(VisitNote).where(VisitNote.assignment_id == assignment.id).order_by(VisitNote.id)
    return reading().scalars(query).all()


def _applied(
    assignment: Assignment, actor: Actor, kind: str, value: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Does what the note says, all of it or nothing; why not, where that was not possible."""
    try:
        with reading().begin_nested():
            _ACTS[kind](assignment, actor, value)
    except Rejected as error:
        return error.problems
    except Forbidden:
        return (Problem("NOTE_OF_ANOTHERS_VISIT"),)
    return ()


def _quiz(assignment: Assignment, actor: Actor, value: Mapping[str, Any]) -> None:
    """An attempt that failed counts, too: the visit's state tells what came of it."""
    briefing.answer_quiz(assignment, actor, value["answers"])


def _briefed(assignment: Assignment, actor: Actor, _value: Mapping[str, Any]) -> None:
    briefing.confirm(assignment, actor)


def _checkin(assignment: Assignment, actor: Actor, _value: Mapping[str, Any]) -> None:
    """Nothing follows from it: it is optional, coarse, and never stands in the way."""
    if assignment.tester_id != actor.user_id:
        raise Forbidden("assignment.work")


def _untested(assignment: Assignment, actor: Actor, value: Mapping[str, Any]) -> None:
    own_work.could_not_test(assignment, actor, value["reason"], value["note"])


_ACTS: dict[str, Callable[[Assignment, Actor, Mapping[str, Any]], None]] = {
    "quiz": _quiz,
    "briefed": _briefed,
    "checkin": _checkin,
    "untested": _untested,
    promise_notes.KIND: promise_notes.close,
}
KINDS = frozenset(_ACTS)


def _checked(kind: str, value: object, at: object, ms: object) -> dict[str, Any]:
    """The note's value, nothing but what its kind has. Raises `Rejected` NOTE_UNREADABLE."""
    if kind not in KINDS or not isinstance(value, Mapping):
        raise _unreadable("kind")
    if not isinstance(at, str) or not _is_moment(at):
        raise _unreadable("at")
    if type(ms) is not int or not 0 <= ms < 2**53:
        raise _unreadable("ms")
    try:
        return _VALUES[kind](value)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable("value") from error


def _quiz_value(value: Mapping[str, Any]) -> dict[str, Any]:
    answers = value["answers"]
    fits = isinstance(answers, list) and len(answers) <= _MOST_ANSWERS
    if not fits or not all(each is None or (type(each) is int and 0 <= each < 100) for each in answers):
        raise ValueError("answers")
    return {"answers": answers}


def _place_value(value: Mapping[str, Any]) -> dict[str, Any]:
    if value.get("declined") is True:
        return {"declined": True}
    latitude, longitude = float(value["latitude"]), float(value["longitude"])
    accuracy = float(value.get("accuracy_m") or 0)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and math.isfinite(accuracy) and accuracy >= 0):
        raise ValueError("place")
    return {
        "latitude": round(latitude, _DECIMALS),
        "longitude": round(longitude, _DECIMALS),
        "accuracy_m": round(accuracy),
    }


def _untested_value(value: Mapping[str, Any]) -> dict[str, Any]:
    reason, note, files = value["reason"], value.get("note") or "", value.get("media") or []
    if not isinstance(reason, str) or not isinstance(note, str) or not isinstance(files, list):
        raise TypeError("untested")
    if len(files) > _MOST_FILES or not all(isinstance(each, str) and len(each) == 64 for each in files):
        raise ValueError("media")
    return {"reason": reason[:40], "note": note.replace("\0", "")[:_LONGEST_NOTE], "media": files}


_VALUES: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "quiz": _quiz_value,
    "briefed": lambda _value: {},
    "checkin": _place_value,
    "untested": _untested_value,
    promise_notes.KIND: promise_notes.checked,
}


def _is_moment(text: str) -> bool:
    try:
        return len(text) <= 40 and (text == "" or datetime.fromisoformat(text).year > 0)
    except ValueError:
        return False


def _unreadable(field: str) -> Rejected:
    return Rejected([Problem("NOTE_UNREADABLE", params={"field": field})])
