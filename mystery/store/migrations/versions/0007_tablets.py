"""Tablets, what they hold, and everything that arrives from them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_devices()
    with op.batch_alter_table("interview") as batch_op:
        batch_op.add_column(sa.Column("device_id", KEY, nullable=True))
        batch_op.create_foreign_key(op.f("fk_interview_device_id"), "device", ["device_id"], ["id"])
        batch_op.create_index(op.f("ix_interview_device_id"), ["device_id"])
    _create_intake()
    _create_notes_and_holdings()


def _create_devices() -> None:
    op.create_table(
        "device",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("public_key", sa.JSON(), nullable=False),
        sa.Column("enrolled_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("build", sa.String(80), nullable=False),
        sa.Column("persisted", sa.Boolean(), nullable=True),
        sa.Column("skew_ms", sa.BigInteger(), nullable=True),
        sa.Column("silent_at", MOMENT, nullable=True),
        *row("device"),
        _foreign("device", "user_id", "user"),
    )
    op.create_index(op.f("ix_device_user_id"), "device", ["user_id"])
    op.create_table(
        "enrolment",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("code_sha256", sa.String(64), nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("device_id", KEY, nullable=True),
        *row("enrolment"),
        _foreign("enrolment", "user_id", "user"),
        _foreign("enrolment", "made_by_id", "user"),
        _foreign("enrolment", "device_id", "device"),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_enrolment_code_sha256")),
    )
    op.create_index(op.f("ix_enrolment_user_id"), "enrolment", ["user_id"])


def _create_intake() -> None:
    op.create_table(
        "intake",
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("submission", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("device_id", KEY, nullable=True),
        sa.Column("carrier", sa.String(200), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("waiting_for", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("interview_id", KEY, nullable=True),
        sa.Column("submission_id", KEY, nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        *row("intake"),
        _foreign("intake", "device_id", "device"),
        _foreign("intake", "interview_id", "interview"),
        _foreign("intake", "submission_id", "submission"),
        _foreign("intake", "decided_by_id", "user"),
        sa.UniqueConstraint("sequence", name=op.f("uq_intake_sequence")),
        sa.UniqueConstraint("sha256", name=op.f("uq_intake_sha256")),
    )
    for columns in (["submission", "revision"], ["state", "received_at"], ["device_id"], ["interview_id"]):
        op.create_index(op.f(f"ix_intake_{'_'.join(columns)}"), "intake", columns)
    op.create_table(
        "upload",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("device_id", KEY, nullable=True),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("complete_at", MOMENT, nullable=True),
        sa.Column("media_sha256", sa.String(64), nullable=True),
        *row("upload"),
        _foreign("upload", "device_id", "device"),
        sa.ForeignKeyConstraint(["media_sha256"], ["media.sha256"], name=op.f("fk_upload_media_sha256")),
        sa.UniqueConstraint("sha256", name=op.f("uq_upload_sha256")),
    )


def _create_notes_and_holdings() -> None:
    op.create_table(
        "visit_note",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("device_id", KEY, nullable=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(80), nullable=False),
        sa.Column("ms", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        *row("visit_note"),
        _foreign("visit_note", "assignment_id", "assignment"),
        _foreign("visit_note", "user_id", "user"),
        _foreign("visit_note", "device_id", "device"),
    )
    op.create_index(op.f("ix_visit_note_assignment_id_kind"), "visit_note", ["assignment_id", "kind"])
    op.create_table(
        "holding",
        sa.Column("device_id", KEY, nullable=False),
        sa.Column("interview", sa.Uuid(), nullable=False),
        sa.Column("assignment", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by_id", KEY, nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        *row("holding"),
        _foreign("holding", "device_id", "device"),
        _foreign("holding", "settled_by_id", "user"),
        sa.UniqueConstraint("device_id", "interview", name=op.f("uq_holding_device_id_interview")),
    )
    op.create_index(op.f("ix_holding_gone_at_settled_at"), "holding", ["gone_at", "settled_at"])


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in ("holding", "visit_note", "upload", "intake"):
        op.drop_table(table)
    with op.batch_alter_table("interview") as batch_op:
        batch_op.drop_index(op.f("ix_interview_device_id"))
        batch_op.drop_constraint(op.f("fk_interview_device_id"), type_="foreignkey")
        batch_op.drop_column("device_id")
    op.drop_table("enrolment")
    op.drop_table("device")
