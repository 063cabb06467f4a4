"""Two versions of a visit side by side: who, when, which tablet, and the answers, those that differ first."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery import interview as engine
from mystery.access import Actor, allowed
from mystery.interview import Event
from mystery.problems import NotFound
from mystery.questionnaire import Form
from mystery.services import interviews, submissions, taking
from mystery.services.answers_told import NOTHING, Teller, Told, flat
from mystery.services.forms import form_by_fingerprint
from mystery.services.records import Record
from mystery.services.transaction import reading
from mystery.store.models import Device, Intake, Interview, JournalConflict, Submission, User

log = logging.getLogger("mystery.intake")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a visit. `stage` is `arrived`, `counts` (handed in) or `draft` (not handed in yet)."""

    stage: str
    tester: str
    device: str
    received_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    duration_seconds: float
    events: int
    answered: int
    form_version: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what each version answers; `differs` is never true where there is one version."""

    path: str
    label: str
    told: tuple[Told, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a decision stands on. `versions` has the one that arrived first, then the one that counts."""

    versions: tuple[Version, ...] = ()
    rows: tuple[Row, ...] = ()
    others: tuple[Intake, ...] = ()

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Played:
    """A version with its journal played through."""

    version: Version
    form: Form
    state: engine.State
    answers: dict[str, object]
    teller: Teller

    def told(self, path: str) -> Told:
        return self.teller.told(path, self.answers[path]) if path in self.answers else NOTHING


def compare(intake: Intake, actor: Actor, language: str) -> Comparison:
    """The version that arrived beside the one that counts. Answers are only for who may read reports."""
    others = tuple(_others(intake))
    record, _ = submissions.record_of(intake)
    if record is None or not allowed(actor, "submission.view"):
        return Comparison(others=others)
    found = [_arrived(intake, record, language), _rival(intake, record, others, language)]
    played = [each for each in found if each]
    return Comparison(tuple(each.version for each in played), tuple(_rows(played, language)), others)


def _others(intake: Intake) -> Sequence[Intake]:
    """What else arrived of the same visit."""
    if intake.assignment_id is None:
        return ()
    query = select(Intake).where(Intake.assignment_id == intake.assignment_id, Intake.id != intake.id)
    return (
        reading()
        .scalars(
            query.options(joinedload(Intake.user).joinedload(User.tester_profile)).order_by(Intake.sequence)
        )
        .all()
    )


def _arrived(intake: Intake, record: Record, language: str) -> _Played | None:
    return _played(
        "arrived", record.events, record.form, intake.user, intake.device, intake.received_at, language
    )


def _rival(intake: Intake, record: Record, others: Sequence[Intake], language: str) -> _Played | None:
    """The version that would have to give way: what counts, else what else lies in the inbox."""
    assignment = taking.assignment_of(record)
    for interview in taking.counting(assignment) if assignment else ():
        if interview.id != intake.interview_id:
            return _of_interview(interview, language)
    for other in others:
        found, _ = submissions.record_of(other)
        if found is not None:
            return _arrived(other, found, language)
    return None


def _of_interview(interview: Interview, language: str) -> _Played | None:
    query = select(Submission).where(Submission.interview_id == interview.id)
    submission = reading().scalar(query.order_by(Submission.version.desc()).limit(1))
    device = reading().get(Device, interview.device_id) if interview.device_id else None
    user = reading().get_one(User, interview.user_id)
    stage, at = ("counts", submission.received_at) if submission else ("draft", None)
    events = interviews.journal(interview)
    return _played(stage, events, interview.form_fingerprint, user, device, at, language)


def _played(
    stage: str,
    events: Sequence[Event],
    fingerprint: str,
    user: User,
    device: Device | None,
    received_at: datetime | None,
    language: str,
) -> _Played | None:
    """None for a version whose form is not here, or whose journal no engine can play."""
    try:
        form = form_by_fingerprint(fingerprint)
        state = engine.state(form, events)
        handed_in = engine.submission(form, events, "")
    except NotFound:
        return None
    except Exception:  # what arrived may be anything, and the page must still open
        log.exception("a version of a visit could not be played")
        return None
    answers = flat(handed_in.answers)
    version = Version(
        stage=stage,
        tester=name_of(user),
        device=device.name if device else "",
        received_at=received_at,
        started_at=handed_in.started_at,
        finished_at=handed_in.finished_at,
        duration_seconds=handed_in.duration_seconds,
        events=len(events),
        answered=len(answers),
        form_version=form.version,
    )
    return _Played(version, form, state, answers, Teller(form, state, language))


def name_of(user: User) -> str:
    """What the desk calls a tester: the pseudonym, which reports carry, too."""
    return user.tester_profile.pseudonym if user.tester_profile else user.name


def _rows(played: Sequence[_Played], language: str) -> Iterator[Row]:
    """Questions of all versions in the questionnaire's order; what differs comes first."""
    paths = list(dict.fromkeys(path for each in played for path in each.state.path))
    rows = [_row(path, played, language) for path in paths]
    yield from sorted((each for each in rows if each), key=lambda row: not row.differs)


def _row(path: str, played: Sequence[_Played], language: str) -> Row | None:
    owner = next(each for each in played if path in each.state.items)
    item = owner.form.items[owner.state.items[path].key]
    if item.type == "note":
        return None
    given = [each.answers.get(path) for each in played]
    told = tuple(each.told(path) if path in each.state.items else NOTHING for each in played)
    label = engine.label(owner.form, owner.state, path, language) or item.name
    return Row(path, label, told, any(each != given[0] for each in given[1:]))


@dataclass(frozen=True, slots=True)
class Beside:
    """An answer that was not taken into the journal, and what the journal has in its place."""

    seq: int
    label: str
    kind: str
    kept: Told
    sent: Told
    reason: str
    sent_at: datetime


def beside(interview: Interview, rows: Sequence[JournalConflict], language: str) -> list[Beside]:
    """Answers beside a journal, with their questions' words."""
    form = form_by_fingerprint(interview.form_fingerprint)
    events = interviews.journal(interview)
    state, by_seq = engine.state(form, events), {each.seq: each for each in events}
    teller = Teller(form, state, language)
    return [
        Beside(
            seq=row.seq,
            label=_label(form, state, str(row.event.get("path", "")), language),
            kind=str(row.event.get("kind", "")),
            kept=_value(teller, by_seq.get(row.seq)),
            sent=_value(teller, engine.event_of(row.event)),
            reason=row.reason,
            sent_at=row.created_at,
        )
        for row in rows
    ]


def _label(form: Form, state: engine.State, path: str, language: str) -> str:
    return engine.label(form, state, path, language) if path in state.items else path


def _value(teller: Teller, event: Event | None) -> Told:
    if event is None or event.kind not in ("answer", "missing", "comment"):
        return NOTHING
    if event.kind != "answer" or event.path not in teller.state.items:
        return Told("text", str(event.value or ""))
    return teller.told(event.path, event.value)
