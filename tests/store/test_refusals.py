"""No space, and no answer just now, are told from mistakes."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from mystery.store.refusals import is_failing, is_full


class FromPostgres(Exception):
    """What psycopg raises carries the server's code."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def wrapped(error: Exception) -> OperationalError:
    return OperationalError("INSERT", {}, error)


def sqlite_error(act: str) -> sqlite3.Error:
    """An error as SQLite itself raises it."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE page (body)")
        connection.execute("PRAGMA max_page_count = 3")
        with pytest.raises(sqlite3.Error) as raised:
            connection.execute(act)
    connection.close()
    return raised.value


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "no space"),
        OSError(errno.EDQUOT, "quota"),
        OSError(errno.EFBIG, "limit"),
        wrapped(sqlite_error("INSERT INTO page VALUES (randomblob(100000))")),
        wrapped(FromPostgres("53100")),
    ],
)
def test_a_full_disk_is_recognised_whoever_says_so(error):
    assert is_full(error)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EIO, "disk"),
        *(wrapped(FromPostgres(each)) for each in ("57P01", "55P03", "40001", "40P01")),
    ],
)
def test_what_may_succeed_later_is_no_mistake_of_ours(error):
    assert is_failing(error)
    assert not is_full(error)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("bug"),
        OSError(errno.ENOENT, "gone"),
        wrapped(sqlite_error("INSERT INTO nothing VALUES (1)")),
        wrapped(FromPostgres("23505")),
    ],
)
def test_a_mistake_of_ours_stays_one(error):
    assert not is_full(error)
    assert not is_failing(error)
