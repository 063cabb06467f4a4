"""Making interviews and submissions again from the journal of arrivals, where the database has lost them.

People, visits and questionnaires have to be there. What is there already is passed over, so that it may be
done at any time and any number of times.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mystery import interview as engine
from mystery.problems import Forbidden, NotFound, Problem, Rejected
from mystery.services import (
    arrivals,
    assignments,
    audit,
    call_interviews,
    collect_intake,
    devices,
    draft_holders,
    evidence_ends,
    inbox,
    intake,
    interviews,
    media,
    openings,
    promise_ends,
    reviews,
    submissions,
    taking,
)
from mystery.services.accounts import actor_for
from mystery.services.records import Record
from mystery.services.sources import kinds, source
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.intake_journal import Frame
from mystery.store.models import Assignment, AssignmentState, CallCase, Device, Interview, User

_LOST = frozenset(
    {
        AssignmentState.SUBMITTED,
        AssignmentState.IN_REVIEW,
        AssignmentState.QUERIED,
        AssignmentState.APPROVED,
        AssignmentState.RELEASED,
    }
)
"""States that a visit has only because of a report."""


@dataclass
class Rebuilt:
    """What was made again, by kind of frame, and what could not be."""

    frames: int = 0
    made: dict[str, int] = field(default_factory=dict)
    torn: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "frames": self.frames,
            "made": dict(sorted(self.made.items())),
            "torn": self.torn,
            "problems": [{"code": each.code, **each.params} for each in self.problems],
        }


def rebuild(folder: Path) -> Rebuilt:
    """Plays the journal in this folder into the present database."""
    report = Rebuilt(torn=[path.name for path in intake_journal.torn(folder)])
    newest: dict[str, int] = {}
    for frame in intake_journal.frames(folder):
        newest[frame.sha256] = frame.seq
        if frame.kind == arrivals.FORGOTTEN:  # before the reports that would wait for it
            evidence_ends.enter_again(json.loads(frame.body), frame.at)
    for frame in intake_journal.frames(folder):
        report.frames += 1
        if frame.kind in kinds() and newest[frame.sha256] != frame.seq:
            continue  # its commit failed and it was sent again; the receipt names the later frame
        try:
            is_made = _PLAYERS.get(frame.kind, _arrived)(frame)
        except (Rejected, NotFound, Forbidden, ValueError, KeyError) as error:
            params = {"frame": frame.seq, "kind": frame.kind, "reason": _why(error)}
            report.problems.append(Problem("REBUILD_FRAME", params=params))
            continue
        if is_made:
            report.made[frame.kind] = report.made.get(frame.kind, 0) + 1
    collect_intake.find_intakes()
    with transaction():
        audit.append("rebuild", "journal:rebuild", None, {"frames": report.frames, "made": report.made})
    return report


def _why(error: Exception) -> str:
    return error.problems[0].code if isinstance(error, Rejected) else type(error).__name__


def _arrived(frame: Frame) -> bool:
    """A finished interview that arrived as one piece."""
    if submissions.find(frame.sha256) is not None:
        return False
    kind = source(frame.kind)
    named = kind.named(UUID(frame.submission), frame.body)
    with transaction():
        submissions.line_up()
        try:
            record: Record | None = kind.record(frame.body)
        except Rejected:
            record = None
        if record is not None:
            _media_back(record)
            _make_way(record)
        submissions.enter(frame, named, again=True)
    return True


def _media_back(record: Record) -> None:
    """Rows for files that still lie in the media store."""
    for each in record.files:
        media.keep_again(each.sha256)


def _make_way(record: Record) -> None:
    """A visit whose report is lost takes one again, and a later revision was asked for by somebody."""
    assignment = taking.assignment_of(record)
    if assignment is None:
        return
    known = taking.interview_of(record.submission)
    is_continued = (
        known is not None and record.revision > 1 and interviews.acknowledged(known) < len(record.events)
    )
    if is_continued or not _interviews_of(assignment):
        _reopen(assignment)


def _interviews_of(assignment: Assignment) -> bool:
    query = select(Interview.id).where(Interview.assignment_id == assignment.id)
    return reading().scalar(query.limit(1)) is not None


def _reopen(assignment: Assignment) -> None:
    if assignment.state in _LOST:
        for step in inbox.TO_OPEN.get(assignment.state, ()):
            assignments.move(assignment, step, reason="rebuild")


def _opened(frame: Frame) -> bool:
    if taking.interview_of(UUID(frame.submission)) is not None:
        return False
    told = json.loads(frame.body)
    assignment = _found(Assignment, told["assignment"])
    actor, public_id = actor_for(_found(User, told["user"])), UUID(frame.submission)
    device = _device(told.get("device", ""))
    with transaction():
        if not _interviews_of(assignment):
            _reopen(assignment)
        if "first" not in told:  # a tablet's draft: its first event is in a frame of its own
            draft_holders.open_row(assignment, actor, public_id, device, frame.at)
            return True
        first = engine.event_of(told["first"])
        opening = openings.read_opening(first)
        interviews.open_with(
            assignment, actor, first, opening, public_id=public_id, device=device, now=frame.at
        )
    return True


def _case(frame: Frame) -> bool:
    """A respondent's case was given its assignment."""
    told = json.loads(frame.body)
    case = _found(CallCase, told["case"])
    if case.assignment is not None:
        return False
    actor = actor_for(_found(User, told["user"]))
    with transaction():
        call_interviews.make_assignment(case, actor, frame.at, UUID(frame.submission))
    return True


