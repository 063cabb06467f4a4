"""The union of all areas' entries, and the sentences made from them."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from mystery.problems import (
    access,
    evaluation,
    expression,
    questionnaire,
    scoring,
    store,
    text_file,
    xlsform,
)
from mystery.problems.model import Entry, Problem

_AREAS: tuple[ModuleType, ...] = (
    access,
    evaluation,
    expression,
    questionnaire,
    scoring,
    store,
    text_file,
    xlsform,
)


def _union() -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for area in _AREAS:
        twice = entries.keys() & area.ENTRIES.keys()
        if twice:
            raise ValueError(f"{area.__name__} defines codes that exist already: {sorted(twice)}")
        entries.update(area.ENTRIES)
    return entries


CATALOGUE: Mapping[str, Entry] = _union()


def describe(problem: Problem, language: str = "en") -> str:
    """The sentence for a problem, with its remedy behind it."""
    entry = CATALOGUE[problem.code]
    sentence = (entry.de if language == "de" else entry.en).format(**problem.params)
    advice = remedy(problem, language)
    return f"{sentence} {advice}" if advice else sentence


def remedy(problem: Problem, language: str = "en") -> str:
    """What to do about a problem; empty where the sentence says it already."""
    entry = CATALOGUE[problem.code]
    return (entry.remedy_de if language == "de" else entry.remedy_en).format(**problem.params)
