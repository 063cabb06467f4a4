"""ODK Collect as a second client"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collect_access",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("ha1", sa.String(32), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("seen_device", sa.String(200), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        *row("collect_access"),
        to("collect_access", "user_id", "user"),
        to("collect_access", "made_by_id", "user"),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_collect_access_token_sha256")),
        sa.UniqueConstraint("username", name=op.f("uq_collect_access_username")),
    )
    op.create_index(op.f("ix_collect_access_user_id"), "collect_access", ["user_id"])
    op.create_table(
        "collect_form",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("md5", sa.String(32), nullable=False),
        sa.Column("xform", sa.LargeBinary(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_collect_form")),
    )
    op.create_table(
        "collect_submission",
        sa.Column("instance_id", sa.String(200), nullable=False),
        sa.Column("root", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("access_id", KEY, nullable=False),
        sa.Column("form_fingerprint", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("expected", sa.JSON(), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("intake_id", KEY, nullable=True),
        *row("collect_submission"),
        to("collect_submission", "user_id", "user"),
        to("collect_submission", "access_id", "collect_access"),
        to("collect_submission", "intake_id", "intake"),
        sa.UniqueConstraint("instance_id", name=op.f("uq_collect_submission_instance_id")),
        sa.UniqueConstraint("root", "version", name=op.f("uq_collect_submission_root_version")),
    )
    for column in ("user_id", "intake_id"):
        op.create_index(op.f(f"ix_collect_submission_{column}"), "collect_submission", [column])
    op.create_table(
        "collect_file",
        sa.Column("collect_submission_id", KEY, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.String(80), nullable=False),
        *row("collect_file"),
        to("collect_file", "collect_submission_id", "collect_submission"),
        sa.UniqueConstraint(
            "collect_submission_id", "name", name=op.f("uq_collect_file_collect_submission_id_name")
        ),
    )


def downgrade() -> None:
    for table in ("collect_file", "collect_submission", "collect_form", "collect_access"):
        op.drop_table(table)
