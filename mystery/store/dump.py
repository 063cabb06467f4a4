"""All rows as lines of JSON, table by table: the same from SQLite and PostgreSQL, and into either of them."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Enum, LargeBinary, Table, func, insert, select, text
from sqlalchemy.types import Uuid

from mystery.manners import give_way
from mystery.store.database import WRITING, db
from mystery.store.models import Base
from mystery.store.models.base import PackedJson, UtcDateTime

LEFT_OUT = frozenset({"user_session"})
"""Nobody is logged in by a restored backup, least of all who was locked out after it was made."""
_AT_ONCE = 500

Line = Mapping[str, Any]


def tables() -> Sequence[Table]:
    """What is dumped, each table after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection that sees the database as it is now, however long it reads and whoever writes."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def rows(connection: Connection, table: Table) -> Iterator[Line]:
    """The rows of a table as JSON can hold them, in the order of their keys."""
    names = [column.name for column in table.columns]
    written = [_written(column) for column in table.columns]
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query):
        give_way()
        yield {
            name: None if value is None else write(value)
            for name, write, value in zip(names, written, row, strict=True)
        }


@contextmanager
def one_write() -> Iterator[Connection]:
    """A connection whose rows are all there afterwards, or none."""
    with db.engine.connect().execution_options(**WRITING) as connection, connection.begin():
        yield connection


def load(connection: Connection, table: Table, lines: Iterable[Line]) -> int:
    """Puts rows back with their keys; returns how many."""
    readers = {column.name: _reader(column) for column in table.columns}
    found = 0
    ordered = iter(_parents_first(table, lines))
    while some := list(islice(ordered, _AT_ONCE)):
        filled = [
            {name: None if value is None else readers[name](value) for name, value in line.items()}
            for line in some
        ]
        connection.execute(insert(table), filled)
        found += len(filled)
    _count_on(connection, table)
    return found


def filled_tables() -> list[str]:
    """The tables that hold any row, of those that this version knows."""
    with db.engine.connect() as connection:
        return [
            table.name
            for table in Base.metadata.sorted_tables
            if connection.scalar(select(func.count()).select_from(select(table).limit(1).subquery()))
        ]


def count(table: Table) -> int:
    with db.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def dangling() -> int:
    """Rows of SQLite that refer to rows which are not there; PostgreSQL would not have taken them."""
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return 0
        return len(connection.execute(text("PRAGMA foreign_key_check")).all())


def _parents_first(table: Table, lines: Iterable[Line]) -> Iterable[Line]:
    """Rows that refer to rows of the same table come after those."""
    own = [each.parent.name for each in table.foreign_keys if each.column.table is table]
    if not own:
        return lines
    [key] = table.primary_key.columns
    waiting, there = list(lines), {None}
    ordered: list[Line] = []
    while waiting:
        ready = [line for line in waiting if all(line[name] in there for name in own)]
        if not ready:
            return [*ordered, *waiting]  # the database says which reference leads nowhere
        ordered += ready
        there |= {line[key.name] for line in ready}
        waiting = [line for line in waiting if line[key.name] not in there]
    return ordered


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL gives the next row a number behind those that were put back."""
    keys = list(table.primary_key.columns)
    if connection.dialect.name != "postgresql" or len(keys) != 1 or keys[0].type.python_type is not int:
        return
    sequence = func.pg_get_serial_sequence(table.name, keys[0].name)
    highest = select(func.max(keys[0])).scalar_subquery()
    connection.execute(select(func.setval(sequence, highest)).where(highest.is_not(None)))


def _written(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, PackedJson):
        return _same
    if isinstance(kind, LargeBinary):
        return lambda value: b64encode(value).decode("ascii")
    if isinstance(kind, Enum):
        return lambda value: value.value
    if isinstance(kind, Uuid):
        return str
    return lambda value: value.isoformat() if isinstance(value, date) else value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, PackedJson):
        return _same
    if isinstance(kind, LargeBinary):
        return b64decode
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class
    if isinstance(kind, Uuid):
        return UUID
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat
    return date.fromisoformat if kind.python_type is date else _same


def _same(value: Any) -> Any:
    return value


def line_of(row: Line) -> bytes:
    """One row as a line; what no UTF-8 can hold is escaped, and comes back as it was."""
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"
