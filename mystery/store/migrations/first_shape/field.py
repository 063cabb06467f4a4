"""Studies, what is played in them, and who goes where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "study",
    "scenario",
    "wave",
    "wave_location",
    "assignment",
    "assignment_event",
    "quiz_attempt",
)


def create() -> None:
    op.create_table(
        "study",
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.String(200), nullable=False),
        sa.Column("order_reference", sa.String(200), nullable=False),
        sa.Column("works_council", sa.String(32), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("minimum_tests", sa.Integer(), nullable=False),
        sa.Column("minimum_headcount", sa.Integer(), nullable=False),
        *row("study"),
        to("study", "client_id", "client"),
        sa.UniqueConstraint("client_id", "code", name=op.f("uq_study_client_id_code")),
    )
    op.create_index(op.f("ix_study_client_id"), "study", ["client_id"])
    op.create_table(
        "scenario",
        sa.Column("study_id", KEY, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(80), nullable=False),
        sa.Column("title_de", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("questionnaire_version_id", KEY, nullable=False),
        sa.Column("scheme_version_id", KEY, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        *row("scenario"),
        to("scenario", "questionnaire_version_id", "questionnaire_version"),
        to("scenario", "scheme_version_id", "scheme_version"),
        to("scenario", "study_id", "study"),
        sa.UniqueConstraint("study_id", "code", "version", name=op.f("uq_scenario_study_id_code_version")),
    )
    op.create_index(op.f("ix_scenario_study_id"), "scenario", ["study_id"])
    op.create_table(
        "wave",
        sa.Column("study_id", KEY, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("label_de", sa.String(200), nullable=False),
        sa.Column("label_en", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("released_at", MOMENT, nullable=True),
        sa.Column("released_by_id", KEY, nullable=True),
        *row("wave"),
        to("wave", "released_by_id", "user"),
        to("wave", "study_id", "study"),
        sa.UniqueConstraint("study_id", "code", name=op.f("uq_wave_study_id_code")),
    )
    op.create_index(op.f("ix_wave_study_id_starts_on"), "wave", ["study_id", "starts_on"])
    op.create_table(
        "wave_location",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("location_id", KEY, nullable=False),
        sa.Column("scenario_id", KEY, nullable=False),
        sa.Column("target_count", sa.Integer(), nullable=False),
        *row("wave_location"),
        to("wave_location", "location_id", "org_unit"),
        to("wave_location", "scenario_id", "scenario"),
        to("wave_location", "wave_id", "wave"),
        sa.UniqueConstraint(
            "wave_id",
            "location_id",
            "scenario_id",
            name=op.f("uq_wave_location_wave_id_location_id_scenario_id"),
        ),
    )
    op.create_index(op.f("ix_wave_location_location_id"), "wave_location", ["location_id"])
    op.create_table(
        "assignment",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("location_id", KEY, nullable=False),
        sa.Column("scenario_id", KEY, nullable=False),
        sa.Column("tester_id", KEY, nullable=True),
        sa.Column("window_from", MOMENT, nullable=False),
        sa.Column("window_to", MOMENT, nullable=False),
        sa.Column("fee_cents", sa.Integer(), nullable=False),
        sa.Column("expenses_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(80), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("state_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *row("assignment"),
        to("assignment", "location_id", "org_unit"),
        to("assignment", "scenario_id", "scenario"),
        to("assignment", "tester_id", "user"),
        to("assignment", "wave_id", "wave"),
    )
    op.create_index(op.f("ix_assignment_location_id_wave_id"), "assignment", ["location_id", "wave_id"])
    op.create_index(op.f("ix_assignment_scenario_id"), "assignment", ["scenario_id"])
    op.create_index(op.f("ix_assignment_tester_id_state"), "assignment", ["tester_id", "state"])
    op.create_index(op.f("ix_assignment_wave_id_state"), "assignment", ["wave_id", "state"])
    op.create_table(
        "assignment_event",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_user_id", KEY, nullable=True),
        sa.Column("before", sa.String(32), nullable=True),
        sa.Column("after", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *row("assignment_event"),
        to("assignment_event", "assignment_id", "assignment"),
        to("assignment_event", "by_user_id", "user"),
    )
    op.create_index(op.f("ix_assignment_event_assignment_id_at"), "assignment_event", ["assignment_id", "at"])
    op.create_table(
        "quiz_attempt",
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("tester_id", KEY, nullable=False),
        sa.Column("scenario_id", KEY, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        *row("quiz_attempt"),
        to("quiz_attempt", "assignment_id", "assignment"),
        to("quiz_attempt", "scenario_id", "scenario"),
        to("quiz_attempt", "tester_id", "user"),
    )
    op.create_index(
        op.f("ix_quiz_attempt_assignment_id_tester_id"), "quiz_attempt", ["assignment_id", "tester_id"]
    )
