"""The database handle, and what is demanded of SQLite so that an acknowledged row survives a power cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, text

from mystery.problems import Problem
from mystery.store.models import Base

WRITING = {"mystery_writing": True}
"""Execution option of a connection that is about to write; services/transaction.py and migrations set it."""

PRAGMAS: Mapping[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: NORMAL loses acknowledged rows at a power cut
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "trusted_schema": 0,
    "journal_size_limit": 67_108_864,
}

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


@event.listens_for(Engine, "connect")
def _set_up_connection(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # the driver shall not begin transactions by itself
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
    else:
        # PostgreSQL takes disks for turning ones: it would rather read a sample of 10,000 than look up 100
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SET random_page_cost = 1.1")
        connection.autocommit = False


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Reads are read-only and see one moment; writes take the lock at once and never have to upgrade."""
    writing = connection.get_execution_options().get("mystery_writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only = {0 if writing else 1}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif not writing:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def check_database() -> list[Problem]:
    """Reads back what was demanded of SQLite; a network drive, for one, silently refuses WAL."""
    if db.engine.dialect.name != "sqlite":
        return []
    problems = []
    with db.engine.connect() as connection:
        for name, wanted in PRAGMAS.items():
            found = connection.execute(text(f"PRAGMA {name}")).scalar()
            if found != wanted:
                details = {"setting": name, "wanted": wanted, "found": found}
                problems.append(Problem("DATABASE_SETTING_REFUSED", params=details))
    return problems
