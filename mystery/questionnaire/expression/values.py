"""The values of the expression language and their casts: what JavaRosa, the engine of ODK Collect, does.

A value is '' (blank), float, str, bool, date, aware datetime, time, a tuple of codes, a `NodeSet`, or a
JSON object (a file, a timer). docs/expressions.md tells authors what surprises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

Value = object

BLANK = ""
DAY_MS = 86_400_000
TOLERANCE = 1e-12
"""JavaRosa's `=` and its truth of a number forgive binary rounding: 0.1 + 0.2 = 0.3 is true."""

TRIMMED = "".join(map(chr, range(33)))
"""What Java cuts off the ends of a text: the blank and what stands before it, no other space."""
_SPACES = re.compile(r"[ \t\n\v\f\r]+")

_INT_MIN, _INT_MAX = -(2**31), 2**31 - 1
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


class NodeSet(tuple[Value, ...]):
    """The values of an item in several instances, or several rows, in document order."""

    __slots__ = ()


def single(value: Value) -> Value:
    """The one value of a node-set: its first, or blank."""
    if isinstance(value, NodeSet):
        return value[0] if value else BLANK
    return value


def members(value: Value) -> Iterable[Value]:
    return value if isinstance(value, NodeSet) else (value,)


def is_blank(value: Value) -> bool:
    one = single(value)
    return one == "" or one is None or one == ()


def is_nothing(value: Value) -> bool:
    """Blank, or not a number: what a calculation gives that had nothing to compute with."""
    one = single(value)
    return is_blank(one) or (isinstance(one, float) and math.isnan(one))


def to_number(value: Value) -> float:
    """NaN where it cannot be read as a number. Dates and datetimes are whole days since 1970-01-01,
    as in JavaRosa; a time is the fraction of a day."""
    if isinstance(value, float):
        return value
    one = single(value)
    if isinstance(one, bool | float):
        return float(one)
    if isinstance(one, str):
        return _text_to_number(one)
    if isinstance(one, date):  # a datetime too: its day
        return float(one.toordinal() - _EPOCH)
    if isinstance(one, time):
        return ms_of_day(one) / DAY_MS
    if isinstance(one, tuple):
        return _text_to_number(" ".join(map(str, one)))
    return seconds_of(one)


def as_int(value: Value) -> int:
    """Java's cast of a double to an int: no number is 0, too large a number is the largest."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return int(max(float(_INT_MIN), min(number, float(_INT_MAX))))


def seconds_of(value: Value) -> float:
    """A timer reads as its seconds; any other object is not a number."""
    if isinstance(value, Mapping):
        seconds = value.get("seconds")
        if isinstance(seconds, int | float) and not isinstance(seconds, bool):
            return float(seconds)
    return math.nan


def words(text: str) -> list[str]:
    """What blanks, tabs and line ends part, and no other space of Unicode: engines disagree about those."""
    return [word for word in _SPACES.split(text) if word]


def _text_to_number(text: str) -> float:
    """Digits, minus and one point or comma: XPath knows no exponent, no plus and no thousands mark."""
    plain = text.strip(TRIMMED).replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else math.nan


def to_boolean(value: Value) -> bool:
    if value is True or value is False:
        return value
    one = single(value)
    if isinstance(one, bool):
        return one
    if isinstance(one, float):
        return abs(one) > TOLERANCE
    if isinstance(one, str | tuple):
        return len(one) > 0
    return one is not None


def to_text(value: Value) -> str:
    """As `string()` gives it. A datetime is told by its day, as in JavaRosa."""
    one = single(value)
    if isinstance(one, str):
        return one
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, float):
        return number_text(one)
    if isinstance(one, datetime):
        return one.date().isoformat()
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, time):
        return one.isoformat(timespec="milliseconds")
    if isinstance(one, tuple):
        return " ".join(map(str, one))
    return _object_text(one)


def _object_text(value: Value) -> str:
    if not isinstance(value, Mapping):
        return ""
    seconds = seconds_of(value)
    told = (each for each in (value.get("name"), value.get("what")) if isinstance(each, str) and each)
    return next(told, "") if math.isnan(seconds) else number_text(seconds)


def utf8(text: str) -> bytes:
    """The bytes of a text. Half a surrogate pair has none and counts as U+FFFD, as in JavaScript."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def display_text(value: Value) -> str:
    """As a person reads it in a label: the clock without seconds, several values joined by a comma."""
    if isinstance(value, NodeSet):
        return ", ".join(display_text(one) for one in value if not is_blank(one))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return to_text(value)


