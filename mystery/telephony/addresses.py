"""Where a provider reaches us: the paths that are part of every order, below the base URL."""

from __future__ import annotations

from urllib.parse import urlencode

HOOKS = "/hooks/twilio"


def hook(base_url: str, name: str, **query: object) -> str:
    """The absolute address of one webhook. What stands in its query is covered by the signature."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"{base_url.rstrip('/')}{HOOKS}/{name}{asked}"
