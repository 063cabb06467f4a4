"""What is kept for a time only: each class of data, what of it is over, and its end, told in the audit log.

docs/retention.md says what is kept how long, and what has no end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mystery.manners import give_way
from mystery.problems import Problem
from mystery.services import collect_ends, evidence_ends, recordings, rescue, upload_ends

KIND = "purge"


@dataclass(frozen=True, slots=True)
class DataClass:
    """Data of one kind. `over` finds what has reached its end at a moment, `forget` deletes one of these."""

    name: str
    over: Callable[[datetime], Sequence[Any]]
    forget: Callable[[Any, datetime], None]


def registry(*classes: DataClass) -> Mapping[str, DataClass]:
    """Classes by their names."""
    return {each.name: each for each in classes}


CLASSES: Mapping[str, DataClass] = registry(
    DataClass("collect", collect_ends.over, collect_ends.forget),
    DataClass("evidence", evidence_ends.over, evidence_ends.forget),
    DataClass("recordings", recordings.over, recordings.forget),
    DataClass("rescues", rescue.over, rescue.forget),
    DataClass("uploads", upload_ends.over, upload_ends.forget),
)


def over(now: datetime) -> dict[str, int]:
    """How much of each class has reached its end and is still here."""
    return {each.name: len(each.over(now)) for each in CLASSES.values()}


def purge(now: datetime, progress: Callable[[int], None] = lambda percent: None) -> dict[str, object]:
    """Deletes what has reached its end, one after the other; stopped at any point, it goes on the next time.

    Also a job of every night. Returns how much of each class that was.
    """
    found = [(each, row) for each in CLASSES.values() for row in each.over(now)]
    done = dict.fromkeys(CLASSES, 0)
    for number, (each, row) in enumerate(found):
        progress(100 * number // len(found))
        give_way()
        each.forget(row, now)
        done[each.name] += 1
    return {**done}


def waiting(now: datetime) -> list[Problem]:
    """Waves whose files nobody deletes: they ended longer ago than their study keeps files, unreleased."""
    return [
        Problem(
            "RETENTION_WAITS",
            params={"study": wave.study.code, "wave": wave.code, "days": wave.study.retention_days},
        )
        for wave in evidence_ends.unreleased(now)
    ]
