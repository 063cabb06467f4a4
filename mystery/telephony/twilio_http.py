"""How requests reach Twilio: its own client, with a limit of time and, in tests, another host."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

PATIENCE_SECONDS = 10.0


class HttpClient(TwilioHttpClient):  # type: ignore[misc]  # the package has no types
    """`instead` replaces scheme and host of every address; path and query stay as they were made."""

    def __init__(self, instead: str = "") -> None:
        super().__init__(timeout=PATIENCE_SECONDS)
        self._instead = instead

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Response:
        return super().request(method, self._moved(url), *rest, **more)

    def download(self, url: str, auth: tuple[str, str]) -> tuple[int, bytes]:
        """Status and bytes: the client of the package knows only text."""
        reply = self.session.get(self._moved(url), auth=auth, timeout=PATIENCE_SECONDS)
        return int(reply.status_code), bytes(reply.content)

    def _moved(self, url: str) -> str:
        if not self._instead:
            return url
        host = urlsplit(self._instead)
        return urlunsplit(urlsplit(url)._replace(scheme=host.scheme, netloc=host.netloc))
