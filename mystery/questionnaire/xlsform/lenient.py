"""What a workbook may do and our own texts may not stays allowed when the workbook becomes one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mystery.problems import Problem
from mystery.questionnaire.model import Definition
from mystery.questionnaire.xlsform.rows import walk

_ALLOWED = frozenset({
    "COLUMN_BLANK", "LAST_SAVED_BLANK", "NAME_BLANK", "NAME_DIFFERS_IN_CASE", "NAME_UNUSUAL", "PATH_BLANK",
    "TRANSLATION_INCOMPLETE",
})  # fmt: skip
"""Warnings about a workbook that would be errors in a text of our own."""


def made_lenient(definition: Definition, problems: Iterable[Problem]) -> Definition:
    """The definition with the setting `lenient`, if it needs it: see `_ALLOWED`, and names used twice."""
    needs_it = any(problem.code in _ALLOWED for problem in problems) or _names_twice(definition)
    if not needs_it or definition.settings.get("lenient"):
        return definition
    return replace(definition, settings={**definition.settings, "lenient": "yes"})


def _names_twice(definition: Definition) -> bool:
    names = [node.name.lower() for node in walk(definition.nodes) if not node.children]
    return len(names) != len(set(names))
