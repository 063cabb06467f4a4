"""Answers as JSON to values of the language, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from math import isfinite

from mystery.interview.model import Json
from mystery.questionnaire import TYPES, Item
from mystery.questionnaire.expression import (
    BLANK,
    Value,
    is_blank,
    read_date,
    read_datetime,
    read_time,
    to_json,
    to_number,
    to_text,
    words,
)

MISSING = "missing"
_CLOCK = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?", re.ASCII
)
_READ = frozenset({"codes", "number", "seconds", "any", "date", "datetime", "time"})
"""Kinds whose values are read from the text of an answer; of the others the text is the value."""


def kind_of(item: Item) -> str:
    """The kind of value an item stores: text, number, code, codes, date, …; see `TYPES`."""
    kind = TYPES.get(item.type)
    return kind.value if kind else ""


def value_of(item: Item, answer: Json, zone: tzinfo) -> Value:
    """An answer as the engine computes with it. What does not fit stays as it is, so that it is refused."""
    if answer is None or answer in ("", [], {}):
        return BLANK
    kind = kind_of(item)
    if type(answer) is str and kind not in _READ:
        return answer
    if isinstance(answer, list | tuple):
        return tuple(filter(None, map(text_of, answer)))
    if isinstance(answer, Mapping):
        return answer
    if kind == "codes":
        return tuple(words(text_of(answer)))
    if kind in ("number", "seconds"):
        return _number(answer)
    if kind == "any":
        return _plain(answer)
    return _moment(kind, text_of(answer), zone)


def text_of(answer: object) -> str:
    """A single answer as text; what is no single answer has none."""
    return to_text(_plain(answer))


def _plain(answer: object) -> Value:
    """A single answer, typed by JSON alone."""
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else answer


def _number(answer: object) -> Value:
    """A text of more digits than a number can have stays a text: endless is nothing anybody counted."""
    if isinstance(answer, int | float):
        return float(answer)
    number = to_number(answer)
    return number if isfinite(number) else str(answer)


def _moment(kind: str, text: str, zone: tzinfo) -> Value:
    found: date | datetime | time | None = None
    if kind == "date":
        found = read_date(text)
    elif kind == "datetime":
        found = read_datetime(text, zone)
    elif kind == "time":
        found = read_time(text)
    return text if found is None else found


def fitting(item: Item, value: Value) -> Value:
    """A computed moment as the item stores it: its day, or its clock."""
    if isinstance(value, datetime) and kind_of(item) in ("date", "time"):
        return value.date() if kind_of(item) == "date" else value.time()
    return value


def answer_of(value: Value) -> Json:
    """A value as answers carry it; None where it is blank."""
    return None if is_blank(value) else to_json(value)


def missing_code(answer: Json) -> str:
    """The code of `{"missing": "refused"}`; '' for any other answer."""
    if type(answer) is str or not isinstance(answer, Mapping):
        return ""
    code = answer.get(MISSING)
    return code if isinstance(code, str) else ""


def clock_of(text: str) -> datetime | None:
    """A day with its clock, in UTC unless it says otherwise, as browsers write it.

    None where it is missing, cannot be read or stands in no century of ours.
    """
    if not _CLOCK.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1900 <= moment.year <= 2500:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
