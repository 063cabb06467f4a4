"""What Collect sends: known by its number, kept with its files, counted when everything is there.

Only what is nobody's, or contradicts what is here, is refused; whatever else cannot be counted is kept for
somebody to decide, and the tester hears that it has arrived.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.questionnaire import TYPES, Form
from mystery.services import arrivals, audit, collect_records, media, submissions
from mystery.services.accounts import actor_for
from mystery.services.collect_xml import LARGEST, Sent, read_submission, texts_of
from mystery.services.forms import form_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    CollectAccess,
    CollectFile,
    CollectSubmission,
    Intake,
    QuestionnaireVersion,
    StudyState,
    User,
)

__all__ = [
    "LARGEST",
    "Arrived",
    "Upload",
    "add_again",
    "enter_again",
    "find_intakes",
    "go_on_without",
    "missing_of",
    "take",
    "waiting_of",
]

_LONGEST_NAME = 200
_AUDIT = "text/csv"
_EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came with a request."""

    name: str
    stream: IO[bytes]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a report: `waiting`, `complete` or `inbox`, and the files that it still lacks."""

    state: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file whose bytes are on the disk already."""

    name: str
    sha256: str
    size: int
    type: str = ""
    refused: str = ""


def take(
    access: CollectAccess,
    xml: bytes,
    uploads: Sequence[Upload] = (),
    device: str = "",
    *,
    now: datetime | None = None,
) -> Arrived:
    """Takes one request of Collect. When this returns, all of it that belongs to a report is on the disk.

    The same bytes are one report, however often they are sent and over however many requests its files come.
    Raises `Rejected`: unreadable, an unknown form or version, a closed study, or a number that is taken.
    """
    sent = read_submission(xml)
    version = _version_of(sent)
    expected = _expected(sent, form_of_version(version))
    kept = [_keep(each, sent.audit) for each in uploads if each.name in expected]
    moment = now or utcnow()
    with transaction() as session:
        submissions.line_up()
        row = _known(sent, xml, access)
        if row is None:
            _check_open(sent)
            _replaced(sent, access)  # what is refused is no frame
            _journal_report(sent, xml, access, device, moment)
            row = _enter(sent, xml, version, expected, access, device, moment)
        if _add_files(row, kept):
            _journal_files(sent, kept, moment)
        session.flush()
        return _hand_on(row, moment)


def _journal_report(sent: Sent, xml: bytes, access: CollectAccess, device: str, now: datetime) -> None:
    act = {"xml": b64encode(xml).decode("ascii"), "access": str(access.public_id), "device": device}
    arrivals.journal_act(arrivals.COLLECT, act, sent.interview, now=now)


def _journal_files(sent: Sent, kept: Sequence[_Kept], now: datetime) -> None:
    act = {"instance": sent.instance_id, "files": [asdict(each) for each in kept]}
    arrivals.journal_act(arrivals.COLLECT_FILES, act, sent.interview, now=now)


def enter_again(act: Mapping[str, Any], now: datetime) -> bool:
    """A report as its frame in the journal of arrivals tells it; whether it was not there."""
    xml = b64decode(act["xml"])
    sent = read_submission(xml)
    if _by_number(sent.instance_id) is not None:
        return False
    access = reading().scalar(select(CollectAccess).where(CollectAccess.public_id == UUID(act["access"])))
    if access is None:
        raise NotFound("access")
    version = _version_of(sent)
    expected = _expected(sent, form_of_version(version))
    with transaction():
        _enter(sent, xml, version, expected, access, act["device"], now)
    return True


def add_again(act: Mapping[str, Any]) -> bool:
    """Files of a report, whose bytes are in the media store; whether any was not there."""
    row = _by_number(act["instance"])
    if row is None:
        raise NotFound("report")
    kept = [_Kept(**each) for each in act["files"]]
    with transaction():
        for each in kept:
            if not each.refused and each.type != _AUDIT:
                media.keep_again(each.sha256)
        return _add_files(row, kept)


