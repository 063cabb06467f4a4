"""Parts of the day: who does not answer in one is called in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mystery.calling.aapor import Label
from mystery.problems import Place, Problem, Rejected

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
_WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class DayPart:
    """A stretch of the day by local clocks. Weekdays count from Monday 0; minutes from midnight, end open."""

    code: str
    weekdays: frozenset[int]
    begins: int
    ends: int
    label: Label

    def holds(self, local: datetime) -> bool:
        return local.weekday() in self.weekdays and self.begins <= minute_of(local.time()) < self.ends


DAY_PARTS: tuple[DayPart, ...] = (
    DayPart("morning", _WORKDAYS, 8 * 60, 12 * 60, Label("Weekday morning", "Werktags vormittags")),
    DayPart("midday", _WORKDAYS, 12 * 60, 14 * 60, Label("Weekday midday", "Werktags mittags")),
    DayPart("afternoon", _WORKDAYS, 14 * 60, 17 * 60, Label("Weekday afternoon", "Werktags nachmittags")),
    DayPart("evening", _WORKDAYS, 17 * 60, 21 * 60, Label("Weekday evening", "Werktags abends")),
    DayPart("saturday", frozenset({5}), 9 * 60, 18 * 60, Label("Saturday", "Samstag")),
)


def day_part_at(moment: datetime, zone: str, parts: Sequence[DayPart] = DAY_PARTS) -> str:
    """The code of the part that a moment falls into at a place; empty where it falls into none."""
    local = moment.astimezone(zone_of(zone))
    return next((part.code for part in parts if part.holds(local)), "")


def day_parts(document: Sequence[Any]) -> tuple[DayPart, ...]:
    """The parts of a call plan: `[{code, weekdays: [mon], from: "09:00", to: "12:00", en, de}]`.

    An empty document means the five usual ones. Raises `Rejected` with every problem found.
    """
    if not document:
        return DAY_PARTS
    problems: list[Problem] = []
    parts = [part for at, row in enumerate(document) if (part := _part(row, f"day_parts[{at}]", problems))]
    if len({part.code for part in parts}) < len(parts):
        problems.append(Problem("DAY_PART_TWICE", Place(path="day_parts")))
    if problems:
        raise Rejected(problems)
    return tuple(parts)


def _part(row: Any, path: str, problems: list[Problem]) -> DayPart | None:
    days = row.get("weekdays") if isinstance(row, Mapping) else None
    begins, ends = (minute(row.get(key)) if days else None for key in ("from", "to"))
    code = str(row.get("code", "")) if days else ""
    known = isinstance(days, list) and days and all(day in WEEKDAYS for day in days)
    if not code or not known or begins is None or ends is None or begins >= ends:
        problems.append(Problem("DAY_PART_WRONG", Place(path=path)))
        return None
    english = str(row.get("en") or code)
    label = Label(english, str(row.get("de") or english))
    return DayPart(code, frozenset(WEEKDAYS.index(day) for day in days or ()), begins, ends, label)


def minute(text: object) -> int | None:
    """Minutes since midnight of `09:30`; 24:00 is the end of the day; None where it is no time."""
    if text == "24:00":
        return DAY_MINUTES
    try:
        return minute_of(time.fromisoformat(str(text)))
    except ValueError:
        return None


def minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    return ZoneInfo(name)
