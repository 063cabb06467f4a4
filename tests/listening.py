"""What a browser has to complain about while a test uses it."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page


def listen(page: Page, address: str) -> list[str]:
    """Collects what the browser says is wrong, and every request that leaves the machine."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("console", lambda said: heard.append(f"console: {said.text}") if said.type == "error" else None)
    page.on(
        "request",
        lambda sent: (
            heard.append(f"foreign: {sent.url}")
            if urlsplit(sent.url).scheme.startswith("http") and not sent.url.startswith(address)
            else None
        ),
    )
    page.on(
        "response",
        lambda got: heard.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
    )
    return heard