def _caller(frame: Frame) -> bool:
    """Another caller went on with a respondent's interview."""
    interview, person = _interview(frame), _found(User, json.loads(frame.body)["user"])
    if interview.user_id == person.id:
        return False
    with transaction():
        call_interviews.take_over(interview, person)
    return True


def _device(public_id: str) -> Device | None:
    return devices.find(UUID(public_id)) if public_id else None


def _found(model: Any, public_id: str) -> Any:
    row = reading().scalar(select(model).where(model.public_id == UUID(public_id)))
    if row is None:
        raise NotFound(model.__tablename__)
    return row


def _said(frame: Frame) -> bool:
    """Events of the player, or questions that a reviewer sent back with it.

    What was kept beside the journal then, because another device held the draft, is so now.
    """
    interview = _interview(frame)
    events = [engine.event_of(each) for each in json.loads(frame.body)["events"]]
    known = {each.seq: each for each in interviews.journal(interview, [each.seq for each in events])}
    if all(each.seq in known and interviews.is_same(known[each.seq], each) for each in events):
        return False
    if frame.kind == arrivals.ASKED and any(each.seq not in known for each in events):
        _reopen(interview.assignment)
    sender, is_checked = _device(frame.device), frame.kind == arrivals.EVENTS
    objection = draft_holders.objection(interview, sender) if is_checked else None
    try:
        interviews.append(interview, events, against=lambda: objection)
    except Rejected:
        if objection is None:
            raise
        return False
    return True


def _taken(frame: Frame) -> bool:
    """Somebody went on with a draft on another device, or in the browser."""
    interview, device = _interview(frame), _device(json.loads(frame.body)["device"])
    if draft_holders.holds(device, interview):
        return False
    with transaction():
        draft_holders.hold(interview, device)
    return True


def _finished(frame: Frame) -> bool:
    interview = _interview(frame)
    before = intake.newest_submission(interview)
    last = json.loads(frame.body)["last_seq"]
    if before is not None and not interviews.takes_events(interview):
        return False
    if interviews.acknowledged(interview) < last:
        raise Rejected([Problem("JOURNAL_GAP", params={"acknowledged": 0, "last_seq": last})])
    after = intake.finish(interview, actor_for(reading().get_one(User, interview.user_id)), now=frame.at)
    return before is None or before.id != after.id


def _closed(frame: Frame) -> bool:
    """A promise that was kept or broken."""
    told = json.loads(frame.body)
    event = engine.event_of(told["events"][0])
    return promise_ends.close_again(_interview(frame), event, told["note"], frame.at)


def _judged(frame: Frame) -> bool:
    """What a reviewer decided, or took back."""
    told = json.loads(frame.body)
    return reviews.judge_again(_interview(frame), told, actor_for(_found(User, told["by"])), frame.at)


def _interview(frame: Frame) -> Interview:
    found = taking.interview_of(UUID(frame.submission))
    if found is None:
        raise NotFound("interview")
    return found


def _decided(frame: Frame) -> bool:
    told: Mapping[str, str] = json.loads(frame.body)
    row = submissions.find(told["sha256"])
    if row is None:
        raise NotFound("intake")
    if row.decided_at is not None and row.decided_at >= frame.at:
        return False
    inbox.apply(row, told["decision"], told["reason"], actor_for(_found(User, told["by"])), frame.at)
    return True


_PLAYERS: Mapping[str, Callable[[Frame], bool]] = {
    arrivals.OPENED: _opened,
    arrivals.EVENTS: _said,
    arrivals.RESCUED: _said,
    arrivals.ASKED: _said,
    arrivals.TAKEN: _taken,
    arrivals.FINISHED: _finished,
    arrivals.VERDICT: _judged,
    arrivals.CLOSED: _closed,
    arrivals.DECIDED: _decided,
    arrivals.CASE: _case,
    arrivals.CALLER: _caller,
    arrivals.FORGOTTEN: lambda _frame: False,
    arrivals.COLLECT: lambda frame: collect_intake.enter_again(json.loads(frame.body), frame.at),
    arrivals.COLLECT_FILES: lambda frame: collect_intake.add_again(json.loads(frame.body)),
}
