"""What every reply carries: a request id, a strict content security policy, no caching of pages."""

from __future__ import annotations

import re
import secrets
from uuid import uuid4

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from mystery.services.context import settings
from mystery.web.shared.device_login import optional_device

csrf = CSRFProtect()

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_CSP = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
_FEATURES = {
    "capi": "camera=(self), microphone=(self), geolocation=(self), screen-wake-lock=(self)",
    "tablet": "camera=(self), microphone=(self), geolocation=(self), screen-wake-lock=(self)",
    "cati": "camera=(), microphone=(), geolocation=(), screen-wake-lock=(self)",
}
_NO_FEATURES = "camera=(), microphone=(), geolocation=(), screen-wake-lock=()"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # the CSRF check under https needs our own referrer
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # `protect_sessions` asks instead
    csrf.init_app(app)
    app.before_request(protect_sessions)
    app.before_request(name_request)
    app.after_request(add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def protect_sessions() -> None:
    """Whoever a cookie speaks for proves that the page was ours; a tablet's signature proves more."""
    if current_app.config["WTF_CSRF_ENABLED"] and optional_device() is None:
        csrf.protect(apply_exemptions=True)


def name_request() -> None:
    """Gives the request an id: the one a proxy has sent, if it is harmless, else a new one."""
    sent = request.headers.get("X-Request-Id", "")
    g.request_id = sent if _REQUEST_ID.fullmatch(sent) else uuid4().hex


def request_id() -> str:
    """The present request's id; error pages and the log show it."""
    if "request_id" not in g:
        name_request()
    return str(g.request_id)


def csp_nonce() -> str:
    """The nonce that lets a script tag of this one page run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def frames_own_pages() -> None:
    """The present page shows pages of ours in frames."""
    g.frames = "frames"


def is_framed_by_own_pages() -> None:
    """The present page may stand in a frame of one of our pages, and of nobody else's."""
    g.frames = "framed"


def telephones(signalling: str) -> None:
    """The present page telephones: it hears the microphone, and reaches the provider at this one address."""
    g.signalling = signalling


def _policy() -> str:
    policy = _CSP.format(nonce=csp_nonce())
    if "signalling" in g:
        policy = policy.replace("connect-src 'self'", f"connect-src 'self' {g.signalling}")
    if g.get("frames") == "frames":
        policy += "; frame-src 'self'"
    if g.get("frames") == "framed":
        policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return policy


def _features() -> str:
    features = _FEATURES.get(request.blueprint or "", _NO_FEATURES)
    return features.replace("microphone=()", "microphone=(self)") if "signalling" in g else features


def add_headers(response: Response) -> Response:
    headers = response.headers
    if g.get("frames") == "framed":
        headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _policy())
    headers.setdefault("Permissions-Policy", _features())
    headers.setdefault("Cache-Control", "no-store")
    headers["X-Request-Id"] = request_id()
    if settings().is_https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response
