"""The life of an assignment: which state may follow which."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"offered", "assigned", "cancelled"}),
    "offered": frozenset({"assigned", "draft", "cancelled"}),
    "assigned": frozenset({"briefed", "in_field", "could_not_test", "draft", "assigned", "cancelled"}),
    "briefed": frozenset({"in_field", "could_not_test", "assigned", "draft", "cancelled"}),
    "in_field": frozenset({"submitted", "could_not_test", "cancelled"}),
    "submitted": frozenset({"in_review", "approved", "queried", "cancelled"}),
    "in_review": frozenset({"approved", "queried", "cancelled"}),
    "queried": frozenset({"submitted", "in_field", "cancelled"}),
    "approved": frozenset({"released", "in_review"}),
    "released": frozenset({"in_review"}),
    "could_not_test": frozenset({"draft", "assigned"}),
    "cancelled": frozenset({"draft"}),
}
"""State -> states that may follow. `in_review` after `approved` means a dispute."""

OPEN_STATES = frozenset({"assigned", "briefed", "in_field", "queried"})
"""What a tester still has to do."""

DONE_STATES = frozenset({"approved", "released"})
"""What counts towards a wave's target."""

WAVE_STEPS: Mapping[str, frozenset[str]] = {
    "planned": frozenset({"field"}),
    "field": frozenset({"review", "planned"}),
    "review": frozenset({"released", "field"}),
    "released": frozenset({"review"}),
}
"""State of a wave -> states that may follow; going back takes a release back from the client."""


def may_become(before: str, after: str) -> bool:
    """Whether an assignment in state `before` may go to `after`."""
    return after in STEPS.get(before, frozenset())
