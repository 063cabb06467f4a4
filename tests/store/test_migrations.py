"""Migrations: one line of them, and they end where the models are, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from mystery.app import create_app
from mystery.services import audit
from mystery.services.transaction import transaction
from mystery.settings import Settings
from mystery.store import schema
from mystery.store.database import db
from mystery.store.models import Base
from tests import databases


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path, folder: Path) -> Iterator[Flask]:
    """An app on an empty database of either kind."""
    if request.param == "sqlite":
        yield from _opened(Settings(instance_folder=tmp_path))
        return
    place = folder / "migrations"
    place.mkdir(exist_ok=True)
    with databases.postgres_server(place) as server:
        url = databases.alchemy_url(server, "postgres")
        yield from _opened(Settings(instance_folder=tmp_path, database_url=url))


def _opened(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with app.app_context():
        yield app
        databases.let_go()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(schema.MIGRATIONS)).get_heads()) == 1


@pytest.mark.usefixtures("empty")
def test_migrating_up_gives_the_shape_of_the_models_and_down_leaves_nothing() -> None:
    schema.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    schema.upgrade()
    assert schema.check_revision() == []
    db.engine.dispose()
    schema.downgrade("base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


@pytest.mark.usefixtures("empty")
def test_the_audit_log_cannot_be_rewritten() -> None:
    schema.upgrade()
    with transaction():
        audit.append("test", "thing:1")
    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="only grows"):
            _execute(statement)
    assert audit.verify() is None


def _execute(statement: str) -> None:
    with transaction() as session:
        session.execute(text(statement))
