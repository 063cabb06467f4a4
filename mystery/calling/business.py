"""Business time: when a promise is due, by the hours of the place that gave it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from mystery.calling.day_parts import zone_of
from mystery.calling.permitted import Hours, open_spans
from mystery.problems import Problem, Rejected

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday montag mon mo", "tuesday dienstag tue di", "wednesday mittwoch wed mi",
         "thursday donnerstag thu do", "friday freitag fri fr", "saturday samstag sonnabend sat sa",
         "sunday sonntag sun so")
    )
    for name in names.split()
}  # fmt: skip
_BEFORE = re.compile(r"^(by|until|till|on|within|in|bis|am|innerhalb von|binnen|spätestens)\s+(zum\s+)?")
_AMOUNT = re.compile(
    r"^(\d{1,3})\s*(h|hours?|stunden?|min|minutes?|minuten?|d|business days?|working days?|days?"
    r"|werktag(?:e|en)?|arbeitstag(?:e|en)?|tag(?:e|en)?|w|weeks?|wochen?)$"
)

_STRIDE = timedelta(days=30)


def add_business(
    moment: datetime,
    hours: Hours,
    holidays: Collection[date],
    zone: str,
    *,
    minutes: int = 0,
    days: int = 0,
) -> datetime:
    """`days` business days on to the close of that day, or `minutes` of open time on; in UTC.

    Days are counted from the day of `moment`, so 0 is the close of today, or of the next business day where
    today is over. Minutes run only while the place is open. Raises `Rejected` where it never opens.
    """
    if minutes:
        return _open_time_on(moment, hours, holidays, zone, timedelta(minutes=minutes))
    clock = zone_of(zone)
    today = moment.astimezone(clock).date()
    closes: dict[date, datetime] = {}
    for begins, ends in open_spans(moment, zone, hours, holidays):
        if ends > moment:
            closes[begins.astimezone(clock).date()] = ends
    ahead = [close for day, close in sorted(closes.items()) if days == 0 or day > today]
    if len(ahead) < max(days, 1):
        raise Rejected([Problem("HOURS_NEVER_OPEN")])
    return ahead[max(days, 1) - 1]


def due(words: str, moment: datetime, hours: Hours, holidays: Collection[date], zone: str) -> datetime:
    """When a promise made at `moment` is due: `2 hours`, `by Friday`, `3 Werktage`, `2026-12-04`.

    Hours and minutes run only while the place is open; days end when it closes; a weekday on which it is
    closed means its last close before. Raises `Rejected` for words it does not know.
    """
    said = _BEFORE.sub("", words.strip().lower())
    said = _BEFORE.sub("", said)
    named = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1}
    if said in named:
        return add_business(moment, hours, holidays, zone, days=named[said])
    if said in _WEEKDAYS:
        return _by_weekday(_WEEKDAYS[said], moment, hours, holidays, zone)
    day = _day_of(said)
    if day:
        return _by_day(day, moment, hours, holidays, zone)
    found = _AMOUNT.match(said)
    if not found or not int(found[1]):
        raise Rejected([Problem("DUE_UNKNOWN", params={"words": words[:60]})])
    number, unit = int(found[1]), found[2]
    if unit.startswith("min"):
        return add_business(moment, hours, holidays, zone, minutes=number)
    if unit[0] in "hs":
        return add_business(moment, hours, holidays, zone, minutes=60 * number)
    if unit.startswith(("week", "woche")) or unit == "w":
        return _by_day(
            moment.astimezone(zone_of(zone)).date() + timedelta(weeks=number), moment, hours, holidays, zone
        )
    return add_business(moment, hours, holidays, zone, days=number)


def open_time(
    begins_at: datetime, ends_at: datetime, hours: Hours, holidays: Collection[date], zone: str
) -> timedelta:
    """How long the place was open between two moments."""
    total, start = timedelta(), begins_at
    while start < ends_at:
        stop = min(ends_at, start + _STRIDE)
        for begins, ends in open_spans(start, zone, hours, holidays):
            if begins >= stop:
                break
            total += max(timedelta(), min(ends, stop) - max(begins, start))
        start = stop
    return total


def _day_of(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


def _by_weekday(
    weekday: int, moment: datetime, hours: Hours, holidays: Collection[date], zone: str
) -> datetime:
    """The next such day after today: said on a Friday, "by Friday" is a week ahead."""
    today = moment.astimezone(zone_of(zone)).date()
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return _by_day(today + timedelta(days=ahead), moment, hours, holidays, zone)


def _by_day(day: date, moment: datetime, hours: Hours, holidays: Collection[date], zone: str) -> datetime:
    """The last close on or before a day; the first one after `moment` where there is none in between."""
    clock = zone_of(zone)
    last: datetime | None = None
    for begins, ends in open_spans(moment, zone, hours, holidays):
        if ends <= moment:
            continue
        if begins.astimezone(clock).date() > day and last:
            break
        last = ends
        if begins.astimezone(clock).date() > day:
            break
    if last is None:
        raise Rejected([Problem("HOURS_NEVER_OPEN")])
    return last


def _open_time_on(
    moment: datetime, hours: Hours, holidays: Collection[date], zone: str, wanted: timedelta
) -> datetime:
    left = wanted
    for begins, ends in open_spans(moment, zone, hours, holidays):
        begins = max(begins, moment.astimezone(UTC))  # by local clocks an hour is not always an hour
        if ends <= begins:
            continue
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    raise Rejected([Problem("HOURS_NEVER_OPEN")])
