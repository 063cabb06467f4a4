"""The audit log tells who did what, and a broken row by its number."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from mystery.services import accounts, audit
from mystery.services.audit import BrokenEntry
from mystery.services.transaction import transaction
from mystery.store.database import db
from tests.cast import someone


def write(count: int) -> None:
    for number in range(count):
        audit.append(
            "test", f"thing:{number}", accounts.actor_for(someone("Rita")), {"number": number, "ä": None}
        )


def tamper(app: Flask, statement: str) -> None:
    """What somebody with the file in their hands can do: drop the triggers and rewrite history."""
    db.session.rollback()
    path = make_url(app.extensions["mystery"].database).database
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER IF EXISTS audit_entry_no_UPDATE")
        connection.execute("DROP TRIGGER IF EXISTS audit_entry_no_DELETE")
        connection.execute(statement)
    connection.close()


@pytest.fixture
def last(app: Flask) -> int:
    """The number of the last entry after ten more were written."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file is opened by hand")
    write(10)
    return audit.count()


def test_an_untouched_log_holds(last: int) -> None:
    assert last > 10
    assert audit.verify() is None


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE audit_entry SET action = 'login' WHERE id = {id}", "altered"),
        ("UPDATE audit_entry SET details = '{{}}' WHERE id = {id}", "altered"),
        ("UPDATE audit_entry SET actor = NULL WHERE id = {id}", "altered"),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE id = {id}", "altered"),
        ("DELETE FROM audit_entry WHERE id = {id}", "missing"),
        ("UPDATE audit_entry SET previous_hash = hash WHERE id = {id}", "unlinked"),
    ],
)
def test_a_change_is_named_by_its_entry(app: Flask, last: int, change: str, what: str) -> None:
    entry = last - 4
    tamper(app, change.format(id=entry))
    assert audit.verify() == BrokenEntry(entry, what)


def test_many_writers_keep_one_chain(app: Flask) -> None:
    before = audit.count()
    db.session.rollback()

    def work(_number: int) -> None:
        with app.app_context():
            write(5)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: Context().run(work, number), range(8)))
    assert audit.count() == before + 40
    assert audit.verify() is None


@pytest.mark.usefixtures("app")
def test_what_is_undone_leaves_no_entry() -> None:
    before = audit.count()
    with pytest.raises(ZeroDivisionError):
        _append_and_fail()
    assert audit.count() == before


def _append_and_fail() -> None:
    with transaction():
        audit.append("test", "thing:1")
        raise ZeroDivisionError
