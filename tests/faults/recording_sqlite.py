"""SQLite on a disk that writes down what is done to it: Python's own connection class, another engine behind.

The connection is made through the `factory` of `sqlite3.connect`, so SQLAlchemy, the listeners of
mystery/store/database.py and every service run as they do in the field; only the engine is apsw's, because
that one lets a program stand between SQLite and its files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy import event

from mystery.store.database import db
from tests.faults.crash_disk import Recorder

_numbers = count(1)


def _path(name: apsw.URIFilename | str) -> str:
    return name if isinstance(name, str) else name.filename()


class _File(apsw.VFSFile):
    """A file of the database whose writes are written down."""

    def __init__(self, name: apsw.URIFilename | str, flags: list[int], recorder: Recorder) -> None:
        self.path, self.recorder = _path(name), recorder
        is_new = not Path(self.path).exists()
        super().__init__("", name, flags)
        if is_new and Path(self.path).exists():
            recorder.note("create", self.path)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.recorder.note("write", self.path, offset=offset, data=bytes(data))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self.recorder.note("truncate", self.path, offset=size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.recorder.note("sync", self.path)
        self.recorder.note("sync-folder", Path(self.path).parent)  # unseen by us, but done for new files


class _System(apsw.VFS):
    """The usual file system with a recorder in front."""

    def __init__(self, name: str, recorder: Recorder) -> None:
        self.recorder = recorder
        super().__init__(name, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> Any:
        if name is None or self.recorder.name_of(_path(name)) is None:
            return apsw.VFSFile("", name, flags)
        return _File(name, flags, self.recorder)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        self.recorder.note("delete", name)
        if syncdir:
            self.recorder.note("sync-folder", Path(name).parent)


class _Cursor:
    """As much of a cursor as SQLAlchemy asks for."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection, self._cursor = connection, connection.cursor()
        self._cursor.exec_trace = self._describe
        self.description: list[tuple[Any, ...]] | None = None
        self.rowcount, self.lastrowid = -1, 0
        self._rows: Iterator[Any] = iter(())

    def _describe(self, cursor: apsw.Cursor, _sql: str, _bindings: object) -> bool:
        columns = cursor.get_description()
        self.description = [(each[0], *(None,) * 6) for each in columns] if columns else None
        return True

    def execute(self, sql: str, values: Any = ()) -> _Cursor:
        return self._run(lambda: self._cursor.execute(sql, values))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> _Cursor:
        return self._run(lambda: self._cursor.executemany(sql, rows))

    def _run(self, act: Any) -> _Cursor:
        self.description, before = None, self._connection.total_changes()
        try:
            self._rows = iter(list(act()))
        except apsw.ConstraintError as error:
            raise sqlite3.IntegrityError(str(error)) from error
        except apsw.Error as error:
            raise sqlite3.OperationalError(str(error)) from error
        self.rowcount = self._connection.total_changes() - before
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def close(self) -> None:
        self._cursor.close()


def _connection_class(system: str) -> type[sqlite3.Connection]:
    class Recorded(sqlite3.Connection):
        """To SQLAlchemy a connection of sqlite3; what it does goes through the recording file system."""

        def __init__(self, path: str, **_options: object) -> None:
            super().__init__(":memory:", check_same_thread=False)
            self.real = apsw.Connection(path, vfs=system)

        def cursor(self, *_factory: Any) -> Any:
            return _Cursor(self.real)

        def execute(self, sql: str, values: Any = ()) -> Any:
            return self.cursor().execute(sql, values)

        def commit(self) -> None:
            if self.real.in_transaction:
                self.execute("COMMIT")

        def rollback(self) -> None:
            if self.real.in_transaction:
                self.execute("ROLLBACK")

        def close(self) -> None:
            self.real.close()
            super().close()

    return Recorded


@contextmanager
def recorded(recorder: Recorder) -> Iterator[None]:
    """Inside, every connection of the present app is recorded. Those from before are closed first."""
    name = f"recording-{next(_numbers)}"
    system, factory = _System(name, recorder), _connection_class(name)

    def choose(_dialect: object, _record: object, _arguments: object, options: dict[str, Any]) -> None:
        options["factory"] = factory

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "do_connect", choose)
    try:
        yield
    finally:
        event.remove(db.engine, "do_connect", choose)
        db.session.remove()
        db.engine.dispose()
        system.unregister()
