"""What the desk says is done: only what was wanted, planned, and is done or given up."""

from __future__ import annotations

from collections import Counter

import pytest

from mystery.services.progress import Progress
from mystery.store.models import AssignmentState, Wave, WaveState

APPROVED, CANCELLED = AssignmentState.APPROVED, AssignmentState.CANCELLED
COULD_NOT, REVIEW = AssignmentState.COULD_NOT_TEST, AssignmentState.IN_REVIEW


@pytest.mark.parametrize(
    ("wanted", "states", "through"),
    [
        (3, {APPROVED: 3}, True),
        (3, {APPROVED: 1, COULD_NOT: 1, CANCELLED: 1}, True),
        (3, {APPROVED: 2, REVIEW: 1}, True),
        (3, {APPROVED: 2, AssignmentState.ASSIGNED: 1}, False),
        (40, {APPROVED: 7}, False),
        (0, {}, False),
        (1, {CANCELLED: 1}, False),
    ],
)
def test_a_field_is_through_when_nothing_of_what_was_wanted_is_left(
    wanted: int, states: dict[AssignmentState, int], through: bool
) -> None:
    assert Progress(Wave(state=WaveState.FIELD), wanted, Counter(states)).is_through is through
