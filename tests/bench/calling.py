"""Whose turn it is, at more cases than any call center has due at once, and what follows an attempt."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from mystery.calling import Candidate, Case, Plan, Tried, after, choose
from tests.bench.forms import SEED
from tests.bench.measure import Report, Row, timed

SIZES = (100, 1_000, 10_000, 100_000)
NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
_ZONES = ("Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Athens")
_HISTORY = ("no_answer", "voicemail", "busy", "no_answer", "not_available")


def deciding(sizes: Sequence[int] = SIZES) -> Report:
    """One decision over so many candidates, and one over the few that an index hands on."""
    report = Report("calling")
    for size in sizes:
        cases = candidates(size)
        report.rows.append(Row("whose turn it is, all cases", size, timed(partial(choose, cases, NOW, 1))))
        few = cases[:50]
        report.rows.append(Row("whose turn it is, 50 of them", size, timed(partial(choose, few, NOW, 1))))
    report.rows.append(Row("what follows an attempt", len(_HISTORY) + 1, timed(_following())))
    return report


def candidates(size: int) -> list[Candidate]:
    draw = random.Random(SEED)
    return [
        Candidate(
            key,
            draw.choice(_ZONES),
            priority=draw.randint(0, 1),
            last_attempt_at=NOW - timedelta(minutes=draw.randint(60, 9_000)),
            part_tries={"morning": draw.randint(0, 2), "evening": draw.randint(0, 2)},
        )
        for key in range(size)
    ]


def _following() -> partial[object]:
    history = [Tried(outcome, NOW, "morning", 1, 1) for outcome in _HISTORY]
    case = Case("survey", _ZONES[0], history=history, number=1, caller=1)
    return partial(after, case, "no_answer", NOW, Plan.usual("survey"))
