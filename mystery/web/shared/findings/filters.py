"""The filters of the list of visits, as they stand in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from mystery.services.visits import SeenVisit
from mystery.web.shared.findings.choice import page_url

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    location: str = ""
    method: str = ""
    page: int = 1

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> Filters:
        number = arguments.get("page", "1")
        page = int(number) if number.isdecimal() and len(number) < 7 else 1
        return cls(arguments.get("location", ""), arguments.get("method", ""), max(1, page))

    def address(self, page: int) -> str:
        """Another page of the same choice."""
        return page_url("visits", location=self.location or None, method=self.method or None, page=page)

    @property
    def is_set(self) -> bool:
        return bool(self.location or self.method)


def filtered(visits: Sequence[SeenVisit], filters: Filters) -> tuple[Sequence[SeenVisit], Filters, int]:
    """The visits of one page, the filters with a page that exists, and how many pages there are."""
    found = [
        each
        for each in visits
        if filters.location in ("", each.location) and filters.method in ("", each.method)
    ]
    pages = max(1, ceil(len(found) / PER_PAGE))
    kept = replace(filters, page=min(filters.page, pages))
    start = (kept.page - 1) * PER_PAGE
    return found[start : start + PER_PAGE], kept, pages
