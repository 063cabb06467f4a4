"""Cases, numbers, appointments and quotas of the call desk"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OPEN = {"ix_call_attempt_open_case": "case_id", "ix_call_attempt_open_caller": "caller_id"}
_WHILE_OPEN = sa.text("outcome IS NULL")
_ADDED = (
    "measured",
    "timings",
    "ended_at",
    "started_at",
    "provider_id",
    "hint",
    "provider_state",
    "telephony",
    "day_part",
    "number_id",
    "case_id",
)


def upgrade() -> None:
    _create_plans()
    _create_cases()
    _create_appointments_and_quotas()
    _widen_attempts()


def _create_plans() -> None:
    op.create_table(
        "call_plan",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("telephony", sa.String(80), nullable=False),
        sa.Column("from_number", sa.String(80), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("day_parts", sa.JSON(), nullable=False),
        sa.Column("guards", sa.JSON(), nullable=False),
        sa.Column("budget_cents", sa.Integer(), nullable=False),
        sa.Column("day_budget_cents", sa.Integer(), nullable=False),
        sa.Column("caller_budget_cents", sa.Integer(), nullable=False),
        sa.Column("call_budget_cents", sa.Integer(), nullable=False),
        sa.Column("is_pooled", sa.Boolean(), nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("stopped_by_id", KEY, nullable=True),
        *row("call_plan"),
        to("call_plan", "stopped_by_id", "user"),
        to("call_plan", "wave_id", "wave"),
        sa.UniqueConstraint("wave_id", name=op.f("uq_call_plan_wave_id")),
    )
    op.create_table(
        "sample_batch",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        *row("sample_batch"),
        to("sample_batch", "made_by_id", "user"),
        to("sample_batch", "wave_id", "wave"),
    )
    op.create_index(op.f("ix_sample_batch_wave_id"), "sample_batch", ["wave_id"])


def _create_cases() -> None:
    op.create_table(
        "call_case",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("batch_id", KEY, nullable=True),
        sa.Column("assignment_id", KEY, nullable=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(80), nullable=False),
        sa.Column("country", sa.String(80), nullable=False),
        sa.Column("language", sa.String(80), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("part_tries", sa.JSON(), nullable=False),
        sa.Column("wanted_part", sa.String(80), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("last_attempt_at", MOMENT, nullable=True),
        sa.Column("last_outcome", sa.String(80), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("refused_to_id", KEY, nullable=True),
        sa.Column("holder_id", KEY, nullable=True),
        sa.Column("held_until_at", MOMENT, nullable=True),
        sa.Column("paused_for", sa.String(80), nullable=False),
        sa.Column("final_code", sa.String(80), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        *row("call_case"),
        to("call_case", "assignment_id", "assignment"),
        to("call_case", "batch_id", "sample_batch"),
        to("call_case", "holder_id", "user"),
        to("call_case", "refused_to_id", "user"),
        to("call_case", "wave_id", "wave"),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_call_case_assignment_id")),
        sa.UniqueConstraint("wave_id", "reference", name=op.f("uq_call_case_wave_id_reference")),
    )
    op.create_index(op.f("ix_call_case_batch_id"), "call_case", ["batch_id"])
    op.create_index(op.f("ix_call_case_holder_id"), "call_case", ["holder_id"])
    op.create_index(
        "ix_call_case_turn",
        "call_case",
        ["wave_id", "state", "priority", "time_zone", "attempts", "wanted_part", "next_at", "id"],
    )
    op.create_table(
        "call_contact",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *row("call_contact"),
        to("call_contact", "case_id", "call_case"),
        sa.UniqueConstraint("case_id", name=op.f("uq_call_contact_case_id")),
    )
    op.create_table(
        "call_number",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("e164", sa.String(80), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *row("call_number"),
        to("call_number", "case_id", "call_case"),
        sa.UniqueConstraint("case_id", "e164", name=op.f("uq_call_number_case_id_e164")),
    )
    op.create_index(op.f("ix_call_number_e164"), "call_number", ["e164"])
    op.create_table(
        "do_not_call",
        sa.Column("e164", sa.String(80), nullable=False),
        sa.Column("client_id", KEY, nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("made_by_id", KEY, nullable=True),
        *row("do_not_call"),
        to("do_not_call", "client_id", "client"),
        to("do_not_call", "made_by_id", "user"),
        sa.UniqueConstraint("e164", "client_id", name=op.f("uq_do_not_call_e164_client_id")),
    )
    op.create_index(op.f("ix_do_not_call_e164"), "do_not_call", ["e164"])


def _create_appointments_and_quotas() -> None:
    op.create_table(
        "appointment",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("made_by_id", KEY, nullable=False),
        sa.Column("caller_id", KEY, nullable=True),
        sa.Column("is_hard", sa.Boolean(), nullable=False),
        sa.Column("from_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *row("appointment"),
        to("appointment", "caller_id", "user"),
        to("appointment", "case_id", "call_case"),
        to("appointment", "made_by_id", "user"),
    )
    op.create_index(op.f("ix_appointment_case_id"), "appointment", ["case_id"])
    op.create_index(op.f("ix_appointment_state_from_at"), "appointment", ["state", "from_at"])
    op.create_table(
        "quota_cell",
        sa.Column("wave_id", KEY, nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("where", sa.JSON(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        *row("quota_cell"),
        to("quota_cell", "wave_id", "wave"),
        sa.UniqueConstraint("wave_id", "label", name=op.f("uq_quota_cell_wave_id_label")),
    )
    op.create_table(
        "quota_event",
        sa.Column("cell_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("what", sa.String(80), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        *row("quota_event"),
        to("quota_event", "case_id", "call_case"),
        to("quota_event", "cell_id", "quota_cell"),
    )
    op.create_index(op.f("ix_quota_event_cell_id_created_at"), "quota_event", ["cell_id", "created_at"])


def _widen_attempts() -> None:
    with op.batch_alter_table("call_attempt") as batch_op:
        batch_op.alter_column("assignment_id", existing_type=KEY, nullable=True)
        batch_op.alter_column("outcome", existing_type=sa.String(32), nullable=True)
        batch_op.add_column(sa.Column("case_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("number_id", KEY, nullable=True))
        for column in ("day_part", "telephony", "provider_state", "hint"):
            batch_op.add_column(sa.Column(column, sa.String(80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("provider_id", sa.String(200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("started_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("ended_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("timings", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("measured", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_foreign_key(op.f("fk_call_attempt_case_id"), "call_case", ["case_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_call_attempt_number_id"), "call_number", ["number_id"], ["id"])
        batch_op.create_index(op.f("ix_call_attempt_case_id_created_at"), ["case_id", "created_at"])
        batch_op.create_index(op.f("ix_call_attempt_provider_id"), ["provider_id"])
    for name, column in _OPEN.items():
        op.create_index(
            name,
            "call_attempt",
            [column],
            unique=True,
            sqlite_where=_WHILE_OPEN,
            postgresql_where=_WHILE_OPEN,
        )
    with op.batch_alter_table("quiz_attempt") as batch_op:
        batch_op.alter_column("assignment_id", existing_type=KEY, nullable=True)


def downgrade() -> None:
    """Attempts of respondents are lost: the older shape has no place for them."""
    op.execute("DELETE FROM call_attempt WHERE assignment_id IS NULL OR outcome IS NULL")
    op.execute("DELETE FROM quiz_attempt WHERE assignment_id IS NULL")
    with op.batch_alter_table("quiz_attempt") as batch_op:
        batch_op.alter_column("assignment_id", existing_type=KEY, nullable=False)
    for name in _OPEN:
        op.drop_index(name, "call_attempt")
    with op.batch_alter_table("call_attempt") as batch_op:
        batch_op.drop_index(op.f("ix_call_attempt_provider_id"))
        batch_op.drop_index(op.f("ix_call_attempt_case_id_created_at"))
        batch_op.drop_constraint(op.f("fk_call_attempt_number_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_call_attempt_case_id"), type_="foreignkey")
        for column in _ADDED:
            batch_op.drop_column(column)
        batch_op.alter_column("outcome", existing_type=sa.String(32), nullable=False)
        batch_op.alter_column("assignment_id", existing_type=KEY, nullable=False)
    for table in (
        "quota_event",
        "quota_cell",
        "appointment",
        "do_not_call",
        "call_number",
        "call_contact",
        "call_case",
        "sample_batch",
        "call_plan",
    ):
        op.drop_table(table)
