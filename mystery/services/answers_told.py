"""Answers as a person reads them: codes by their labels, everything else as a value of a known kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from mystery import interview as engine
from mystery.questionnaire import TYPES, Form, Item


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in one language. `kind` says how `value` is written:

    none (no answer), missing (the code of a reason), text, number, seconds, date, time, datetime,
    labels (a tuple, in the order given), place ("lat lon alt acc"), file (its name), ticked,
    promise (what, by when or "", how it ended or "", when it was kept or "").
    """

    kind: str
    value: object = None


NOTHING = Told("none")
_AS_IS = frozenset({"text", "number", "date", "time", "datetime", "place"})


def flat(answers: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Nested answers by their paths: `visits[2]/found`."""
    found: dict[str, object] = {}
    for key, value in answers.items():
        if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
            for position, row in enumerate(value, start=1):
                found.update(flat(row, f"{prefix}{key}[{position}]/"))
        else:
            found[f"{prefix}{key}"] = value
    return found


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the answers of one interview in one language."""

    form: Form
    state: engine.State
    language: str

    def told(self, path: str, answer: object) -> Told:
        """The answer at a path; an unknown kind is told as its text."""
        return told_of(self.form.items[self.state.items[path].key], answer, partial(self._label, path))

    def _label(self, path: str, code: str) -> str:
        return engine.choice_label(self.form, self.state, path, code, self.language)


def told_of(item: Item, answer: object, label: Callable[[str], str]) -> Told:
    """An answer to an item; `label` says what a code is called. An unknown kind is told as its text."""
    if answer is None or answer == "":
        return NOTHING
    if isinstance(answer, Mapping) and "missing" in answer:
        return Told("missing", str(answer["missing"]))
    kind = TYPES[item.type].value
    if item.type == "acknowledge":
        return Told("ticked", True)
    if kind in ("code", "codes"):
        return Told("labels", tuple(label(code) for code in engine.as_codes(answer)))
    if kind in _READERS:
        return _READERS[kind](answer)
    return Told(kind, answer) if kind in _AS_IS else Told("text", str(answer))


def _file(answer: object) -> Told:
    return Told("file", str(answer.get("name", "")) if isinstance(answer, Mapping) else str(answer))


def _promise(answer: object) -> Told:
    if not isinstance(answer, Mapping):
        return Told("text", str(answer))
    ending = engine.ending_of(answer)
    told = (answer.get("what"), answer.get("by"), ending.get("ended"), ending.get("kept_at"))
    return Told("promise", tuple(str(each or "") for each in told))


def _seconds(answer: object) -> Told:
    number = engine.as_number(answer)
    return NOTHING if number is None else Told("seconds", float(number))


_READERS: Mapping[str, Callable[[object], Told]] = {"seconds": _seconds, "media": _file, "promise": _promise}
