"""Plain values as marked ones, so that the readers of YAML read them too, and the way back."""

from __future__ import annotations

from typing import NamedTuple

from mystery.marks import MAX_DEPTH, Marked
from mystery.problems import Place, Problem, Rejected
from mystery.questionnaire.document.nodes import ID_COLUMN


class Spot(NamedTuple):
    """A value of a draft: the id of its node, choice or example ('' is the draft itself), and its key.

    A key inside another one is written `label/de`, and one inside a list `rules/0/when`.
    """

    id: str
    key: str


NOWHERE = Spot("", "")
"""The draft itself."""


class Marker:
    """Gives every value a line of its own, and knows for each line whose value it is."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []

    def spot(self, line: int) -> Spot:
        """Where the value of a line stands; the draft itself where the line is unknown."""
        return self._spots[line - 1] if 0 < line <= len(self._spots) else NOWHERE

    def mark(self, value: object, spot: Spot = NOWHERE, *, with_ids: bool = True, depth: int = 0) -> Marked:
        """A value as marked text, list or mapping; what is null is absent.

        `with_ids` says that a member of a list with an `id` is a node, a choice or an example.
        """
        if depth > MAX_DEPTH:
            raise Rejected([Problem("YAML_TOO_DEEP", params={"limit": MAX_DEPTH})])
        place = self._place(spot)
        if isinstance(value, dict):
            return self._mapping(value, spot, place, with_ids=with_ids, depth=depth)
        if isinstance(value, list | tuple):
            members = (
                self._member(each, self._inside(spot, number, each), with_ids=with_ids, depth=depth)
                for number, each in enumerate(value)
            )
            return Marked(tuple(members), place)
        return Marked(_text(value), place)

    def _place(self, spot: Spot) -> Place:
        self._spots.append(spot)
        return Place(line=len(self._spots), column=1)

    @staticmethod
    def _inside(spot: Spot, number: int, value: object) -> Spot:
        """A mapping or list within a list has its number in the key: `rules/0/constraint`."""
        is_part = isinstance(value, dict | list | tuple)
        return Spot(spot.id, f"{spot.key}/{number}") if is_part and spot.key else spot

    def _member(self, value: object, spot: Spot, *, with_ids: bool, depth: int) -> Marked:
        if with_ids and isinstance(value, dict) and isinstance(value.get("id"), str):
            own = {_column(key): inner for key, inner in value.items() if key != "id"}
            return self.mark(own, Spot(value["id"], ""), depth=depth + 1)
        return self.mark(value, spot, with_ids=with_ids, depth=depth + 1)

    def _mapping(
        self, value: dict[str, object], spot: Spot, place: Place, *, with_ids: bool, depth: int
    ) -> Marked:
        entries: dict[str, Marked] = {}
        for key, inner in value.items():
            if inner is not None:
                inside = Spot(spot.id, f"{spot.key}/{key}" if spot.key else key)
                entries[key] = self.mark(inner, inside, with_ids=with_ids, depth=depth + 1)
        return Marked(entries, place, {key: entry.place for key, entry in entries.items()})


def _column(key: str) -> str:
    return "id" if key == ID_COLUMN else key


def _text(value: object) -> str:
    """Numbers and truth as they are written in YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format(value, ".15g" if isinstance(value, float) else "")
