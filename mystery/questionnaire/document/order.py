"""Bringing two changed orders of the same things together."""

from __future__ import annotations

from collections.abc import Sequence


def merged_order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Theirs with what I added behind the neighbour it has with me; mine where only I moved things."""
    if _moved(base, mine) and not _moved(base, theirs):
        return _woven(mine, theirs)
    return _woven(theirs, mine)


def _moved(base: Sequence[str], changed: Sequence[str]) -> bool:
    return _common(base, changed) != _common(changed, base)


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    inside = set(other)
    return [each for each in one if each in inside]


def _woven(leading: Sequence[str], other: Sequence[str]) -> list[str]:
    """The leading order, with what only the other one has behind its neighbour there."""
    result = list(leading)
    known = set(leading)
    for position, each in enumerate(other):
        if each in known:
            continue
        before = next((one for one in reversed(other[:position]) if one in known), None)
        result.insert(result.index(before) + 1 if before is not None else 0, each)
        known.add(each)
    return result
