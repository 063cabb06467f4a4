"""Recordings: only where everybody agreed, and until it is proved that the provider has none left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from mystery import compliance
from mystery.access import Actor, require
from mystery.calling import FINAL_STATES
from mystery.clock import utcnow
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import audit, call_guards, cases, job_requests, recording_files
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CallAttempt,
    CallCase,
    CallPlan,
    CallRecording,
    RecordingState,
    Study,
    TesterProfile,
    Wave,
)
from mystery.telephony import Telephone, TelephoneDown, telephone

FETCH, DELETE = "recording-fetch", "recording-delete"
ALARM_AFTER = timedelta(hours=24)
UNTOLD_AFTER = timedelta(hours=2)
"""Since the start of a recording; when the call is over by then, its end should have been told."""
_PENDING = "pending:"
_CONSENTS = {f"RECORDING_CONSENT_{side.upper()}" for side in compliance.SIDES}


class StillThere(Exception):
    """The provider has not deleted a recording although it was told to; it is told again."""


def gates(attempt: CallAttempt) -> list[Problem]:
    """What speaks against recording this call; only where nothing does is anything sent to a provider."""
    case = reading().get(CallCase, attempt.case_id) if attempt.case_id else None
    if case is None:
        return [Problem("RECORDING_OFF")]
    plan = cases.plan_of(case)
    problems = [] if _is_switched_on(plan) else [Problem("RECORDING_OFF")]
    if not _can_record(plan):
        problems.append(Problem("RECORDING_CANNOT"))
    if attempt.outcome is not None or not attempt.provider_id or attempt.provider_state in FINAL_STATES:
        problems.append(Problem("RECORDING_NO_CALL"))
    problems += compliance.against_recording(_places(case, attempt), attempt.consent)
    if _running(attempt) is not None:
        problems.append(Problem("RECORDING_RUNS"))
    return problems


def is_offered(attempt: CallAttempt) -> bool:
    """Whether the page may ask for consent at all: nothing but consent is missing."""
    return {problem.code for problem in gates(attempt)} <= _CONSENTS


def is_running(attempt: CallAttempt) -> bool:
    return _running(attempt) is not None


def sentence(attempt: CallAttempt, language: str) -> str:
    """What is read out to the called party before anything is recorded."""
    case = reading().get(CallCase, attempt.case_id)
    pack = compliance.pack_of(case.country if case else "")
    return pack.consent_de if language == "de" else pack.consent_en


def agree(attempt: CallAttempt, actor: Actor, side: str, now: datetime | None = None) -> None:
    """Writes down that one side has agreed. Raises `Rejected` where recording is not offered."""
    _own(attempt, actor)
    if side not in compliance.SIDES or not is_offered(attempt):
        raise Rejected(gates(attempt) or [Problem("RECORDING_OFF")])
    with transaction():
        said = {"at": (now or utcnow()).isoformat(), "by": str(actor.public_id)}
        attempt.consent = {**attempt.consent, side: said}
        audit.append("recording.consent", attempt, actor, {"side": side})


def start(attempt: CallAttempt, actor: Actor) -> CallRecording:
    """Records from now on. Raises `Rejected` with everything that speaks against it."""
    _own(attempt, actor)
    with transaction() as session:
        problems = gates(attempt)
        if problems:
            raise Rejected(problems)
        row = CallRecording(
            attempt_id=attempt.id, provider_id=f"{_PENDING}{uuid4()}", consent=dict(attempt.consent)
        )
        session.add(row)
        audit.append("recording.start", attempt, actor)
    try:
        named = telephone(attempt.telephony, settings()).start_recording(attempt.provider_id)
    except TelephoneDown as down:
        _never_began(row, down.reason)
        raise Rejected([Problem("TELEPHONE_DOWN", params={"reason": down.reason})]) from down
    with transaction():
        row.provider_id = named
    return row


def told(call_id: str, provider_id: str, status: str, seconds: int | None) -> bool:
    """What the provider says of a recording; False for one that is none of ours."""
    row = _of_provider(call_id, provider_id)
    if row is None:
        return False
    with transaction():
        is_unknown = row.provider_id.startswith(_PENDING)
        row.provider_id = provider_id
        if row.state is RecordingState.RUNNING and status == "absent":
            row.state, row.gone_at, row.last_error = RecordingState.GONE, utcnow(), "nothing was recorded"
        if row.state is RecordingState.RUNNING and status == "completed":
            _ready(row, seconds)
        if row.state is RecordingState.GONE and is_unknown and status != "absent":
            # the order seemed to fail, and the caller was told so: nobody hears what began all the same
            row.state, row.gone_at = RecordingState.DELETING, None
            job_requests.request(DELETE, job_requests.key_of(DELETE, row), {"recording_id": row.id})
    return True


def reconcile(now: datetime) -> dict[str, object]:
    """A job: fetches what was recorded on calls that are over and whose end nobody told; notices get lost."""
    query = (
        select(CallRecording)
        .join(CallRecording.attempt)
        .where(
            CallRecording.state == RecordingState.RUNNING,
            CallRecording.created_at < now - UNTOLD_AFTER,
            ~CallRecording.provider_id.startswith(_PENDING),
            CallAttempt.provider_state.in_(FINAL_STATES),
        )
    )
    with transaction() as session:
        untold = session.scalars(query.order_by(CallRecording.id)).all()
        for row in untold:
            _ready(row, None)
    return {"untold": len(untold)} if untold else {}


def _ready(row: CallRecording, seconds: int | None) -> None:
    row.state, row.seconds = RecordingState.READY, seconds
    job_requests.request(FETCH, job_requests.key_of(FETCH, row), {"recording_id": row.id})


def fetch(now: datetime, recording_id: int) -> None:
    """A job: the sound comes to us, is checked, and is kept encrypted; then the provider's copy is to go."""
    row = reading().get_one(CallRecording, recording_id)
    if row.state is RecordingState.READY:
        try:
            sound = _telephone(row).fetch_recording(row.provider_id)
            kept = recording_files.keep(sound, str(row.public_id), row.seconds)
        except (TelephoneDown, recording_files.BadSound) as error:
            _note_failure(row, error)
            raise
        with transaction():
            row.state, row.sha256, row.sound_sha256 = RecordingState.FETCHED, kept.sha256, kept.sound_sha256
            audit.append("recording.fetch", row, None, {"sha256": kept.sha256})
            job_requests.request(DELETE, job_requests.key_of(DELETE, row), {"recording_id": row.id})