def find_intakes() -> None:
    """Joins reports that were made again with their intakes, which were so, too."""
    with transaction() as session:
        for row in session.scalars(select(CollectSubmission).where(CollectSubmission.intake_id.is_(None))):
            row.intake = _rebuilt(row)


def waiting_of(user: User) -> list[tuple[CollectSubmission, tuple[str, ...]]]:
    """A tester's reports of which files have not arrived, and which."""
    query = select(CollectSubmission).where(
        CollectSubmission.user_id == user.id, CollectSubmission.intake_id.is_(None)
    )
    return [(row, missing_of(row)) for row in reading().scalars(query.order_by(CollectSubmission.id)).all()]


def go_on_without(row: CollectSubmission, actor: Actor) -> Arrived:
    """The device is gone and its files with it: the report goes on with what is there."""
    require(actor, "tester.edit")
    with transaction():
        submissions.line_up()
        missing = missing_of(row)
        row.expected = [name for name in row.expected if name not in missing]
        audit.append("collect.without", row, actor, {"files": len(missing)})
        return _hand_on(row, utcnow())


def _hand_on(row: CollectSubmission, now: datetime) -> Arrived:
    """A report of which everything is there enters the intake, once."""
    missing = missing_of(row)
    if row.intake is None:
        if missing:
            return Arrived("waiting", missing)
        row.intake = _rebuilt(row) or _accepted(row, now)
    return Arrived(submissions.state_told(row.intake))


def _accepted(row: CollectSubmission, now: datetime) -> Intake:
    body = collect_records.document_of(row, _intake_before(row))
    public_id = collect_records.line_of(row)
    return submissions.accept("openrosa", public_id, body, row.device, now=now).intake


def _rebuilt(row: CollectSubmission) -> Intake | None:
    """Its intake, where that was made again from the journal of arrivals."""
    query = select(Intake).where(
        Intake.kind == "openrosa",
        Intake.submission == collect_records.line_of(row),
        Intake.revision == row.version,
    )
    return reading().scalar(query)


def _intake_before(row: CollectSubmission) -> Intake | None:
    """That of the report which this one corrects."""
    query = select(Intake).join(CollectSubmission, CollectSubmission.intake_id == Intake.id)
    return reading().scalar(
        query.where(CollectSubmission.root == row.root, CollectSubmission.version == row.version - 1)
    )


def missing_of(row: CollectSubmission) -> tuple[str, ...]:
    there = {file.name for file in row.files}
    return tuple(name for name in row.expected if name not in there)


def _version_of(sent: Sent) -> QuestionnaireVersion:
    """Old versions are as good as new ones: a device may have been away for weeks."""
    query = select(QuestionnaireVersion).where(
        QuestionnaireVersion.name == sent.form_id, QuestionnaireVersion.published_at.is_not(None)
    )
    versions = reading().scalars(query).all()
    if not versions:
        raise Rejected([Problem("COLLECT_FORM_UNKNOWN", params={"form": sent.form_id[:80]})])
    for version in versions:
        if version.version == sent.version:
            return version
    details = {"form": sent.form_id, "version": sent.version[:80]}
    raise Rejected([Problem("COLLECT_VERSION_UNKNOWN", params=details)])


def _expected(sent: Sent, form: Form) -> list[str]:
    """The files that the XML names; a client's word on whether more will come is not asked for."""
    items = {item.name for item in form.items.values() if TYPES[item.type].value == "media"}
    named = [name for name in texts_of(sent.record, items) if name]
    return list(dict.fromkeys(name[:_LONGEST_NAME] for name in (*named, sent.audit) if name))


def _keep(upload: Upload, audit_name: str) -> _Kept:
    """What the media store does not take is kept all the same, and makes the report one to look at."""
    if upload.name == audit_name:
        return _kept_anyhow(upload, _AUDIT, "")
    try:
        found = media.keep(upload.stream)
    except Rejected as refused:
        return _kept_anyhow(upload, "", refused.problems[0].code)
    return _Kept(upload.name, found.sha256, found.size, found.type)


