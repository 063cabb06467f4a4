"""Which addresses are pages worth looking at."""

from __future__ import annotations

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.tour.crawl import EndpointOf

_NO_SCREENS = ("static", "healthz", "readyz", "api.")


def endpoint_finder(app: Flask) -> EndpointOf:
    """Route names of pages by their path; None for files, programs' addresses and foreign paths."""
    adapter = app.url_map.bind("127.0.0.1")

    def endpoint_of(path: str) -> str | None:
        if "." in path.rpartition("/")[2]:
            return None
        try:
            endpoint, _ = adapter.match(path, method="GET")
        except (HTTPException, RequestRedirect):
            return None
        return None if endpoint.startswith(_NO_SCREENS) else str(endpoint)

    return endpoint_of
