"""Reading the audit log: filters, pages by cursor, the state of its chain, and the log as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from mystery.access import Actor, Role, allowed, require
from mystery.exports.csv_text import csv_lines
from mystery.services import audit
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import AuditEntry, User

PER_PAGE = 50
CHECKED_AT_ONCE = 8_000
"""Up to this length the chain is recomputed for every look at the page; above it, when asked for."""

_IN_MEMORY = 4_000_000

_HEADER = (
    "entry",
    "at",
    "role",
    "actor",
    "action",
    "subject",
    "subject_id",
    "details",
    "previous_hash",
    "hash",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show. `role` may be `none`: the installation itself. `before` is the cursor."""

    role: str = ""
    action: str = ""
    kind: str = ""
    subject: str = ""
    first_on: date | None = None
    last_on: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry and who did it, as far as the reader may know: names are for those who manage accounts."""

    entry: AuditEntry
    role: Role | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """`older` is the cursor of the next page, None on the last one."""

    lines: Sequence[Line]
    total: int
    older: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """`since` is when the first entry was written; a long log is `checked` only when somebody asks."""

    count: int
    since: datetime | None
    head: str
    checked: bool
    broken: audit.BrokenEntry | None = None


def page_of(actor: Actor, wanted: Wanted) -> LogPage:
    """The newest entries that fit, from the cursor on."""
    require(actor, "audit.view")
    query = _chosen(wanted)
    total = reading().scalar(select(func.count()).select_from(query.subquery())) or 0
    if wanted.before:
        query = query.where(AuditEntry.id < wanted.before)
    rows = reading().execute(query.order_by(AuditEntry.id.desc()).limit(PER_PAGE + 1)).all()
    named = allowed(actor, "user.view")
    lines = [Line(entry, role, name or "" if named else "") for entry, role, name in rows[:PER_PAGE]]
    return LogPage(lines, total, lines[-1].entry.id if len(rows) > PER_PAGE else None)


def chain(actor: Actor, *, asked: bool = False) -> Chain:
    """Whether every entry still seals the one before it."""
    require(actor, "audit.view")
    count = audit.count()
    since = reading().scalar(select(AuditEntry.at).where(AuditEntry.id == 1))
    if not asked and count > CHECKED_AT_ONCE:
        return Chain(count, since, audit.head(), checked=False)
    return Chain(count, since, audit.head(), checked=True, broken=audit.verify())


def choices() -> tuple[Sequence[str], Sequence[str]]:
    """The actions and the kinds of subject that occur in the log."""
    actions = reading().scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
    kinds = reading().scalars(select(AuditEntry.subject_kind).distinct().order_by(AuditEntry.subject_kind))
    return actions, kinds.all()


def as_file(actor: Actor, wanted: Wanted) -> IO[bytes]:
    """The entries that fit as a CSV file, the newest first. Taking the log away is noted in it.

    It is written at once, to disk if it is long: a slow reader must not keep the database waiting.
    """
    require(actor, "audit.view")
    with transaction():
        audit.append("audit.download", "audit:log", actor, _described(wanted))
    query = _chosen(replace(wanted, before=None)).order_by(AuditEntry.id.desc())
    rows = reading().execute(query.execution_options(yield_per=500))
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # whoever sends it closes it
    for line in csv_lines(_HEADER, (_cells(entry, role) for entry, role, _name in rows)):
        file.write(line.encode())
    file.seek(0)
    return file


def _cells(entry: AuditEntry, role: Role | None) -> tuple[str, ...]:
    return (
        str(entry.id),
        entry.at.isoformat(),
        role.value if role else "",
        str(entry.actor or ""),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
        entry.previous_hash,
        entry.hash,
    )


def _chosen(wanted: Wanted) -> Select[AuditEntry, Role | None, str | None]:
    query = select(AuditEntry, User.role, User.name).outerjoin(User, User.public_id == AuditEntry.actor)
    if wanted.role == "none":
        query = query.where(AuditEntry.actor.is_(None))
    elif wanted.role:
        query = query.where(User.role == wanted.role)
    for column, value in (
        (AuditEntry.action, wanted.action),
        (AuditEntry.subject_kind, wanted.kind),
        (AuditEntry.subject_id, wanted.subject),
    ):
        if value:
            query = query.where(column == value)
    if wanted.first_on:
        query = query.where(AuditEntry.at >= _start(wanted.first_on))
    if wanted.last_on:
        query = query.where(AuditEntry.at < _start(wanted.last_on + timedelta(days=1)))
    return query


def _start(day: date) -> datetime:
    """When a day begins in the installation's own zone."""
    return datetime.combine(day, time.min, ZoneInfo(settings().default_time_zone))


def _described(wanted: Wanted) -> dict[str, str]:
    chosen = {
        "role": wanted.role,
        "action": wanted.action,
        "kind": wanted.kind,
        "subject": wanted.subject,
        "first_on": wanted.first_on,
        "last_on": wanted.last_on,
    }
    return {name: str(value) for name, value in chosen.items() if value}
