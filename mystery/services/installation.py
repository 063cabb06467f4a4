"""The installation as it stands: settings in force, room on disk, versions, what has been published."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import load_only

import mystery
from mystery.access import Actor, require
from mystery.problems import Problem
from mystery.services import health
from mystery.services.context import settings
from mystery.services.transaction import reading
from mystery.settings import SettingLine, setting_lines
from mystery.store import schema
from mystery.store.models import Media, QuestionnaireVersion, SchemeVersion

_NAMED = ("Flask", "SQLAlchemy", "NumPy", "SciPy", "ReportLab", "pyxform")
_LISTED = 200


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting with its value; of a secret it is only said that there is one."""

    line: SettingLine
    value: str
    is_default: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Storage:
    """Bytes that are used and free. `database` is None where the server keeps it to itself."""

    database: int | None
    files: int
    files_size: int
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    problems: Sequence[Problem]
    storage: Storage
    versions: Sequence[tuple[str, str]]
    revision: str
    wanted_revision: str


def overview(actor: Actor) -> Overview:
    """Health, room and versions; works on a database that is not migrated yet, too."""
    require(actor, "settings.view")
    return Overview(
        health.findings(),
        _storage(),
        _versions(),
        schema.present_revision() or "",
        schema.wanted_revision() or "",
    )


def settings_in_force(actor: Actor) -> Sequence[SettingInForce]:
    """Every setting in the order of the documentation."""
    require(actor, "settings.view")
    return [_in_force(line) for line in setting_lines()]


def published(actor: Actor) -> tuple[Sequence[QuestionnaireVersion], Sequence[SchemeVersion]]:
    """The questionnaires and schemes published last; their fingerprints prove which bytes were in use."""
    require(actor, "settings.view")
    forms = select(QuestionnaireVersion).where(QuestionnaireVersion.published_at.is_not(None))
    schemes = select(SchemeVersion).where(SchemeVersion.published_at.is_not(None))
    forms = forms.options(
        load_only(
            QuestionnaireVersion.name,
            QuestionnaireVersion.version,
            QuestionnaireVersion.title_de,
            QuestionnaireVersion.title_en,
            QuestionnaireVersion.fingerprint,
            QuestionnaireVersion.published_at,
        )
    )
    return (
        reading().scalars(forms.order_by(QuestionnaireVersion.published_at.desc()).limit(_LISTED)).all(),
        reading().scalars(schemes.order_by(SchemeVersion.published_at.desc()).limit(_LISTED)).all(),
    )


def _in_force(line: SettingLine) -> SettingInForce:
    value = str(getattr(settings(), line.name))
    is_default = value == line.default
    hidden = line.is_secret and not is_default and bool(value)
    return SettingInForce(line, "" if hidden else value, is_default, hidden)


def _storage() -> Storage:
    files, size = reading().execute(select(func.count(), func.coalesce(func.sum(Media.size), 0))).one()
    folder = settings().instance_folder.resolve()
    disk = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    return Storage(_database_size(), int(files), int(size), disk.free, disk.total)


def _database_size() -> int | None:
    """Of SQLite the file with its write-ahead log, of PostgreSQL what the server says."""
    bind = reading().get_bind()
    if bind.dialect.name == "postgresql":
        return int(reading().scalar(text("SELECT pg_database_size(current_database())")) or 0)
    path = Path(settings().database.removeprefix("sqlite:///"))
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(each.stat().st_size for each in parts if each.exists()) or None


def _versions() -> list[tuple[str, str]]:
    bind = reading().get_bind()
    statement = "SHOW server_version" if bind.dialect.name == "postgresql" else "SELECT sqlite_version()"
    database = str(reading().scalar(text(statement)))
    named = "PostgreSQL" if bind.dialect.name == "postgresql" else "SQLite"
    own = [("Mystery", mystery.__version__), ("Python", platform.python_version()), (named, database)]
    return [*own, *((name, version(name)) for name in _NAMED)]
