"""Two people changed one draft: what each changed is brought together, by id and key.

A change of the same key of the same node to different values is a conflict; of it the result keeps
theirs, which is saved already, and the conflict says what was mine. Where both moved the same node,
it stays where they put it. Nothing else is ever lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mystery.questionnaire.document.flat import PARENT, Flat, built, flatten, unflatten
from mystery.questionnaire.document.nodes import Tree
from mystery.questionnaire.document.order import merged_order

_GONE = object()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key that two people set differently; a key inside another one is written `label/de`.

    `id` is that of a node, choice or example, or `document`, `scheme` or `content` for what belongs to
    none. A node that one removed and the other changed has the key '' and None on one side.
    """

    id: str
    key: str
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """The content with both people's changes, the ids that theirs changed against the base, the conflicts.

    Among the ids may be `document`, `scheme` and `content`, as in conflicts.
    """

    content: Tree
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Three-way merge of the contents of a draft."""
    flat = tuple(map(flatten, (base, mine, theirs)))
    merger = _Merger(*flat)
    content = unflatten(merger.merged())
    return Merged(content, _changed(flat[0], flat[2]), tuple(merger.conflicts))


def _changed(base: Flat, theirs: Flat) -> tuple[str, ...]:
    """The ids of what is new, gone, different or in another order in theirs."""
    ids = dict.fromkeys([*theirs.owners, *base.owners])
    found = [each for each in ids if base.owners.get(each) != theirs.owners.get(each)]
    found += [
        each
        for each in theirs.orders
        if each not in found and _reordered(base.orders.get(each, []), theirs.orders[each])
    ]
    parts = [part for part in ("document", "scheme") if base.root.get(part) != theirs.root.get(part)]
    return (*parts, *(each for each in found if not each.startswith("/")))


def _reordered(before: list[str], after: list[str]) -> bool:
    return [each for each in before if each in after] != [each for each in after if each in before]


class _Merger:
    def __init__(self, base: Flat, mine: Flat, theirs: Flat) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.conflicts: list[Conflict] = []
        self.undecided: list[str] = []

    def merged(self) -> Flat:
        root = self.mapping("content", "", self.base.root, self.mine.root, self.theirs.root)
        owners = self.owners()
        self.break_circles(owners)
        return Flat(root, owners, self.orders(owners))

    def owners(self) -> dict[str, Tree]:
        """Nodes, choices and examples by id, in an order that does not matter."""
        found: dict[str, Tree] = {}
        for key in dict.fromkeys([*self.theirs.owners, *self.mine.owners]):
            kept = self.owner(key)
            if kept is not None:
                found[key] = kept
        for key in self.undecided:
            self.settle(key, found, stays=key in found)
        return self.with_parents(found)

    def owner(self, key: str) -> Tree | None:
        base, mine, theirs = (flat.owners.get(key) for flat in (self.base, self.mine, self.theirs))
        if mine is not None and theirs is not None:
            return self.mapping(key, "", base or {}, mine, theirs)
        if base is None:
            return mine or theirs
        left = mine or theirs
        if left is None or left == base:
            return None
        if mine is not None:
            mine = built(key, self.mine, without=self.theirs.owners)
        self.conflicts.append(Conflict(key, "", mine, theirs and built(key, self.theirs)))
        self.undecided.append(key)
        return theirs

    def settle(self, key: str, found: dict[str, Tree], *, stays: bool) -> None:
        """What one removed and the other changed stays, or goes, with all that is inside, as one decision."""
        flat = self.theirs if stays else self.mine
        for inside in flat.orders.get(key, ()):
            self.conflicts = [each for each in self.conflicts if each.id != inside]
            if stays:
                found[inside] = flat.owners[inside]
            else:
                found.pop(inside, None)
            self.settle(inside, found, stays=stays)

    def with_parents(self, found: dict[str, Tree]) -> dict[str, Tree]:
        """What was put into something that the other removed needs its place: that one comes back."""
        waiting = list(found.values())
        while waiting:
            parent = waiting.pop()[PARENT]
            if parent in found or parent.startswith("/"):
                continue
            back = self.mine.owners.get(parent) or self.theirs.owners.get(parent)
            if back is not None:
                found[parent] = back
                waiting.append(back)
        return found

    def break_circles(self, owners: dict[str, Tree]) -> None:
        """Two moves that put nodes into one another: theirs count."""
        for key in owners:
            seen: set[str] = set()
            at = key
            while at in owners and at not in seen:
                seen.add(at)
                at = str(owners[at][PARENT])
            if at in owners:
                for member in seen:
                    kept = self.theirs.owners.get(member) or self.base.owners.get(member) or owners[member]
                    owners[member] = {**owners[member], PARENT: kept[PARENT]}

    def orders(self, owners: Mapping[str, Tree]) -> dict[str, list[str]]:
        members: dict[str, set[str]] = {}
        for key, owner in owners.items():
            members.setdefault(str(owner[PARENT]), set()).add(key)
        found: dict[str, list[str]] = {}
        for parent, inside in members.items():
            three = (
                [each for each in flat.orders.get(parent, ()) if each in inside]
                for flat in (self.base, self.mine, self.theirs)
            )
            found[parent] = merged_order(*three)
            found[parent] += sorted(inside - set(found[parent]))
        return found

    def mapping(self, owner: str, path: str, base: Any, mine: Any, theirs: Any) -> Tree:
        """Key by key; mappings inside likewise, anything else as a whole."""
        found: Tree = {}
        for key in dict.fromkeys([*theirs, *mine]):
            inside = f"{path}/{key}" if path else key
            value = self.value(owner, inside, *(one.get(key, _GONE) for one in (base, mine, theirs)))
            if value is not _GONE:
                found[key] = value
        return found

    def value(self, owner: str, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if _same(mine, theirs) or _same(mine, base):
            return theirs
        if _same(theirs, base):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self.mapping(owner, path, base if isinstance(base, dict) else {}, mine, theirs)
        if path == PARENT:
            return theirs
        shown = [None if one is _GONE else one for one in (mine, theirs)]
        self.conflicts.append(Conflict(*_owned(owner, path), *shown))
        return theirs


def _owned(owner: str, path: str) -> tuple[str, str]:
    """What stands at the top of a content belongs to its document or scheme by name."""
    part, _, rest = path.partition("/")
    if owner == "content" and part in ("document", "scheme") and rest:
        return part, rest
    return owner, path


def _same(one: object, other: object) -> bool:
    """Equal, where 1 and true are not the same."""
    return one is other or (one == other and type(one) is type(other))
