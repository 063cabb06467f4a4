"""Backups: everything an installation owns in one file, and an empty installation filled from it.

Rows are those of one moment; files are read after them, so that every file that a row names is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from sqlalchemy import Connection, Table

import mystery
from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, job_requests
from mystery.services.context import settings
from mystery.services.health import BACKUPS
from mystery.services.transaction import transaction
from mystery.store import archive, dump, schema
from mystery.store.archive import Manifest, Reader, Writer
from mystery.store.database import db
from mystery.store.disk import disk

KIND = "backup"
_NOT_OURS = frozenset({BACKUPS, "demo"})
"""Folders of an installation that no backup takes: other backups, and the demo, which can be loaded again."""
_QUEUE = "jobs.db"
"""Only wakes workers; what is to be done are rows."""
_KEY = "secret_key"
"""Made at the first start, so a new installation has one already; the backup's takes its place."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup's file and what it holds."""

    path: Path
    manifest: Manifest

    def as_json(self) -> Mapping[str, object]:
        return {
            "file": str(self.path),
            "bytes": self.path.stat().st_size,
            "made_at": self.manifest.made_at,
            "version": self.manifest.version,
            "revision": self.manifest.revision,
            "rows": sum(self.manifest.rows.values()),
            "files": len(self.manifest.files),
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the installation's own folder: its name, bytes, and when it was finished."""

    name: str
    size: int
    at: datetime


def kept(actor: Actor) -> Sequence[Kept]:
    """The backups in the installation's own folder, the newest first."""
    require(actor, "settings.view")
    folder = settings().instance_folder.resolve() / BACKUPS
    found = [(file.name, file.stat()) for file in folder.glob("*.zip")] if folder.is_dir() else []
    listed = [Kept(name, state.st_size, datetime.fromtimestamp(state.st_mtime, UTC)) for name, state in found]
    return sorted(listed, key=lambda each: each.at, reverse=True)


def ask(actor: Actor) -> None:
    """Has a backup made in the background, into the installation's own folder; one at a time."""
    require(actor, "backup.make")
    with transaction():
        if is_under_way():
            raise Rejected([Problem("BACKUP_UNDER_WAY")])
        job_requests.request(KIND, f"{KIND}:{uuid4()}", actor=actor)
        audit.append("backup.ask", "backup:installation", actor)


def is_under_way() -> bool:
    return job_requests.is_under_way(KIND)


def make_in_background(now: datetime, progress: Callable[[int], None]) -> dict[str, object]:
    """A job: what the page asked for."""
    return dict(make(None, now, progress).as_json())


