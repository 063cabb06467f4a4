"""Whatever a tablet seals and signs gets a receipt: the server keeps it, and never fails over it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mystery.services import receipts, submissions
from mystery.services.transaction import reading
from tests.intake_world import IntakeWorld, counted, world

pytestmark = pytest.mark.usefixtures("app")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
MEMBERS = (
    "event",
    "value",
    "events",
    "notes",
    "media",
    "form",
    "assignment",
    "tester",
    "supersedes",
    "revision",
    "device",
)


@pytest.fixture
def w(app: object) -> IntakeWorld:
    return world()


@st.composite
def spoilt(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Members of a record, or of one of its events, with anything in their place."""
    return draw(st.lists(st.tuples(st.sampled_from(MEMBERS), JSON), min_size=1, max_size=3))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=spoilt())
def test_anything_that_is_signed_gets_a_receipt(w: IntakeWorld, changes: list[tuple[str, Any]]) -> None:
    uuid = uuid4()
    record = w.record(submission=uuid)
    for member, value in changes:
        if member == "event":
            record["events"] = [*w.tablet.visit(w.form, {"greeted": "yes"}), value]
        elif member == "value":
            record["events"] = w.tablet.visit(w.form, {"greeted": value, "queue_minutes": value})
        elif member not in ("revision", "device"):
            record[member] = value
    body = w.tablet.seal(record)
    accepted = submissions.accept("envelope", uuid, body)
    assert accepted.status in (201, 202)
    told = submissions.reply(accepted.intake)
    assert receipts.verify(told["receipt"], body) == []
    reading().rollback()
    assert len(counted(w.assignment)) <= 1
