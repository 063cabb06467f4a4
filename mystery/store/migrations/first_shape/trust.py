"""The log, background work, and the triggers that let history only grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "audit_entry",
    "job_request",
)
_NEVER_CHANGED = ("journal_event", "submission", "verdict")
"""Rows that are appended and, in the end, purged; never rewritten."""


def _sqlite_triggers() -> list[str]:
    refuse = (
        "CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    )
    audit = [refuse.format(table="audit_entry", act=act) for act in ("UPDATE", "DELETE")]
    return audit + [refuse.format(table=table, act="UPDATE") for table in _NEVER_CHANGED]


def _postgresql_triggers() -> list[str]:
    function = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"""
    refuse = "CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} EXECUTE FUNCTION refuse_change()"
    audit = refuse.format(table="audit_entry", name="change", act="UPDATE OR DELETE OR TRUNCATE")
    return [
        function,
        audit,
        *(refuse.format(table=each, name="change", act="UPDATE") for each in _NEVER_CHANGED),
    ]


def create() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("subject_kind", sa.String(80), nullable=False),
        sa.Column("subject_id", sa.String(200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    op.create_index(op.f("ix_audit_entry_action"), "audit_entry", ["action"])
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"])
    op.create_index(
        op.f("ix_audit_entry_subject_kind_subject_id"), "audit_entry", ["subject_kind", "subject_id"]
    )
    op.create_table(
        "job_request",
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("requested_by_id", KEY, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        *row("job_request"),
        to("job_request", "requested_by_id", "user"),
        sa.UniqueConstraint("key", name=op.f("uq_job_request_key")),
    )
    op.create_index(op.f("ix_job_request_state_created_at"), "job_request", ["state", "created_at"])


def guard() -> None:
    """Once all tables are there."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _postgresql_triggers() if postgresql else _sqlite_triggers():
        op.execute(statement)
