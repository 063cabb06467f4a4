"""Functions on dates and times."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from mystery.questionnaire.expression.scope import EvaluationError, Scope
from mystery.questionnaire.expression.values import (
    BLANK,
    DAY_MS,
    Value,
    date_from_days,
    epoch_ms,
    is_nothing,
    ms_of_day,
    read_date,
    read_datetime,
    read_time,
    single,
    to_text,
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MOST_DAYS = 3_000_000
_MOST_NUMBER = 2**31 - 1
_DIRECTIVES: Mapping[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "a": lambda at: _DAYS[at.weekday()],
    "W": lambda at: str(at.isocalendar().week),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
}


def _refused(value: Value) -> EvaluationError:
    return EvaluationError("EVALUATION_DATE", value=to_text(value))


def _now(scope: Scope) -> datetime:
    now = scope.environment.now.astimezone(scope.environment.zone)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _instant(days: float, scope: Scope) -> datetime:
    """A number is days since 1970 in UTC, told by the clock of the interview's zone."""
    if not abs(days) < _MOST_DAYS:
        raise _refused(days)
    try:
        return (_EPOCH + timedelta(milliseconds=round(days * DAY_MS))).astimezone(scope.environment.zone)
    except OverflowError as error:
        raise _refused(days) from error


def _moment(value: Value, scope: Scope) -> datetime:
    """A date at midnight, a time on the first day of 1970, a number of days, or an ISO text."""
    zone, one = scope.environment.zone, single(value)
    if isinstance(one, datetime):
        return one.astimezone(zone)
    if isinstance(one, date):
        return datetime.combine(one, time(), zone)
    if isinstance(one, time):
        return datetime.combine(date(1970, 1, 1), one, zone)
    if isinstance(one, float):
        return _instant(one, scope)
    found = read_datetime(one, zone) if isinstance(one, str) else None
    if found is None:
        raise _refused(value)
    return found


def _date(scope: Scope, value: Value) -> Value:
    """A day; of a text with a clock the moment, which counts as its day wherever days are compared."""
    one = single(value)
    if is_nothing(one):
        return one
    if isinstance(one, float):
        day = date_from_days(math.trunc(one)) if abs(one) < _MOST_DAYS else None
        if day is None:
            raise _refused(value)
        return day
    if isinstance(one, str):
        return read_date(one) or _moment(one, scope)
    return _moment(one, scope).date()


def _date_time(scope: Scope, value: Value) -> Value:
    one = single(value)
    return one if is_nothing(one) else _moment(one, scope)


def _format(scope: Scope, value: Value, pattern: Value) -> Value:
    if is_nothing(value):
        return BLANK
    clock = _clock_of(value)
    at = _moment(value if clock is None else clock, scope)
    return re.sub(r"(?s)%(.?)", lambda found: _directive(found[1], at), to_text(pattern))


def _clock_of(value: Value) -> time | None:
    """A text such as 10:30 may be formatted too."""
    one = single(value)
    return read_time(one) if isinstance(one, str) else None


def _directive(letter: str, at: datetime) -> str:
    if letter not in _DIRECTIVES:
        raise EvaluationError("EVALUATION_DATE_FORMAT", directive=f"%{letter}")
    return _DIRECTIVES[letter](at)


def _days(number: float) -> float:
    if not abs(number) <= _MOST_NUMBER:
        raise _refused(number)
    return number


def _decimal_date_time(scope: Scope, value: Value) -> Value:
    """Days since 1970 in UTC, with their fraction."""
    one = single(value)
    if is_nothing(one):
        return one
    return _days(one) if isinstance(one, float) else epoch_ms(_moment(one, scope)) / DAY_MS


def _decimal_time(scope: Scope, value: Value) -> Value:
    """The fraction of the day that has passed; of a number of days, what stands behind the point."""
    one = single(value)
    if is_nothing(one):
        return one
    if isinstance(one, float):
        return _days(one) - math.floor(one)
    clock = _clock_of(value)
    return ms_of_day(_moment(value, scope) if clock is None else clock) / DAY_MS


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "today": lambda scope: _now(scope).date(),
    "now": _now,
    "date": _date,
    "date-time": _date_time,
    "format-date": _format,
    "format-date-time": _format,
    "decimal-date-time": _decimal_date_time,
    "decimal-time": _decimal_time,
}
