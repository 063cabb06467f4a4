"""The shape of the tables: bringing a database to this version's revision, and telling if it is there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mystery.problems import Problem
from mystery.store.database import db

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration() -> Config:
    """Alembic's configuration for the database of the present app."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = db.engine
    return config


def upgrade(revision: str = "head") -> None:
    command.upgrade(configuration(), revision)


def downgrade(revision: str) -> None:
    command.downgrade(configuration(), revision)


def wanted_revision() -> str | None:
    """The newest revision that this version of the code knows."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def next_revision() -> str:
    """The number of the next migration: they count up, so that their order can be seen in the folder."""
    return f"{int(wanted_revision() or 0) + 1:04d}"


def present_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_revision() -> list[Problem]:
    """A problem unless the database has exactly the shape this version needs."""
    found, wanted = present_revision(), wanted_revision()
    if found == wanted:
        return []
    return [Problem("DATABASE_NOT_MIGRATED", params={"found": found or "-", "wanted": wanted or "-"})]
