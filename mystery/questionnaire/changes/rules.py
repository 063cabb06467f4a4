"""What a later version may not do: change what a variable stores, or what a code means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from mystery.problems import Place, Problem
from mystery.questionnaire.model import Form, Item, Texts
from mystery.questionnaire.types import TYPES

_ALIKE = 0.45
"""Two labels with less in common than this are hardly the same thought put differently."""


def version_problems(before: Form, after: Form) -> list[Problem]:
    """Why `after` cannot stand beside `before` as a version of it: one table of data must hold both."""
    found: list[Problem] = []
    for key, item in after.items.items():
        known = before.items.get(key)
        if known is None:
            continue
        if _kind(known) != _kind(item):
            params = {"name": key, "before": known.type, "after": item.type, "version": before.version}
            found.append(Problem("VERSION_TYPE_CHANGED", Place(path=key), params))
        elif TYPES[item.type].has_list:
            found += _codes(item, _labels(before, known), _labels(after, item), before.version)
    return found


def _kind(item: Item) -> str:
    """What a variable stores; a calculation may store anything."""
    kind = TYPES[item.type]
    return "" if kind.value == "any" else f"{kind.value}:{kind.container and item.type}"


def _labels(form: Form, item: Item) -> dict[str, Texts]:
    """Code -> label of the choices an item shows."""
    lists: Any = form.package["choices"]
    return {
        choice["name"]: {
            language: text for language, text in choice.get("label", {}).items() if isinstance(text, str)
        }
        for choice in lists.get(str(item.get("list", "")), ())
    }


def _codes(
    item: Item, before: Mapping[str, Texts], after: Mapping[str, Texts], version: str
) -> Iterator[Problem]:
    for code, label in after.items():
        was = before.get(code)
        if was is None or not _other(was, label):
            continue
        elsewhere = any(_same(was, other) for each, other in after.items() if each != code)
        params = {
            "name": item.key,
            "code": code,
            "before": _shown(was),
            "after": _shown(label),
            "version": version,
        }
        yield Problem(
            "VERSION_CODE_MOVED" if elsewhere else "VERSION_CODE_REUSED", Place(path=item.key), params
        )


def _other(old: Texts, new: Texts) -> bool:
    """In every language that both have, the label says something else."""
    shared = [language for language in old if language in new]
    return bool(shared) and all(_unlike(old[each], new[each]) for each in shared)


def _unlike(one: str, other: str) -> bool:
    one, other = one.casefold().strip(), other.casefold().strip()
    if one in other or other in one:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE


def _same(one: Texts, other: Texts) -> bool:
    shared = [language for language in one if language in other]
    return bool(shared) and all(
        one[each].casefold().strip() == other[each].casefold().strip() for each in shared
    )


def _shown(label: Texts) -> str:
    return next((text for text in label.values() if text), "")
