"""Cuts a form into pages: a top-level group is one; what stands outside every group gets its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mystery.questionnaire.scope import Placed, Scope
from mystery.questionnaire.types import TYPES, ItemType

_ASKED = ItemType("")
ITEMS_PER_MADE_PAGE = 20
"""Loose items that share a page. More would make long workbooks without groups slow to draw."""


@dataclass(slots=True)
class Page:
    """A page and its nodes in document order. A `made` page is no group of the author's."""

    key: str
    made: bool = False
    nodes: list[Placed] = field(default_factory=list)


def pages_of(scope: Scope) -> list[Page]:
    """Every node of a form on its page."""
    taken = {placed.key for placed in scope.nodes}
    pages: list[Page] = []
    for top, nodes in _top_level(scope):
        if top.node.type in ("section", "group"):
            pages.append(Page(top.key, nodes=nodes))
        elif top.node.type == "repeat" or not pages or not _has_room(pages[-1]):
            pages.append(Page(_free_key(f"page_{len(pages) + 1}", taken), made=True, nodes=nodes))
        else:
            pages[-1].nodes += nodes
    return pages


def _top_level(scope: Scope) -> Iterator[tuple[Placed, list[Placed]]]:
    """Each top-level node with itself and everything inside it."""
    top: Placed | None = None
    nodes: list[Placed] = []
    for placed in scope.nodes:
        if TYPES.get(placed.node.type, _ASKED).whole:
            continue  # it speaks about the interview and stands on no page
        if placed.parent is None:
            if top is not None:
                yield top, nodes
            top, nodes = placed, []
        nodes.append(placed)
    if top is not None:
        yield top, nodes


def _has_room(page: Page) -> bool:
    return page.made and page.nodes[0].node.type != "repeat" and len(page.nodes) < ITEMS_PER_MADE_PAGE


def _free_key(key: str, taken: set[str]) -> str:
    while key in taken:
        key += "_"
    taken.add(key)
    return key
