"""What became of the promises in the demo: most were kept, some broken, the latest are still open."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mystery.services import accounts, promise_ends, promises
from mystery.store.models import Submission

if TYPE_CHECKING:
    from mystery.demo.field import Order

KEPT = 0.9
"""Probability that a promise is kept; every other broken one comes too late."""
_NOTES = ("Niemand hat sich gemeldet.", "Bis heute kam nichts, auch keine E-Mail.")


def close(submission: Submission, order: Order, until: datetime) -> None:
    """Closes the promises of a report that were over by `until`; the callers do so on the day after."""
    caller = accounts.actor_for(order.tester)
    for promise in promises.of_interview(submission.interview):
        rng = random.Random(f"promise {order.site.facts.code} {order.at} {promise.path}")
        kept, late = rng.random() < KEPT, rng.random() < 0.5
        noted_at = promise.due_at + timedelta(days=1, hours=rng.randint(1, 4))
        if noted_at > until:
            continue
        came_at = promise.due_at + timedelta(hours=rng.randint(2, 20) if not kept else -rng.randint(1, 7))
        if kept or late:
            came_at = max(came_at, promise.opened_at + timedelta(hours=1))
            promise_ends.close(promise, caller, kept_at=came_at, now=noted_at)
        else:
            promise_ends.close(promise, caller, note=rng.choice(_NOTES), now=noted_at)
