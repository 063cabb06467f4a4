"""The union of all areas' entries, and the sentences made from them."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from datetime import date
from importlib import import_module

from mystery.problems.model import Entry, Problem

_MACHINERY = frozenset({"catalogue", "guess", "model"})


def _union() -> Mapping[str, Entry]:
    """Every module beside this one is an area: a new file joins by being there."""
    package = __name__.rpartition(".")[0]
    beside = import_module(package).__path__
    entries: dict[str, Entry] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(beside) if each.name not in _MACHINERY):
        area: Mapping[str, Entry] = import_module(f"{package}.{name}").ENTRIES
        twice = entries.keys() & area.keys()
        if twice:
            raise ValueError(f"problems/{name}.py defines codes that exist already: {sorted(twice)}")
        entries.update(area)
    return entries


CATALOGUE: Mapping[str, Entry] = _union()


def describe(problem: Problem, language: str = "en") -> str:
    """The sentence for a problem, with its remedy behind it."""
    entry = CATALOGUE[problem.code]
    sentence = (entry.de if language == "de" else entry.en).format(**_spoken(problem.params, language))
    advice = remedy(problem, language)
    return f"{sentence} {advice}" if advice else sentence


def remedy(problem: Problem, language: str = "en") -> str:
    """What to do about a problem; empty where the sentence says it already."""
    entry = CATALOGUE[problem.code]
    advice = entry.remedy_de if language == "de" else entry.remedy_en
    return advice.format(**_spoken(problem.params, language))


def _spoken(params: Mapping[str, object], language: str) -> dict[str, object]:
    """Days as people write them; everything else stays as it is."""
    return {name: _day(value, language) if type(value) is date else value for name, value in params.items()}


def _day(day: date, language: str) -> str:
    return f"{day:%d.%m.%Y}" if language == "de" else f"{day.day} {day:%b %Y}"