def delete_at_provider(now: datetime, recording_id: int) -> None:
    """A job that never gives up: the provider deletes its copy and is asked whether it is gone."""
    row = reading().get_one(CallRecording, recording_id)
    if row.state in (RecordingState.FETCHED, RecordingState.DELETING):
        try:
            _telephone(row).delete_recording(row.provider_id)
            with transaction():
                row.state = RecordingState.DELETING
            verify_gone(row, now)
        except (TelephoneDown, StillThere) as error:
            _note_failure(row, error)
            raise


def verify_gone(row: CallRecording, now: datetime) -> None:
    """Asks the provider for the recording; only its "there is none" ends the matter."""
    if _telephone(row).has_recording(row.provider_id):
        raise StillThere("the provider still has it")
    with transaction():
        row.state, row.gone_at, row.last_error = RecordingState.GONE, now, ""
        audit.append("recording.gone", row, None, {"sha256": row.sha256})


def kept_of(case: CallCase) -> dict[int, CallRecording]:
    """The recordings of a case that can be heard, by attempt."""
    query = select(CallRecording).join(CallAttempt, CallAttempt.id == CallRecording.attempt_id)
    found = reading().scalars(query.where(CallAttempt.case_id == case.id, CallRecording.sha256 != ""))
    return {row.attempt_id: row for row in found}


def hear(row: CallRecording, actor: Actor) -> bytes | None:
    """The sound of a recording, None where it is gone; that somebody heard it is in the audit log."""
    require(actor, "recording.view")
    if not row.sha256:
        return None
    with transaction():
        audit.append("recording.hear", row, actor)
    return recording_files.sound_of(row.sha256, str(row.public_id))


