"""The structure tree of a tagged PDF while it grows: elements, and the marked content they own."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Element:
    """A node such as H1, P, Table or TD. Kids are elements or (page index, content id), in reading order."""

    tag: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, float, float, float] | None = None
    link: Link | None = None

    def child(self, tag: str, *, alt: str = "", scope: str = "", span: int = 1) -> Element:
        """A new last kid; creating elements in reading order is what makes the order right.

        `scope` (Row, Column) makes a TH a heading of what; `span` is the number of columns it covers.
        """
        element = Element(tag, alt=alt, scope=scope, span=span)
        self.kids.append(element)
        return element


@dataclass(eq=False, slots=True)
class Link:
    """A place on a page that leads to another page of the document. Points from the bottom left."""

    page: int
    box: tuple[float, float, float, float]
    to_page: int
    to_top: float
    says: str
