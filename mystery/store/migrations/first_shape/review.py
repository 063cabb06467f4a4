"""Whether it is true, and what it is worth."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "flag",
    "item_query",
    "verdict",
    "score_sheet",
    "score_line",
)


def create() -> None:
    op.create_table(
        "flag",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        *row("flag"),
        to("flag", "submission_id", "submission"),
        sa.UniqueConstraint("submission_id", "code", "path", name=op.f("uq_flag_submission_id_code_path")),
    )
    op.create_table(
        "item_query",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("asked_by_id", KEY, nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        *row("item_query"),
        to("item_query", "asked_by_id", "user"),
        to("item_query", "submission_id", "submission"),
    )
    op.create_index(
        op.f("ix_item_query_submission_id_answered_at"), "item_query", ["submission_id", "answered_at"]
    )
    op.create_table(
        "verdict",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("reviewer_id", KEY, nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *row("verdict"),
        to("verdict", "reviewer_id", "user"),
        to("verdict", "submission_id", "submission"),
    )
    op.create_index(op.f("ix_verdict_submission_id_created_at"), "verdict", ["submission_id", "created_at"])
    op.create_table(
        "score_sheet",
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("scheme_version_id", KEY, nullable=False),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(80), nullable=False),
        sa.Column("coverage", sa.Double(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        *row("score_sheet"),
        to("score_sheet", "scheme_version_id", "scheme_version"),
        to("score_sheet", "submission_id", "submission"),
        sa.UniqueConstraint(
            "submission_id", "scheme_version_id", name=op.f("uq_score_sheet_submission_id_scheme_version_id")
        ),
    )
    op.create_index(op.f("ix_score_sheet_scheme_version_id"), "score_sheet", ["scheme_version_id"])
    op.create_table(
        "score_line",
        sa.Column("score_sheet_id", KEY, autoincrement=False, nullable=False),
        sa.Column("item", sa.String(80), nullable=False),
        sa.Column("section", sa.String(80), nullable=False),
        sa.Column("touchpoint", sa.String(80), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        to("score_line", "score_sheet_id", "score_sheet"),
        sa.PrimaryKeyConstraint("score_sheet_id", "item", name=op.f("pk_score_line")),
    )
    op.create_index(op.f("ix_score_line_item"), "score_line", ["item"])