def _kept_anyhow(upload: Upload, kind: str, refused: str) -> _Kept:
    upload.stream.seek(0)
    try:
        stored = media.keep_anyhow(upload.stream)
    except Rejected as error:  # nothing in it, or more than any request may bring
        return _Kept(upload.name, _EMPTY, 0, kind, error.problems[0].code)
    return _Kept(upload.name, stored.sha256, stored.size, kind, refused)


def _known(sent: Sent, xml: bytes, access: CollectAccess) -> CollectSubmission | None:
    """The report of this number: the same bytes from the same person, else the number is taken."""
    row = _by_number(sent.instance_id)
    same = (hashlib.sha256(xml).hexdigest(), access.user_id)
    if row is not None and (row.sha256, row.user_id) != same:
        raise Rejected([Problem("COLLECT_ID_TAKEN")])
    return row


def _by_number(instance_id: str) -> CollectSubmission | None:
    query = select(CollectSubmission).where(CollectSubmission.instance_id == instance_id)
    return reading().scalar(query)


def _enter(
    sent: Sent,
    xml: bytes,
    version: QuestionnaireVersion,
    expected: list[str],
    access: CollectAccess,
    device: str,
    now: datetime,
) -> CollectSubmission:
    replaced = _replaced(sent, access)
    row = CollectSubmission(
        instance_id=sent.instance_id,
        root=replaced.root if replaced else sent.instance_id,
        version=replaced.version + 1 if replaced else 1,
        user_id=access.user_id,
        access_id=access.id,
        form_fingerprint=version.fingerprint,
        sha256=hashlib.sha256(xml).hexdigest(),
        xml=xml,
        expected=expected,
        device=device[:200],
        received_at=now,
    )
    session = reading()
    session.add(row)
    session.flush()
    if replaced:
        _carry_files(replaced, row)
    details = {"sha256": row.sha256, "version": row.version}
    audit.append("collect.receive", row, actor_for(access.user), details)
    return row


def _check_open(sent: Sent) -> None:
    """A closed study takes nothing new; what a wave in review makes of it is decided later."""
    visit = _uuid(sent.visit)
    row = reading().scalar(select(Assignment).where(Assignment.public_id == visit)) if visit else None
    if row is not None and row.wave.study.state is StudyState.CLOSED:
        raise Rejected([Problem("COLLECT_CLOSED")])


def _uuid(found: str) -> UUID | None:
    try:
        return UUID(found)
    except ValueError:
        return None


def _replaced(sent: Sent, access: CollectAccess) -> CollectSubmission | None:
    """The report that this one corrects: it must be here, the person's own, and the newest of its line."""
    if not sent.deprecated_id:
        return None
    before = _by_number(sent.deprecated_id)
    if before is None or before.user_id != access.user_id:
        raise Rejected([Problem("COLLECT_EDIT_UNKNOWN")])
    newer = select(CollectSubmission.id).where(
        CollectSubmission.root == before.root, CollectSubmission.version > before.version
    )
    if reading().scalar(newer.limit(1)) is not None:
        raise Rejected([Problem("COLLECT_EDIT_OUTDATED")])
    return before


def _carry_files(before: CollectSubmission, row: CollectSubmission) -> None:
    """Collect sends only what is new: files that a corrected report still names go along."""
    for file in before.files:
        if file.name in row.expected:
            row.files.append(
                CollectFile(
                    name=file.name, sha256=file.sha256, size=file.size, type=file.type, refused=file.refused
                )
            )


def _add_files(row: CollectSubmission, kept: Sequence[_Kept]) -> bool:
    """The first file of a name stays; a new audit.csv replaces that of the version before.

    Returns whether anything was new.
    """
    there = {file.name: file for file in row.files}
    is_new = False
    for each in kept:
        known = there.get(each.name)
        if known is None:
            there[each.name] = file = CollectFile(name=each.name)
            _describe(file, each)
            row.files.append(file)
            is_new = True
        elif each.type == _AUDIT and each.sha256 != known.sha256:
            _describe(known, each)
            is_new = True
    return is_new


def _describe(file: CollectFile, kept: _Kept) -> None:
    file.sha256, file.size, file.type, file.refused = kept.sha256, kept.size, kept.type, kept.refused
