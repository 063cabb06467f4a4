"""What a workbook may do and our own texts may not stays allowed when the workbook becomes one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mystery.problems import Problem
from mystery.questionnaire.model import Definition
from mystery.questionnaire.xlsform.rows import walk

_ALLOWED = frozenset({"TRANSLATION_INCOMPLETE"})


def made_lenient(definition: Definition, problems: Iterable[Problem]) -> Definition:
    """The definition with the setting `lenient`, if it needs it: half-done translations, names used twice."""
    incomplete = any(problem.code in _ALLOWED for problem in problems)
    takes_them = incomplete or _names_twice(definition)
    if not takes_them or definition.settings.get("lenient"):
        return definition
    return replace(definition, settings={**definition.settings, "lenient": "yes"})


def _names_twice(definition: Definition) -> bool:
    names = [node.name.lower() for node in walk(definition.nodes) if not node.children]
    return len(names) != len(set(names))
