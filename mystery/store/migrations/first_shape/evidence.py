"""Interviews, what was answered, and the files beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "media",
    "interview",
    "interview_media",
    "journal_event",
    "submission",
)


def create() -> None:
    op.create_table(
        "media",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("derivative_sha256", sa.String(64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media")),
    )
    op.create_table(
        "interview",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("form_fingerprint", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(80), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        *row("interview"),
        to("interview", "assignment_id", "assignment"),
        to("interview", "user_id", "user"),
    )
    op.create_index(op.f("ix_interview_assignment_id"), "interview", ["assignment_id"])
    op.create_index(op.f("ix_interview_form_fingerprint"), "interview", ["form_fingerprint"])
    op.create_index(op.f("ix_interview_user_id"), "interview", ["user_id"])
    op.create_table(
        "interview_media",
        sa.Column("interview_id", KEY, nullable=False),
        sa.Column("media_sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("released_at", MOMENT, nullable=True),
        *row("interview_media"),
        to("interview_media", "interview_id", "interview"),
        sa.ForeignKeyConstraint(
            ["media_sha256"], ["media.sha256"], name=op.f("fk_interview_media_media_sha256")
        ),
        sa.UniqueConstraint(
            "interview_id",
            "media_sha256",
            "path",
            name=op.f("uq_interview_media_interview_id_media_sha256_path"),
        ),
    )
    op.create_index(op.f("ix_interview_media_media_sha256"), "interview_media", ["media_sha256"])
    op.create_table(
        "journal_event",
        sa.Column("interview_id", KEY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.String(80), nullable=False),
        sa.Column("ms", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        to("journal_event", "interview_id", "interview"),
        sa.PrimaryKeyConstraint("interview_id", "seq", name=op.f("pk_journal_event")),
    )
    op.create_table(
        "submission",
        sa.Column("interview_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("duration_seconds", sa.Double(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        *row("submission"),
        to("submission", "interview_id", "interview"),
        sa.UniqueConstraint("interview_id", "sha256", name=op.f("uq_submission_interview_id_sha256")),
        sa.UniqueConstraint("interview_id", "version", name=op.f("uq_submission_interview_id_version")),
    )
    op.create_index(op.f("ix_submission_received_at"), "submission", ["received_at"])
