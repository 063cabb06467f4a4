"""How often something may be tried. Counted per network address before any expensive work is done."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter

from mystery.services.context import settings

limiter = Limiter(key_func=lambda: request.remote_addr or "unknown", default_limits=[], headers_enabled=True)


def init_app(app: Flask) -> None:
    limiter.init_app(app)


def login_limit() -> str:
    return settings().login_limit
