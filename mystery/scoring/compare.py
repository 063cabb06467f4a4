"""Two plain trees of scheme.yaml -> what is worth something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mystery.questionnaire.changes import Change

Tree = Mapping[str, Any]
_NAMES = frozenset({"scheme", "version", "for", "items", "note"})


def compare_schemes(before: Tree, after: Tree) -> list[Change]:
    """Weights and values item by item, everything else part by part."""
    return [*_items(_mapping(before, "items"), _mapping(after, "items")), *_parts(before, after)]


def _mapping(tree: Tree, key: str) -> Tree:
    value = tree.get(key)
    return value if isinstance(value, Mapping) else {}


def _items(old: Tree, new: Tree) -> Iterator[Change]:
    for name in dict.fromkeys([*new, *old]):
        was, now = old.get(name), new.get(name)
        if was is None:
            yield Change("SCHEME_ADDED", name, params={"after": _weight(now)})
        elif now is None:
            yield Change("SCHEME_REMOVED", name, params={"before": _weight(was)})
        elif was != now:
            if _weight(was) != _weight(now):
                yield Change("SCHEME_WEIGHT", name, params={"before": _weight(was), "after": _weight(now)})
            if _worth(was) != _worth(now):
                yield Change("SCHEME_VALUE", name)


def _weight(rule: object) -> str:
    """`thanked: 2` and `thanked: {weight: 2}` are the same."""
    if isinstance(rule, Mapping):
        return str(rule.get("weight", "1"))
    return str(rule) or "1"


def _worth(rule: object) -> dict[str, object]:
    return {key: value for key, value in rule.items() if key != "weight"} if isinstance(rule, Mapping) else {}


def _parts(old: Tree, new: Tree) -> Iterator[Change]:
    for key in dict.fromkeys([*new, *old]):
        if key not in _NAMES and old.get(key) != new.get(key):
            yield Change("SCHEME_PART", params={"key": key})
