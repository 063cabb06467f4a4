"""Addresses: absolute ones from the configured base URL, and `next` targets that cannot lead away."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import g, request, url_for

from mystery.services.context import settings


def absolute_url(endpoint: str, **values: object) -> str:
    """An address for e-mails, QR codes and webhooks. Never made from the Host header."""
    path = url_for(endpoint, **values)  # type: ignore[arg-type]  # values are what url_for takes, by contract
    return settings().base_url.rstrip("/") + path


def told_path() -> str:
    """The present path as a log may hold it: a token in it is a key."""
    token = g.get("collect_token")
    return request.path.replace(token, "…") if token else request.path


def login_url() -> str:
    """The login page, which comes back to the present page."""
    target = request.full_path.rstrip("?") if request.method == "GET" else "/"
    here = safe_next(target)
    return url_for("account.login") + (f"?{urlencode({'next': here})}" if here != "/" else "")


def safe_next(target: str | None, fallback: str = "/") -> str:
    """The target if it is a path of this site, else the fallback."""
    if not target or not target.startswith("/") or "\\" in target or any(ord(c) < 33 for c in target):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc or target.startswith("//") else target
