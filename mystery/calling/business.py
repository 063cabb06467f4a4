"""Business time: when a promise is due, by the hours of the place that gave it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter

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

_FAR_DAYS = 20 * 366
"""So far ahead lies what the longest amount comes to: 999 weeks."""


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
    today = moment.astimezone(zone_of(zone)).date()
    closes = (close for day, close in _closes(moment, hours, holidays, zone) if days == 0 or day > today)
    found = next(islice(closes, max(days, 1) - 1, None), None)
    if found is None:
        raise Rejected([Problem("HOURS_NEVER_OPEN")])
    return found


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
    total = timedelta()
    ahead = (ends_at - begins_at).days + 2
    for begins, ends in open_spans(begins_at, zone, hours, holidays, days=ahead):
        total += max(timedelta(), min(ends, ends_at) - max(begins, begins_at))
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
    last: datetime | None = None
    for open_day, close in _closes(moment, hours, holidays, zone):
        if open_day > day and last:
            break
        last = close
        if open_day > day:
            break
    if last is None:
        raise Rejected([Problem("HOURS_NEVER_OPEN")])
    return last


def _closes(
    moment: datetime, hours: Hours, holidays: Collection[date], zone: str
) -> Iterator[tuple[date, datetime]]:
    """Every open day with its close, as far as that is still ahead."""
    clock = zone_of(zone)
    spans = open_spans(moment, zone, hours, holidays, days=_FAR_DAYS)
    ahead = ((begins.astimezone(clock).date(), ends) for begins, ends in spans if ends > moment)
    for day, of_day in groupby(ahead, key=itemgetter(0)):
        yield day, max(close for _, close in of_day)


def _open_time_on(
    moment: datetime, hours: Hours, holidays: Collection[date], zone: str, wanted: timedelta
) -> datetime:
    left = wanted
    for begins, ends in open_spans(moment, zone, hours, holidays, days=_FAR_DAYS):
        begins = max(begins, moment.astimezone(UTC))  # by local clocks an hour is not always an hour
        if ends <= begins:
            continue
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    raise Rejected([Problem("HOURS_NEVER_OPEN")])
