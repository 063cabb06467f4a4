"""Lists whose filters, order and page lie in the address."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from uuid import UUID

from flask import Flask, request, url_for


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(here=here, sortable=sortable)


def here(**changes: object) -> str:
    """The present address with some of its query changed; empty values leave it."""
    kept: Mapping[str, object] = {**request.args.to_dict(), **changes}
    given = {name: value for name, value in kept.items() if value not in ("", None)}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **given})


def wanted_page() -> int:
    """The page asked for, from 1; nonsense is the first."""
    return max(1, min(request.args.get("page", 1, type=int), 100_000))


def pages_of(total: int, size: int) -> int:
    return max(1, ceil(total / size))


def wanted_id(name: str) -> UUID | None:
    """A public id in the query; nonsense is no filter."""
    return request.args.get(name, None, type=UUID)


def sortable(columns: list[dict[str, object]], keys: frozenset[str], order: str) -> list[dict[str, object]]:
    """Columns with links to sort by them; `order` is a key, or -key for the other way round."""
    key, backwards = order.removeprefix("-"), order.startswith("-")
    for column in columns:
        if column["key"] not in keys:
            continue
        present = column["key"] == key
        turned = present and not backwards
        column["sort_href"] = here(sort=f"-{column['key']}" if turned else column["key"], page="")
        if present:
            column["sorted"] = "descending" if backwards else "ascending"
    return columns
