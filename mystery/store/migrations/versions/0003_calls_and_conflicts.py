"""Attempts to call, and events that contradict the journal"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_attempt",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("caller_id", KEY, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_row(),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_call_attempt_assignment_id")
        ),
        sa.ForeignKeyConstraint(["caller_id"], ["user.id"], name=op.f("fk_call_attempt_caller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_attempt")),
        sa.UniqueConstraint("public_id", name=op.f("uq_call_attempt_public_id")),
    )
    op.create_index(
        op.f("ix_call_attempt_assignment_id_created_at"), "call_attempt", ["assignment_id", "created_at"]
    )
    op.create_index(op.f("ix_call_attempt_caller_id"), "call_attempt", ["caller_id"])
    op.create_table(
        "journal_conflict",
        sa.Column("interview_id", KEY, nullable=False),
        sa.Column("sent_by_id", KEY, nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        *_row(),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_journal_conflict_interview_id")
        ),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user.id"], name=op.f("fk_journal_conflict_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_conflict")),
        sa.UniqueConstraint("public_id", name=op.f("uq_journal_conflict_public_id")),
        sa.UniqueConstraint("interview_id", "sha256", name=op.f("uq_journal_conflict_interview_id_sha256")),
    )


def _row() -> list[sa.Column[object]]:
    """The columns that every table has."""
    return [
        sa.Column("id", KEY, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table("journal_conflict")
    op.drop_table("call_attempt")
