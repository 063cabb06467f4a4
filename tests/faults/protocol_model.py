"""Tablets and one server as a model: what was sent and confirmed, and what must then be true."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select

from mystery.interview import event_json, event_of
from mystery.problems import Forbidden, NotFound, Rejected
from mystery.services import audit, draft_holders, intake, interviews, receipts, submissions, uploads
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading
from mystery.store import intake_journal, media
from mystery.store.models import Assignment, Device, Intake, IntakeState, Interview, Submission
from tests.tablet import SealedFile, Tablet

FAULTS = ("none", "lose-request", "lose-reply", "double", "cut-request", "late")
T = TypeVar("T")


class Lost(Exception):
    """The tablet heard nothing: it does not know whether the request arrived."""


@dataclass
class Line:
    """Requests to the services, each in an app context of its own, with what a bad network does to them."""

    app: Flask
    late: list[Callable[[], object]] = field(default_factory=list)

    def ask(self, fault: str, act: Callable[[], T], *, refusable: bool = False) -> T:
        """A draft may be refused (`refusable`), also late, when nobody listens; a finished visit never."""

        def arrives() -> T:
            with self.app.app_context():
                return act()

        def arrives_late() -> None:
            with suppress(Rejected, Forbidden) if refusable else nullcontext():
                arrives()

        if fault == "late":
            self.late.append(arrives_late)
        if fault in ("lose-request", "late"):
            raise Lost
        reply = arrives()
        if fault == "double":
            reply = arrives()
        if fault == "lose-reply":
            raise Lost
        return reply

    def envelope(self, fault: str, submission: str, body: bytes) -> tuple[int, dict[str, Any]]:
        def act() -> tuple[int, dict[str, Any]]:
            accepted = submissions.accept("envelope", UUID(submission), body)
            return accepted.status, submissions.reply(accepted.intake)

        if fault == "cut-request":
            _refused(lambda: self.ask("none", lambda: _accept(submission, body[: len(body) * 2 // 3])))
            raise Lost
        return self.ask(fault, act)

    def draft(self, fault: str, draft: Draft) -> int:
        """Opens the draft and sends all its events; returns up to where they are acknowledged."""

        def act() -> int:
            query = select(Device).where(Device.public_id == UUID(draft.tablet.id))
            device = reading().scalars(query).one()
            actor = actor_for(device.user)
            visit = select(Assignment).where(Assignment.public_id == draft.assignment)
            found = draft_holders.open_draft(reading().scalars(visit).one(), actor, UUID(draft.uuid), device)
            body = json.dumps({"events": draft.events}).encode()
            return int(str(intake.receive(found, actor, body, device=device)["acknowledged"]))

        if fault == "cut-request":
            raise Lost  # the server that serves us never hands on half a request
        return self.ask(fault, act, refusable=True)

    def chunk(self, fault: str, file: SealedFile, offset: int, size: int) -> int:
        piece = file.data[offset : offset + size]
        digest = hashlib.sha256(piece).digest()
        if fault == "cut-request":
            piece = piece[:-1]
        chunk = uploads.Chunk(
            file.sha256, offset, len(file.data), piece, digest, content=file.content, type=file.type
        )
        if fault == "cut-request":
            _refused(lambda: self.ask("none", lambda: uploads.receive(chunk)))
            raise Lost
        return self.ask(fault, lambda: _reached(chunk))

    def offset(self, sha256: str) -> int:
        def act() -> int:
            try:
                return uploads.progress(sha256).offset
            except NotFound:
                return 0

        return self.ask("none", act)


def _accept(submission: str, body: bytes) -> object:
    return submissions.accept("envelope", UUID(submission), body)


def _refused(act: Callable[[], object]) -> None:
    """What was cut must not be taken."""
    try:
        act()
    except Rejected:
        return
    raise AssertionError("a part was taken for the whole")


def _reached(chunk: uploads.Chunk) -> int:
    """The offset after a chunk, or the true one where the server stands elsewhere."""
    try:
        return uploads.receive(chunk).offset
    except Rejected as error:
        (problem,) = error.problems
        assert problem.code == "UPLOAD_OFFSET", problem
        return int(str(problem.params["offset"]))


@dataclass
class Draft:
    """An interview that is worked on: all of it lies on its tablet."""

    tablet: Tablet
    visit: int
    assignment: UUID
    form: str
    uuid: str = field(default_factory=lambda: str(uuid4()))
    events: list[dict[str, Any]] = field(default_factory=list)
    files: list[SealedFile] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.events:
            self.events = self.tablet.visit(self.form, {}, finish=False)

    def add(self, kind: str, path: str = "", value: object = None, at: str = "") -> None:
        event = self.tablet.event(len(self.events) + 1, kind, path, value)
        self.events.append(event | ({"at": at} if at else {}))


@dataclass
class Sealed:
    """An envelope on its way, and the files it names."""

    draft: Draft
    revision: int
    body: bytes
    supersedes: str = ""
    sent: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass
class Confirmed:
    """What tablets have been told. All of it must be true for ever."""

    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    files: dict[str, SealedFile] = field(default_factory=dict)
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def receipt(self, body: bytes, reply: Mapping[str, Any]) -> None:
        sha256 = hashlib.sha256(body).hexdigest()
        told = reply["receipt"]
        assert told["sha256"] == sha256
        assert self.receipts.setdefault(sha256, told) == told, "the same bytes have two receipts"
        self.bodies[sha256] = body

    def up_to(self, interview: str, events: list[dict[str, Any]], acknowledged: int) -> None:
        """The events of a draft up to there are with the server."""
        if acknowledged > len(self.events.get(interview, ())):
            self.events[interview] = [dict(each) for each in events[:acknowledged]]

    def chunk(self, file: SealedFile, offset: int) -> None:
        self.files[file.sha256] = file
        self.offsets[file.sha256] = max(offset, self.offsets.get(file.sha256, 0))


def check(confirmed: Confirmed, *, thorough: bool = False) -> None:
    """Everything that must hold after whatever has happened. Inside an app context."""
    _envelopes_are_there(confirmed)
    _files_are_there(confirmed)
    _events_are_there(confirmed)
    _every_intake_is_in_a_legal_state()
    _nothing_counts_twice()
    assert audit.verify() is None, "the audit chain is broken"
    if thorough:
        for sha256, told in confirmed.receipts.items():
            assert receipts.verify(told, confirmed.bodies[sha256]) == []


def _envelopes_are_there(confirmed: Confirmed) -> None:
    rows = dict(tuple(row) for row in reading().execute(select(Intake.sha256, Intake.body)))
    frames = {frame.sha256: frame.body for frame in intake_journal.frames(settings().journal)}
    for sha256, body in confirmed.bodies.items():
        assert rows.get(sha256) == body, "a confirmed envelope is not in the database"
        assert frames.get(sha256) == body, "a confirmed envelope is not in the journal"
    assert rows.keys() <= frames.keys(), "the database knows what the journal does not"


def _files_are_there(confirmed: Confirmed) -> None:
    for sha256, offset in confirmed.offsets.items():
        file, there = confirmed.files[sha256], uploads.progress(sha256)
        assert there.offset >= offset, "a confirmed chunk is gone"
        if offset == len(file.data):
            assert there.is_complete
            assert media.is_intact(settings().media, file.content), "a confirmed file is not whole"


def _events_are_there(confirmed: Confirmed) -> None:
    for uuid, events in confirmed.events.items():
        found = reading().scalar(select(Interview).where(Interview.public_id == UUID(uuid)))
        assert found is not None, "a confirmed draft is gone"
        there = [event_json(each) for each in interviews.journal(found)][: len(events)]
        sent = [event_json(event_of(each)) for each in events]
        assert there == sent, "confirmed events are gone or changed"


def _every_intake_is_in_a_legal_state() -> None:
    for row in reading().scalars(select(Intake)):
        if row.state is IntakeState.COMPLETE:
            assert row.submission_id, row.reason
            assert row.interview, "a complete intake has no interview"
            assert row.interview.set_aside_at is None, "what counts for nobody is called complete"
            assert not row.waiting_for
            assert not row.reason or row.decided_at, row.reason
        elif row.state is IntakeState.WAITING:
            assert row.waiting_for, "an intake waits for nothing"
        elif row.state is IntakeState.INBOX:
            assert row.reason, "an intake is in the inbox and nobody knows why"


def _nothing_counts_twice() -> None:
    """One interview a visit counts; one submission an interview and version; each intake one submission."""
    counting = (
        select(Interview.assignment_id, func.count(func.distinct(Interview.id)))
        .join(Submission, Submission.interview_id == Interview.id)
        .where(Interview.set_aside_at.is_(None))
        .group_by(Interview.assignment_id)
    )
    assert all(count == 1 for _, count in reading().execute(counting)), "a visit counts twice"
    counted = select(Intake.submission_id, func.count()).where(Intake.state == IntakeState.COMPLETE)
    for _, count in reading().execute(counted.group_by(Intake.submission_id)):
        assert count == 1, "two envelopes claim one submission"
    from_somewhere = set(reading().scalars(select(Intake.submission_id)))
    assert set(reading().scalars(select(Submission.id))) <= from_somewhere, "a submission came from nowhere"
