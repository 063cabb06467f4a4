"""Whether this installation can work: what the doctor says and what stops a server from being ready."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from mystery import telephony
from mystery.clock import utcnow
from mystery.problems import Problem, Severity
from mystery.services import accounts, job_requests, recordings, retention
from mystery.services.context import settings
from mystery.settings import check_settings
from mystery.store import intake_journal, schema
from mystery.store.database import check_database

_FREE_PERCENT_WANTED = 5
_MOST_JOURNAL_BYTES = 64 * 1024 * 1024
"""Read in less than a second; a day of a thousand visits is smaller."""
_TORN_IS_NEWS = timedelta(days=7)
_BACKUP_IS_OLD = timedelta(days=7)
BACKUPS = "backups"
"""Where in an installation's folder its backups are."""


def stoppers() -> list[Problem]:
    """Only what keeps requests from being answered."""
    return [problem for problem in (*_database(), *_folders()) if problem.severity is Severity.ERROR]


def findings() -> list[Problem]:
    """Everything the doctor has to say, warnings included."""
    database = _database()
    people = [] if database or accounts.has_admin() else [Problem("NO_ADMIN")]
    late = [] if database else [*_recordings(), *_jobs(), *_backups(), *retention.waiting(utcnow())]
    phone = telephony.examine(settings())
    return [*check_settings(settings()), *database, *_folders(), *_journal(), *people, *phone, *late]


def reached() -> list[Problem]:
    """What only the network can tell; the doctor waits for it, a page would not."""
    from mystery.telephony import twilio_examine  # it needs Twilio's package, and a server never does

    return twilio_examine.reach(settings())


def _backups() -> list[Problem]:
    """Whoever keeps backups here means to have new ones; others may keep theirs in another way."""
    folder = settings().instance_folder.resolve() / BACKUPS
    made = [datetime.fromtimestamp(each.stat().st_mtime, UTC) for each in folder.glob("*.zip")]
    if not made or utcnow() - max(made) < _BACKUP_IS_OLD:
        return []
    return [Problem("BACKUP_OLD", params={"folder": str(folder), "days": (utcnow() - max(made)).days})]


def _database() -> list[Problem]:
    try:
        return [*check_database(), *schema.check_revision()]
    except SQLAlchemyError:
        return [Problem("DATABASE_UNREACHABLE")]


def _recordings() -> list[Problem]:
    late = recordings.overdue(utcnow())
    return [Problem("RECORDINGS_NOT_DELETED", params={"number": len(late)})] if late else []


def _jobs() -> list[Problem]:
    return [Problem("JOBS_LATE")] if job_requests.late(utcnow()) else []


def _journal() -> list[Problem]:
    """Whether the newest arrivals can be read again. A torn end has cost nothing; damage before it might."""
    since = (utcnow() - _TORN_IS_NEWS).date().isoformat()
    found = intake_journal.damages(settings().journal, _MOST_JOURNAL_BYTES)
    return [
        Problem(
            "JOURNAL_DAMAGED" if each.hides else "JOURNAL_TORN",
            params={"file": each.path, "position": each.position},
        )
        for each in found
        if each.hides or each.path.name >= since
    ]


def _folders() -> list[Problem]:
    return [problem for path in (settings().instance_folder, settings().media) for problem in _folder(path)]


def _folder(path: Path) -> list[Problem]:
    existing = next((each for each in (path, *path.resolve().parents) if each.exists()), Path("/"))
    if not os.access(existing, os.W_OK):
        return [Problem("FOLDER_NOT_WRITABLE", params={"folder": path})]
    usage = shutil.disk_usage(existing)
    percent = round(100 * usage.free / usage.total, 1)
    if percent < _FREE_PERCENT_WANTED:
        details = {"folder": path, "percent": percent, "minimum": _FREE_PERCENT_WANTED}
        return [Problem("DISK_NEARLY_FULL", params=details)]
    return []