def number_text(number: float) -> str:
    """As Java prints it: 32-bit integers plain, else at least one decimal; E from 1E7 and below 1E-3."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < TOLERANCE:
        return "0"
    whole = math.trunc(number)
    if _INT_MIN <= whole <= _INT_MAX and abs(number - whole) < TOLERANCE:
        return str(whole)
    if 1e-3 <= abs(number) < 1e7:
        return repr(number)
    return _scientific(number)


def _scientific(number: float) -> str:
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    assert isinstance(exponent, int)  # infinities and NaN never come here
    rest = "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{digits[0]}.{rest}E{exponent + len(digits) - 1}"


def equal(left: Value, right: Value) -> bool:
    """`=` of two single values: truths, else numbers, else texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(to_number(left) - to_number(right)) < TOLERANCE
    return to_text(left) == to_text(right)


def ms_of_day(clock: time | datetime) -> int:
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.microsecond // 1000


def days_since_epoch(day: date) -> int:
    return day.toordinal() - _EPOCH


def date_from_days(days: int) -> date | None:
    """None outside the years 1 to 9999."""
    ordinal = days + _EPOCH
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def epoch_ms(moment: datetime) -> int:
    whole = round((moment.replace(microsecond=0)).timestamp())
    return whole * 1000 + moment.microsecond // 1000


def read_date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """`10:00`, `10:00:30`, `10:00:30.250`; an offset behind it is ignored."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    milliseconds = int((found[4] or "0")[:3].ljust(3, "0"))
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0), milliseconds * 1000)
    except ValueError:
        return None


def read_datetime(text: str, zone: tzinfo) -> datetime | None:
    """ISO 8601; without an offset the clock of `zone` is meant. The result is told in `zone`."""
    day_text, separator, clock_text = text.replace(" ", "T", 1).partition("T")
    day = read_date(day_text)
    clock = read_time(clock_text) if separator else time()
    if day is None or clock is None:
        return None
    local = datetime.combine(day, clock)
    offset = _TIME.fullmatch(clock_text)
    if offset is None or not offset[5]:
        return _on_clock(local, zone)
    try:
        return datetime.fromisoformat(f"{local.isoformat()}{_full_offset(offset[5])}").astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _on_clock(local: datetime, zone: tzinfo) -> datetime | None:
    """A wall clock of a zone; a time that the change of clocks leaves out is told an hour later."""
    try:
        return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    except OverflowError:
        return local.replace(tzinfo=zone)


def _full_offset(offset: str) -> str:
    if offset == "Z":
        return "+00:00"
    return offset if len(offset) != 3 else f"{offset}:00"


def type_name(value: Value) -> str:
    """`string`, `number`, `boolean`, `date`, `time`, `datetime`, `list` or `object`."""
    if isinstance(value, tuple | list):
        return "list"
    names = ((str, "string"), (bool, "boolean"), (int | float, "number"), (datetime, "datetime"),
             (date, "date"), (time, "time"))  # fmt: skip
    return next((name for kind, name in names if isinstance(value, kind)), "object")


def to_json(value: Value) -> object:
    """As JSON holds it: dates as ISO 8601, a list of codes as a list, NaN and infinities as text."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, float):
        return _number_json(value)
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    return value


def _number_json(number: float) -> object:
    if not math.isfinite(number):
        return number_text(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
