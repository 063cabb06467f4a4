"""What telephony tells and costs, planned contacts, and promises"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_telephony()
    _create_contacts_and_promises()
    _give_jobs_their_time_and_places_their_holidays()


def _create_telephony() -> None:
    op.create_table(
        "call_stop",
        sa.Column("stopped_by_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", KEY, nullable=True),
        *row("call_stop"),
        to("call_stop", "stopped_by_id", "user"),
        to("call_stop", "ended_by_id", "user"),
    )
    op.create_table(
        "call_event",
        sa.Column("attempt_id", KEY, nullable=True),
        sa.Column("provider", sa.String(80), nullable=False),
        sa.Column("provider_id", sa.String(200), nullable=False),
        sa.Column("event", sa.String(80), nullable=False),
        sa.Column("mark", sa.String(200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("is_applied", sa.Boolean(), nullable=False),
        *row("call_event"),
        to("call_event", "attempt_id", "call_attempt"),
        sa.UniqueConstraint(
            "provider_id", "event", "mark", name=op.f("uq_call_event_provider_id_event_mark")
        ),
    )
    op.create_index(op.f("ix_call_event_attempt_id"), "call_event", ["attempt_id"])
    op.create_table(
        "call_reservation",
        sa.Column("plan_id", KEY, nullable=False),
        sa.Column("attempt_id", KEY, nullable=True),
        sa.Column("caller_id", KEY, nullable=True),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("settled_cents", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        *row("call_reservation"),
        to("call_reservation", "attempt_id", "call_attempt"),
        to("call_reservation", "caller_id", "user"),
        to("call_reservation", "plan_id", "call_plan"),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_call_reservation_attempt_id")),
    )
    op.create_index(op.f("ix_call_reservation_caller_id"), "call_reservation", ["caller_id"])
    op.create_index(op.f("ix_call_reservation_plan_id_day_on"), "call_reservation", ["plan_id", "day_on"])
    op.create_table(
        "call_recording",
        sa.Column("attempt_id", KEY, nullable=False),
        sa.Column("provider_id", sa.String(200), nullable=False),
        sa.Column("consent", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sound_sha256", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("alarmed_at", MOMENT, nullable=True),
        sa.Column("gone_at", MOMENT, nullable=True),
        *row("call_recording"),
        to("call_recording", "attempt_id", "call_attempt"),
        sa.UniqueConstraint("provider_id", name=op.f("uq_call_recording_provider_id")),
    )
    op.create_index(op.f("ix_call_recording_attempt_id"), "call_recording", ["attempt_id"])
    op.create_table(
        "menu_run",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("location_id", KEY, nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.Column("e164", sa.String(80), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(80), nullable=False),
        sa.Column("provider_id", sa.String(200), nullable=False),
        sa.Column("ends", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        *row("menu_run"),
        to("menu_run", "location_id", "org_unit"),
        to("menu_run", "made_by_id", "user"),
        to("menu_run", "wave_id", "wave"),
    )
    op.create_index(op.f("ix_menu_run_provider_id"), "menu_run", ["provider_id"])
    op.create_index(op.f("ix_menu_run_state_due_at"), "menu_run", ["state", "due_at"])
    op.create_index(op.f("ix_menu_run_wave_id"), "menu_run", ["wave_id"])


def _create_contacts_and_promises() -> None:
    op.create_table(
        "reach_round",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("location_id", KEY, nullable=False),
        sa.Column("scenario_id", KEY, nullable=False),
        sa.Column("assignment_id", KEY, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("day_part", sa.String(80), nullable=False),
        sa.Column("is_wait_only", sa.Boolean(), nullable=False),
        *row("reach_round"),
        to("reach_round", "assignment_id", "assignment"),
        to("reach_round", "location_id", "org_unit"),
        to("reach_round", "scenario_id", "scenario"),
        to("reach_round", "wave_id", "wave"),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reach_round_assignment_id")),
    )
    op.create_index(op.f("ix_reach_round_wave_id_location_id"), "reach_round", ["wave_id", "location_id"])
    op.create_table(
        "promise",
        sa.Column("interview_id", KEY, nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", KEY, nullable=True),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("reminded", sa.String(80), nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *row("promise"),
        to("promise", "closed_by_id", "user"),
        to("promise", "interview_id", "interview"),
        sa.UniqueConstraint("interview_id", "path", name=op.f("uq_promise_interview_id_path")),
    )
    op.create_index(op.f("ix_promise_state_due_at"), "promise", ["state", "due_at"])


def _give_jobs_their_time_and_places_their_holidays() -> None:
    with op.batch_alter_table("job_request") as batch_op:
        batch_op.add_column(
            sa.Column("due_at", MOMENT, nullable=False, server_default="2026-01-01 00:00:00+00:00")
        )
        batch_op.add_column(sa.Column("held_until_at", MOMENT, nullable=True))
        batch_op.create_index(op.f("ix_job_request_state_due_at"), ["state", "due_at"])
    with op.batch_alter_table("call_attempt") as batch_op:
        batch_op.add_column(sa.Column("consent", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("org_unit") as batch_op:
        batch_op.add_column(sa.Column("subdivision", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("org_unit") as batch_op:
        batch_op.drop_column("subdivision")
    with op.batch_alter_table("call_attempt") as batch_op:
        batch_op.drop_column("consent")
    with op.batch_alter_table("job_request") as batch_op:
        batch_op.drop_index(op.f("ix_job_request_state_due_at"))
        batch_op.drop_column("held_until_at")
        batch_op.drop_column("due_at")
    for table in (
        "promise",
        "reach_round",
        "menu_run",
        "call_recording",
        "call_reservation",
        "call_event",
        "call_stop",
    ):
        op.drop_table(table)
