"""The answers of one submission, item by item, with every instance of a repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mystery.interview.model import Submission
from mystery.questionnaire import Form, Item


@dataclass(frozen=True, slots=True)
class Missing:
    """A missing code given instead of an answer."""

    code: str


Answer = object
"""None (no answer), `Missing`, or the JSON value."""


def answers_of(form: Form, submission: Submission, key: str) -> list[Answer]:
    """Every instance's answer to an item; one entry outside repeats, none for an empty repeat."""
    item = form.items[key]
    return [
        _answer(values, submission.missing, prefix, item)
        for prefix, values in _instances(form, submission.answers, item.repeat)
    ]


def _instances(
    form: Form, answers: Mapping[str, object], repeat: str
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The objects that hold the answers of a repeat's instances, each with its path prefix."""
    if not repeat:
        yield "", answers
        return
    inner = form.items[repeat]
    for prefix, values in _instances(form, answers, inner.repeat):
        rows = values.get(inner.key, values.get(inner.name))
        if not isinstance(rows, list | tuple):
            continue
        for position, row in enumerate(rows, start=1):
            if isinstance(row, Mapping):
                yield f"{prefix}{inner.name}[{position}]/", row


def _answer(values: Mapping[str, object], missing: Mapping[str, str], prefix: str, item: Item) -> Answer:
    for name in (item.key, item.name):
        if prefix + name in missing:
            return Missing(missing[prefix + name])
        if name in values:
            value = values[name]
            if isinstance(value, Mapping) and "missing" in value:
                return Missing(str(value["missing"]))
            return None if value in ("", [], ()) else value
    return None


def as_number(value: Answer) -> Decimal | None:
    """A number as a person would write it; a timer is its seconds, a promise the business hours it took.

    None for anything else.
    """
    if isinstance(value, Mapping):
        value = value.get("seconds", value.get("hours"))
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_codes(value: Answer) -> tuple[str, ...]:
    """The codes of a choice, or how a promise ended; a whole number is written without its point."""
    if isinstance(value, Mapping):
        return (str(value["ended"]),) if value.get("ended") else ()
    if isinstance(value, list | tuple):
        return tuple(code for entry in value for code in as_codes(entry))
    if isinstance(value, float) and value.is_integer():
        return (str(int(value)),)
    if isinstance(value, str | int | float):
        return (str(value),)
    return ()
