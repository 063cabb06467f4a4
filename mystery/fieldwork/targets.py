"""From the targets of a wave to the tests still to be planned, and when they lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

Key = TypeVar("Key")


def missing(targets: Mapping[Key, int], planned: Mapping[Key, int]) -> dict[Key, int]:
    """How many tests each place and scenario still lacks; nothing where the plan has reached the target."""
    lacking = {key: target - planned.get(key, 0) for key, target in targets.items()}
    return {key: count for key, count in lacking.items() if count > 0}


def spread(first: date, last: date, count: int) -> list[tuple[date, date]]:
    """`count` windows of whole days, one after the other, that share first..last as evenly as days allow.

    With fewer days than windows some windows fall on the same day.
    """
    days = (last - first).days + 1
    bounds = [index * days // count for index in range(count + 1)]
    return [
        (first + timedelta(days=begin), first + timedelta(days=max(begin, end - 1)))
        for begin, end in pairwise(bounds)
    ]


def window_at(zone: str, days: tuple[date, date], hours: tuple[time, time]) -> tuple[datetime, datetime]:
    """A window by the clocks of a place: from the first day's first hour to the last day's last hour."""
    clock = ZoneInfo(zone)
    return datetime.combine(days[0], hours[0], clock), datetime.combine(days[1], hours[1], clock)
