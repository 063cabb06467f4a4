"""What a disk or a database says when it takes no more: told from mistakes of our own."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FAILING = frozenset({errno.EIO, errno.EROFS, errno.ESTALE})
_SQLITE_FULL = sqlite3.SQLITE_FULL
_SQLITE_FAILING = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)
_POSTGRES_FULL = "53100"
_POSTGRES_FAILING = ("08", "40", "53", "55P03", "57P", "58")
"""Connection lost, two acts in each other's way, resources short, lock not had in time, being shut down,
trouble with its files."""


def is_full(error: BaseException) -> bool:
    """Whether there was no space left. What was to be written is not there, and nobody was told it is."""
    return any(
        (isinstance(each, OSError) and each.errno in _FULL)
        or _sqlite_code(each) == _SQLITE_FULL
        or getattr(each, "sqlstate", None) == _POSTGRES_FULL
        for each in _behind(error)
    )


def is_failing(error: BaseException) -> bool:
    """Whether disk or database could not do it now; the same request may succeed later."""
    return any(
        (isinstance(each, OSError) and each.errno in _FAILING)
        or _sqlite_code(each) in _SQLITE_FAILING
        or str(getattr(each, "sqlstate", None) or "").startswith(_POSTGRES_FAILING)
        or (isinstance(each, DBAPIError) and each.connection_invalidated)
        for each in _behind(error)
    )


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and what the driver of the database said to begin with."""
    yield error
    if isinstance(error, DBAPIError) and error.orig is not None:
        yield error.orig


def _sqlite_code(error: BaseException) -> int | None:
    """SQLite's primary code, without the detail in its upper bits."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None
