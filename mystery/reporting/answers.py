"""An answer on paper: one line, as the report's language writes numbers and days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import cast

from mystery.reporting.wording import Wording


def answer_line(kind: str, value: object, words: Wording) -> str:
    """The line for an answer of a kind: labels, missing, ticked, seconds, number, date, time, ….

    What cannot be read is written as it is stored.
    """
    write = _WRITERS.get(kind)
    try:
        return str(value) if write is None else write(value, words)
    except (TypeError, ValueError):
        return str(value)


def _missing(value: object, words: Wording) -> str:
    key = f"answer.{value}"
    return words.say(key) if words.has(key) else str(value).replace("_", " ")


def _number(value: object, words: Wording) -> str:
    number = float(cast(float, value))
    return words.numerals.number(number, 0 if number.is_integer() else 2)


def _day(value: object, words: Wording) -> str:
    return words.numerals.date(date.fromisoformat(str(value)[:10]))


def _clock(value: object, words: Wording) -> str:
    return f"{time.fromisoformat(str(value)):%H:%M}"


def _moment(value: object, words: Wording) -> str:
    moment = datetime.fromisoformat(str(value))
    return f"{words.numerals.date(moment.date())}, {moment:%H:%M}"


def _promise(value: object, words: Wording) -> str:
    """By when, and how it ended; what was said could name somebody.

    While it runs not even the day is told: who knows it could still have the promise kept.
    """
    _what, by, ended, _kept_at = cast(tuple[str, str, str, str], value)
    told = words.say(f"answer.promise_{ended or 'open'}")
    if not by or not ended:
        return told
    return words.say("answer.promise", when=(_day if len(by) == 10 else _moment)(by, words), told=told)


_WRITERS: Mapping[str, Callable[[object, Wording], str]] = {
    "none": lambda _, words: "–",
    "missing": _missing,
    "ticked": lambda _, words: words.say("answer.ticked"),
    "labels": lambda value, _: "; ".join(cast(tuple[str, ...], value)),
    "seconds": lambda value, words: f"{words.numerals.number(float(cast(float, value)))} s",
    "number": _number,
    "date": _day,
    "time": _clock,
    "datetime": _moment,
    "place": lambda _, words: words.say("answer.place"),
    "promise": _promise,
}