def over(now: datetime) -> Sequence[CallRecording]:
    """Our own copies whose study keeps them no longer."""
    query = (
        select(CallRecording, Study.retention_days)
        .join(CallAttempt, CallAttempt.id == CallRecording.attempt_id)
        .join(CallCase, CallCase.id == CallAttempt.case_id)
        .join(Wave, Wave.id == CallCase.wave_id)
        .join(Study, Study.id == Wave.study_id)
        .where(CallRecording.sha256 != "", CallRecording.state == RecordingState.GONE)
    )
    rows = [(row, days) for row, days in reading().execute(query)]
    return [row for row, days in rows if row.created_at < now - timedelta(days=days)]


def forget(row: CallRecording, now: datetime) -> None:
    """Deletes our own copy; that there was one stays in the log."""
    recording_files.forget(row.sha256)
    with transaction():
        audit.append("recording.forget", row, None, {"sha256": row.sha256})
        row.sha256 = ""


def alarm(now: datetime) -> dict[str, object]:
    """A job: what a provider still has after a day is written into the audit log, once for each."""
    with transaction():
        late = [row for row in overdue(now) if row.alarmed_at is None]
        for row in late:
            row.alarmed_at = now
            audit.append("recording.not_deleted", row, None, {"tries": row.tries})
    return {"alarmed": len(late)} if late else {}


def overdue(now: datetime) -> Sequence[CallRecording]:
    """Recordings that a provider has had for more than a day."""
    query = select(CallRecording).where(
        CallRecording.state != RecordingState.GONE, CallRecording.created_at < now - ALARM_AFTER
    )
    return reading().scalars(query.order_by(CallRecording.id)).all()


def _own(attempt: CallAttempt, actor: Actor) -> None:
    require(actor, "recording.start")
    if attempt.caller_id != actor.user_id:
        raise Forbidden("recording.start")


def _is_switched_on(plan: CallPlan) -> bool:
    try:
        return compliance.guards(plan.guards).records
    except Rejected:
        return False


def _can_record(plan: CallPlan) -> bool:
    try:
        return telephone(plan.telephony, settings()).records
    except TelephoneDown:
        return False


def _places(case: CallCase, attempt: CallAttempt) -> list[tuple[str, str]]:
    """Countries and parts of both sides; a caller whose country nobody wrote down is in an unknown one."""
    number = next((each for each in case.numbers if each.id == attempt.number_id), None)
    called = call_guards.target_of(number, utcnow()) if number else None
    query = select(TesterProfile.country).where(TesterProfile.user_id == attempt.caller_id)
    own = reading().scalar(query) or ""
    return [(called.country, called.part) if called else ("", ""), (own, "")]


def _running(attempt: CallAttempt) -> CallRecording | None:
    query = select(CallRecording).where(
        CallRecording.attempt_id == attempt.id, CallRecording.state == RecordingState.RUNNING
    )
    return reading().scalar(query)


def _of_provider(call_id: str, provider_id: str) -> CallRecording | None:
    """By its name; where the report was quicker than the reply that names it, by its call."""
    found = reading().scalar(select(CallRecording).where(CallRecording.provider_id == provider_id))
    if found is not None or not call_id or not provider_id:
        return found
    query = select(CallRecording).join(CallAttempt, CallAttempt.id == CallRecording.attempt_id)
    pending = CallRecording.provider_id.startswith(_PENDING)
    query = query.where(CallAttempt.provider_id == call_id, pending)
    return reading().scalar(query.order_by(CallRecording.id.desc()).limit(1))


def _never_began(row: CallRecording, reason: str) -> None:
    with transaction():
        row.state, row.gone_at, row.last_error = RecordingState.GONE, utcnow(), reason


def _note_failure(row: CallRecording, error: Exception) -> None:
    reading().rollback()
    with transaction():
        row.tries += 1
        row.last_error = f"{type(error).__name__}: {error}"[:500]


def _telephone(row: CallRecording) -> Telephone:
    return telephone(row.attempt.telephony, settings())
