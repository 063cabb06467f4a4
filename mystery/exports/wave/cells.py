"""How the cell of a variable is read from the answer to a question."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mystery.exports.wave.model import Cell, Line
from mystery.interview import Missing, as_codes, as_number

Read = Callable[[Line], Cell]
Value = Callable[[Any], Cell]
"""From an answer that is there and no missing code."""


@lru_cache(maxsize=64)
def missing(code: str) -> Missing:
    return Missing(code)


def reading(key: str, value: Value) -> Read:
    """The cell of a question: its answer as `value` has it, why there is none, or None."""

    def read(line: Line) -> Cell:
        answer = line.answers.get(key)
        if answer is None or answer == "":
            return None
        if isinstance(answer, dict) and "missing" in answer:
            return missing(str(answer["missing"]))
        return value(answer)

    return read


def fact(name: str) -> Read:
    """The cell of what is known about the interview, the same for all versions."""

    def read(line: Line) -> Cell:
        found: Cell = line.facts.get(name)
        return None if found == "" else found

    return read


def number(answer: Any) -> Cell:
    """A whole number without its point; of a timer its seconds."""
    if isinstance(answer, float | int) and not isinstance(answer, bool):
        return int(answer) if answer == int(answer) else answer
    found = as_number(answer)
    return None if found is None else number(float(found))


def text(answer: Any) -> Cell:
    if isinstance(answer, str):
        return answer or None
    if isinstance(answer, Mapping):
        return str(answer.get("what") or answer.get("name") or "") or None
    if isinstance(answer, Sequence):
        return " ".join(map(str, answer)) or None
    return str(number(answer))


def code(answer: Any) -> Cell:
    if isinstance(answer, str):
        return answer
    found = as_codes(answer)
    return found[0] if found else None


def codes(answer: Any) -> Cell:
    return as_codes(answer) or None


def flag(option: str) -> Value:
    """Whether an option was chosen: 1 or 0."""
    return lambda answer: 1 if option in (answer if isinstance(answer, list) else as_codes(answer)) else 0


def rank(option: str) -> Value:
    """The place that an option was given, from 1; None where it has none."""

    def placed(answer: Any) -> Cell:
        order = as_codes(answer)
        return order.index(option) + 1 if option in order else None

    return placed


def part_of_place(position: int) -> Value:
    """Latitude, longitude, altitude or accuracy of `lat lon alt acc`."""

    def found(answer: Any) -> Cell:
        parts = str(answer).split()
        return number(parts[position]) if position < len(parts) else None

    return found


def beside(key: str, member: str, value: Value) -> Read:
    """One member of an answer that has several: of a file, a timer, a promise."""

    def read(line: Line) -> Cell:
        answer = line.answers.get(key)
        inner = answer.get(member) if isinstance(answer, dict) else None
        return None if inner is None or inner == "" else value(inner)

    return read


def at_place(read: Read) -> Read:
    """A moment by the clock of the place where the test was."""

    def local(line: Line) -> Cell:
        cell = read(line)
        if isinstance(cell, datetime) and cell.tzinfo:
            return cell.astimezone(ZoneInfo(line.facts["meta_time_zone"]))
        return cell

    return local


def offered(read: Read, versions: Container[str]) -> Read:
    """0 only where the option could have been chosen; elsewhere nothing was asked."""

    def cell_of(line: Line) -> Cell:
        cell = read(line)
        return None if cell == 0 and line.facts["meta_version"] not in versions else cell

    return cell_of


def day(answer: Any) -> Cell:
    return _parsed(date.fromisoformat, str(answer)[:10])


def clock(answer: Any) -> Cell:
    return _parsed(time.fromisoformat, str(answer))


def moment(answer: Any) -> Cell:
    return _parsed(datetime.fromisoformat, str(answer))


def _parsed(parse: Callable[[str], date | time | datetime], told: str) -> Cell:
    """What cannot be read stays as it was written: better odd than lost."""
    try:
        return parse(told)
    except ValueError:
        return told
