"""Reports of Collect as records: what is inside is the same as in a tablet's envelope.

A report enters the intake as one document: its XML, the files that came with it by their hashes, who sent it.
"""

from __future__ import annotations

import csv
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor
from mystery.interview import Circumstances, Event, event_json, events_toward, times_in
from mystery.problems import NotFound, Problem, Rejected
from mystery.questionnaire import Form
from mystery.services import collect_access, intake, interviews, media
from mystery.services.accounts import actor_for
from mystery.services.collect_xml import Sent, read_submission
from mystery.services.forms import form_by_fingerprint
from mystery.services.records import Record, RecordFile
from mystery.services.sources import Named
from mystery.services.transaction import reading
from mystery.store.models import Assignment, CollectSubmission, Intake, Interview, User

FORMAT = "mystery-collect-1"
MODE = "capi"
_AUDIT = "text/csv"
_LARGEST_AUDIT = 5_000_000
_NOWHERE = UUID(int=0)


def document_of(row: CollectSubmission, before: Intake | None) -> bytes:
    """The bytes that enter the intake. `before` is the report that this one corrects."""
    document = {
        "format": FORMAT,
        "instance": row.instance_id,
        "submission": str(line_of(row)),
        "revision": row.version,
        "supersedes": before.sha256 if before else "",
        "tester": str(row.user.public_id),
        "access": str(row.access.public_id),
        "live": collect_access.is_live(row.access),
        "form": row.form_fingerprint,
        "received_at": row.received_at.isoformat(),
        "device": row.device,
        "files": {file.name: _file_of(file) for file in row.files},
        "xml": b64encode(row.xml).decode("ascii"),
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def line_of(row: CollectSubmission) -> UUID:
    """The interview of a report and of all that correct it: named by the first one's number."""
    query = select(CollectSubmission.xml).where(CollectSubmission.instance_id == row.root)
    first = reading().scalar(query)
    return read_submission(first if first is not None else row.xml).interview


def _file_of(file: Any) -> dict[str, object]:
    return {"sha256": file.sha256, "type": file.type, "size": file.size, "refused": file.refused}


def named(submission: UUID, body: bytes) -> Named:
    """Whose report it is. The door has seen to it that the sender is this tester."""
    document = _read(body)
    tester = reading().scalar(select(User).where(User.public_id == UUID(document["tester"])))
    if tester is None or document["submission"] != str(submission):
        raise _unreadable("tester")
    return Named(submission, int(document["revision"]), tester, None)


def obstacle(body: bytes) -> str:
    """Why a person has to look at it first: the code of a problem, "" for nothing."""
    document = _read(body)
    if not document["live"]:
        return "DEVICE_REVOKED"
    refused = [file for file in document["files"].values() if file["refused"] and file["type"] != _AUDIT]
    return "INTAKE_FILE_REFUSED" if refused else ""


def record(body: bytes) -> Record:
    """The report as a tablet would have handed it in. Raises `Rejected` for one that no form of ours fits."""
    document = _read(body)
    sent = read_submission(b64decode(document["xml"]))
    tester = reading().scalars(select(User).where(User.public_id == UUID(document["tester"]))).one()
    public_id = UUID(document["submission"])
    interview = reading().scalar(select(Interview).where(Interview.public_id == public_id))
    is_first = interview is None or document["revision"] == 1
    fingerprint = document["form"] if interview is None or is_first else interview.form_fingerprint
    form = _form(fingerprint)
    around = _circumstances(document, sent, form, tester)
    if interview is None or is_first:
        journal = [_opening(document, sent, form, tester, around)]
    else:
        journal = interviews.journal(interview)
    events = [*journal, *events_toward(form, journal, sent.record, around)]
    _check(events[len(journal) :], actor_for(tester))
    return Record(
        submission=public_id,
        revision=int(document["revision"]),
        supersedes=document["supersedes"],
        assignment=_uuid(sent.visit),
        tester=tester.public_id,
        form=form.fingerprint,
        events=tuple(events),
        files=tuple(RecordFile(sha256, sha256) for sha256 in _evidence(document)),
    )


def _check(events: list[Event], tester: Actor) -> None:
    """The same limits as for what a tablet sends."""
    intake.checked_events([event_json(each) for each in events], tester)


def _opening(
    document: Mapping[str, Any], sent: Sent, form: Form, tester: User, around: Circumstances
) -> Event:
    visit = select(Assignment).where(Assignment.public_id == _uuid(sent.visit))
    assignment = reading().scalar(visit)
    language = tester.language if tester.language in form.languages else form.default_language
    value = {
        "form": form.fingerprint,
        "seed": UUID(document["submission"]).int % 2_147_483_647,
        "zone": assignment.location.time_zone if assignment else "Europe/Berlin",
        "language": language if len(language) == 2 else tester.language,
        "mode": MODE,
    }
    at = around.started_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Event(1, "open", value=value, at=at, by=around.by)


def _circumstances(document: Mapping[str, Any], sent: Sent, form: Form, tester: User) -> Circumstances:
    received = datetime.fromisoformat(document["received_at"])
    ended = _moment(sent.ended, received) or received
    started = _moment(sent.started, received) or ended
    if document["revision"] > 1:
        started = ended  # the first visit's beginning is in the journal already
    return Circumstances(
        started_at=min(started, ended),
        finished_at=ended,
        by=str(tester.public_id),
        answered_at=_times(document, sent, form),
        files={
            name: {"sha256": file["sha256"], "name": name, "type": file["type"], "size": file["size"]}
            for name, file in document["files"].items()
            if not file["refused"]
        },
    )


def _times(document: Mapping[str, Any], sent: Sent, form: Form) -> dict[str, datetime]:
    """When each answer was given, if Collect has kept it; a spoilt file tells nothing."""
    file = document["files"].get(sent.audit)
    if file is None or document["revision"] > 1 or not 0 < file["size"] <= _LARGEST_AUDIT:
        return {}
    path = media.kept_path(file["sha256"])
    if not path.is_file():
        return {}
    try:
        return times_in(csv.DictReader(path.read_text("utf-8", "replace").splitlines()), form)
    except csv.Error:
        return {}


def _evidence(document: Mapping[str, Any]) -> list[str]:
    files = document["files"].values()
    return sorted({file["sha256"] for file in files if not file["refused"] and file["type"] != _AUDIT})


def _form(fingerprint: str) -> Form:
    try:
        return form_by_fingerprint(fingerprint)
    except NotFound as error:
        raise _unreadable("form") from error


def _uuid(text: str) -> UUID:
    """A report that names no visit has one that nobody was given."""
    try:
        return UUID(text)
    except ValueError:
        return _NOWHERE


def _moment(text: str, received: datetime) -> datetime | None:
    """None for what is no moment with a zone, or years away: such a clock tells nothing."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 <= moment.year <= received.year + 1 else None


def _read(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise _unreadable("JSON") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _unreadable("format")
    return document


def _unreadable(reason: str) -> Rejected:
    return Rejected([Problem("RECORD_UNREADABLE", params={"reason": reason})])
