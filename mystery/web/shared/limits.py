"""How often something may be tried. Counted per network address before any expensive work is done."""

from __future__ import annotations

import math
import time

from flask import Flask, request
from flask_limiter import Limiter
from limits import RateLimitItem
from werkzeug.exceptions import TooManyRequests

from mystery.services.context import settings

limiter = Limiter(key_func=lambda: request.remote_addr or "unknown", default_limits=[], headers_enabled=True)


def init_app(app: Flask) -> None:
    limiter.init_app(app)


def login_limit() -> str:
    return settings().login_limit


def count_or_refuse(limit: RateLimitItem, *names: str) -> None:
    """Counts one for whom a view came to know. Raises `TooManyRequests` with the seconds until more go."""
    if limiter.enabled and not limiter.limiter.hit(limit, *names):
        raise _later(limit, *names)


def refuse_if_spent(limit: RateLimitItem, *names: str) -> None:
    """Counts nothing: for what is counted only once it has failed (`count`). Raises `TooManyRequests`."""
    if limiter.enabled and not limiter.limiter.test(limit, *names):
        raise _later(limit, *names)


def count(limit: RateLimitItem, *names: str) -> None:
    """Counts a failure."""
    limiter.limiter.hit(limit, *names)


def _later(limit: RateLimitItem, *names: str) -> TooManyRequests:
    again = limiter.limiter.get_window_stats(limit, *names).reset_time
    return TooManyRequests(retry_after=max(1, math.ceil(again - time.time())))
