"""When the called party may be called: by their own clocks, not on their public holidays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mystery.calling.day_parts import DAY_MINUTES, WEEKDAYS, DayPart, minute, minute_of, zone_of
from mystery.calling.outcomes import SURVEY
from mystery.problems import Place, Problem, Rejected

HORIZON_DAYS = 60
"""So far ahead a permitted moment is looked for."""

Span = tuple[int, int]
"""Minutes since midnight, the end open."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans of each weekday from Monday, in minutes since midnight by the local clock."""

    week: tuple[tuple[Span, ...], ...]

    def spans(self, day: date, holidays: Collection[date]) -> tuple[Span, ...]:
        return () if day in holidays else self.week[day.weekday()]

    def meet(self, other: Hours) -> Hours:
        """Only the time that is in both."""
        return Hours(tuple(tuple(_overlap(*days)) for days in zip(self.week, other.week, strict=True)))

    def reach(self, part: DayPart) -> bool:
        """Whether the hours of an ordinary week reach into a day-part."""
        spans = (span for day in part.weekdays for span in self.week[day])
        return any(begins < part.ends and part.begins < ends for begins, ends in spans)


def hours_of_week(document: Mapping[str, Any], kind: str = SURVEY) -> Hours:
    """Hours of a call plan or a location: `{"mon": [["09:00", "12:00"], ["13:00", "18:00"]], …}`.

    A weekday left out is closed; an empty document means the usual hours of `kind`.
    Raises `Rejected` with every problem found.
    """
    if not document:
        return USUAL_HOURS[kind]
    problems = [
        Problem("HOURS_UNKNOWN_DAY", Place(path=f"hours.{name}"), {"day": str(name)[:20]})
        for name in document
        if name not in WEEKDAYS
    ]
    week = tuple(tuple(_spans(document.get(name) or (), name, problems)) for name in WEEKDAYS)
    if not problems and not any(week):
        problems.append(Problem("HOURS_NEVER_OPEN", Place(path="hours")))
    if problems:
        raise Rejected(problems)
    return Hours(week)


def _spans(rows: Any, day: str, problems: list[Problem]) -> Iterator[Span]:
    last = 0
    for row in rows if isinstance(rows, list | tuple) else [rows]:
        pair = [minute(each) for each in row] if isinstance(row, list | tuple) else []
        begins, ends = pair if len(pair) == 2 else (None, None)
        if begins is None or ends is None or not last <= begins < ends:
            problems.append(Problem("HOURS_WRONG", Place(path=f"hours.{day}"), {"day": day}))
            return
        last = ends
        yield begins, ends


def _overlap(ones: tuple[Span, ...], others: tuple[Span, ...]) -> Iterator[Span]:
    for one in ones:
        for other in others:
            begins, ends = max(one[0], other[0]), min(one[1], other[1])
            if begins < ends:
                yield begins, ends


def is_permitted(moment: datetime, zone: str, hours: Hours, holidays: Collection[date] = ()) -> bool:
    """Whether a place in `zone` may be called at a moment."""
    local = moment.astimezone(zone_of(zone))
    now = minute_of(local.time())
    return any(begins <= now < ends for begins, ends in hours.spans(local.date(), holidays))


def next_permitted(
    moment: datetime,
    zone: str,
    hours: Hours,
    holidays: Collection[date] = (),
    part: DayPart | None = None,
) -> datetime | None:
    """The first moment from `moment` on when a place may be called, in UTC.

    `part` narrows it to a day-part, as far as the hours ever reach into it. None where there is no such
    moment within `HORIZON_DAYS`.
    """
    for begins, ends in open_spans(moment, zone, hours, holidays, part):
        if ends > moment:
            return max(begins, moment.astimezone(UTC))
    return next_permitted(moment, zone, hours, holidays) if part else None


def open_spans(
    moment: datetime,
    zone: str,
    hours: Hours,
    holidays: Collection[date] = (),
    part: DayPart | None = None,
    days: int = HORIZON_DAYS,
) -> Iterator[tuple[datetime, datetime]]:
    """Every permitted stretch of so many days from the local one of `moment` on, in UTC."""
    clock = zone_of(zone)
    first = moment.astimezone(clock).date()
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        if part and day.weekday() not in part.weekdays:
            continue
        for begins, ends in hours.spans(day, holidays):
            low, high = (max(begins, part.begins), min(ends, part.ends)) if part else (begins, ends)
            if low < high:
                yield _utc(day, low, zone), _utc(day, high, zone)


def _utc(day: date, minutes: int, zone: str) -> datetime:
    if minutes == DAY_MINUTES:
        day, minutes = day + timedelta(days=1), 0
    local = datetime.combine(day, time(minutes // 60, minutes % 60), zone_of(zone))
    return local.astimezone(UTC)


def _same(days: range, *spans: Span) -> dict[int, tuple[Span, ...]]:
    return dict.fromkeys(days, spans)


def _week(days: Mapping[int, tuple[Span, ...]]) -> Hours:
    return Hours(tuple(days.get(number, ()) for number in range(7)))


USUAL_HOURS: Mapping[str, Hours] = {
    "test": _week(_same(range(6), (8 * 60, 20 * 60))),
    "survey": _week({**_same(range(5), (9 * 60, 21 * 60)), **_same(range(5, 6), (10 * 60, 18 * 60))}),
}
"""Hours by kind of work where a call plan names none; nobody is called on a Sunday."""