def make(
    target: Path | None = None,
    now: datetime | None = None,
    progress: Callable[[int], None] = lambda percent: None,
) -> Backup:
    """Writes a backup to `target`, a new file or a folder; by default to the installation's own folder.

    Raises `Rejected` FILE_EXISTS, or BACKUP_NOT_WRITTEN with what the disk said; then nothing is left of it.
    """
    moment = now or utcnow()
    path = _path(target, moment)
    if path.exists():
        raise Rejected([Problem("FILE_EXISTS", params={"file": str(path)})])
    with transaction():
        audit.append("backup.make", f"backup:{path.name}")
    manifest = Manifest(
        made_at=moment.isoformat(timespec="seconds"),
        version=mystery.__version__,
        revision=schema.present_revision() or "",
        database=db.engine.dialect.name,
    )
    with _told("BACKUP_NOT_WRITTEN", path), archive.written(path, manifest) as writer:
        with dump.one_moment() as connection:
            for number, table in enumerate(dump.tables()):
                progress(50 * number // len(dump.tables()))
                _add_table(writer, connection, table)
        files = list(_files())
        for number, (name, file) in enumerate(files):
            progress(50 + 50 * number // len(files))
            _add_file(writer, name, file)
    return Backup(path, manifest)


def prove(path: Path) -> Backup:
    """Reads a backup to its last byte. Raises `Rejected` with all that is wrong with it."""
    with archive.opened(path) as reader:
        reader.prove()
        return Backup(path, reader.manifest)


def restore(path: Path) -> tuple[Backup, list[Problem]]:
    """Fills this empty installation. Returns also what it then does not hold as the backup does.

    Raises `Rejected`, before anything is written, where the backup is not whole or of another version, or
    where this installation holds something already; running it again after a power cut goes on.
    """
    with archive.opened(path) as reader:
        _refuse(_of_another_version(reader.manifest))
        reader.prove()  # also that every member has a place here
        _refuse(_filled(reader))
        with _told("RESTORE_NOT_WRITTEN", path):
            for name in reader.manifest.files:
                _put_back(reader, name)
        schema.upgrade()
        with dump.one_write() as connection:
            for table in dump.tables():
                dump.load(connection, table, reader.lines(table.name))
        problems = list(_differences(reader.manifest))
        with transaction():
            audit.append("backup.restore", f"backup:{path.name}", None, {"made_at": reader.manifest.made_at})
        return Backup(path, reader.manifest), problems


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise Rejected(found)


@contextmanager
def _told(code: str, path: Path) -> Iterator[None]:
    """What the disk refuses as a problem."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise Rejected([Problem(code, params={"file": str(error.filename or path), "why": why})]) from error


def _path(target: Path | None, moment: datetime) -> Path:
    name = f"mystery-{moment:%Y%m%dT%H%M%SZ}.zip"
    if target is None:
        return settings().instance_folder.resolve() / BACKUPS / name
    return target.resolve() / name if target.is_dir() else target.resolve()


def _add_table(writer: Writer, connection: Connection, table: Table) -> None:
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in dump.rows(connection, table):
            count += 1
            yield dump.line_of(row)

    writer.add(archive.table_member(table.name), lines())
    writer.manifest.rows[table.name] = count


def _add_file(writer: Writer, name: str, file: Path) -> None:
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return  # its retention has ended meanwhile
    with opened:
        writer.add(f"files/{name}", archive.pieces_of(opened))


def _files() -> Iterator[tuple[str, Path]]:
    """Name in the backup and place of every file that is kept; parts of unfinished writes are not."""
    for root, folder in _roots().items():
        for file in sorted(folder.rglob("*")):
            parts = file.relative_to(folder).parts
            if not file.is_file() or file.is_symlink() or file.suffix == ".part":
                continue
            if root == "instance" and not _is_kept(file, parts):
                continue
            yield "/".join((root, *parts)), file


def _roots() -> Mapping[str, Path]:
    """The folders of an installation; media and journal may lie elsewhere."""
    chosen = settings()
    places = (chosen.instance_folder.resolve(), chosen.media.resolve(), chosen.journal.resolve())
    return dict(zip(archive.ROOTS, places, strict=True))


def _is_kept(file: Path, parts: tuple[str, ...]) -> bool:
    """Of the instance folder: neither the database, whose rows are taken, nor what has a root of its own."""
    others = [folder for root, folder in _roots().items() if root != "instance"]
    if parts[0] in _NOT_OURS or any(file.is_relative_to(each) for each in others):
        return False
    return not str(file).startswith(_databases())


def _databases() -> tuple[str, ...]:
    """How the paths of database files begin; behind that come -wal and -shm."""
    queue = str(settings().instance_folder.resolve() / _QUEUE)
    kind, _, path = settings().database.partition(":///")
    return (queue, str(Path(path).resolve())) if kind == "sqlite" else (queue,)


def _of_another_version(manifest: Manifest) -> list[Problem]:
    wanted = schema.wanted_revision() or ""
    if manifest.revision == wanted:
        return []
    details = {"version": manifest.version, "found": manifest.revision, "wanted": wanted}
    return [Problem("BACKUP_OTHER_VERSION", params=details)]


def _filled(reader: Reader) -> Iterator[Problem]:
    """What is here already; files that are the backup's own, byte for byte, may be."""
    if schema.present_revision() is not None:
        yield from (
            Problem("RESTORE_NOT_EMPTY", params={"what": table}) for table in dump.filled_tables()[:1]
        )
    for name in reader.manifest.files:
        place = _place(name)
        if place.name != _KEY and place.exists() and not reader.is_member(name, place):
            yield Problem("RESTORE_NOT_EMPTY", params={"what": str(place)})
            return


def _place(name: str) -> Path:
    """Where a member of the backup belongs: `files/media/ab/cd` -> the media folder's ab/cd."""
    _, root, *parts = PurePosixPath(name).parts
    return _roots()[root].joinpath(*parts)


def _put_back(reader: Reader, name: str) -> None:
    place = _place(name)
    disk().make_folder(place.parent)
    part = place.with_name(f"{uuid4().hex}.part")
    handle = disk().create(part)
    try:
        with reader.opened(name) as member:
            for piece in archive.pieces_of(member):
                disk().write(handle, piece)
        disk().fsync(handle)
    finally:
        disk().close(handle)
    disk().rename(part, place)
    disk().fsync_folder(place.parent)


def _differences(manifest: Manifest) -> Iterator[Problem]:
    """Where the database does not hold what was put into it, and where its log was broken before."""
    for table in dump.tables():
        found, wanted = dump.count(table), manifest.rows.get(table.name, 0)
        if found != wanted:
            yield Problem("RESTORE_DIFFERS", params={"what": table.name, "found": found, "wanted": wanted})
    dangling = dump.dangling()
    if dangling:
        yield Problem("RESTORE_DANGLING", params={"count": dangling})
    broken = audit.verify()
    if broken:
        yield Problem("AUDIT_BROKEN", params={"entry": broken.entry, "what": broken.what})
