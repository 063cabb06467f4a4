"""Which audiences there are. Each module offers `blueprint`, and none is let in without a guard."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

from mystery.web.shared import (
    device_login,
    errors,
    gallery,
    guard,
    i18n,
    identity,
    limits,
    listing,
    logs,
    pages,
    player_modules,
    security,
    sessions,
    states,
    statics,
    words,
)
from mystery.web.shared.guard import GUARDS

AUDIENCES = tuple(
    f"mystery.web.{name}"
    for name in ("account", "api", "capi", "cati", "client", "desk", "hooks", "openrosa", "tablet")
)
"""Modules that offer a `blueprint`; the path it lives under is its `url_prefix`."""

_SHARED = (
    logs,
    sessions,
    identity,
    device_login,
    guard,
    i18n,
    limits,
    listing,
    security,
    statics,
    player_modules,
    errors,
    pages,
    words,
    states,
    gallery,
)


def register(app: Flask) -> None:
    """Connects everything the web needs to an app."""
    for part in _SHARED:
        part.init_app(app)
    for name in AUDIENCES:
        blueprint = import_module(name).blueprint
        if blueprint.name not in GUARDS:
            raise LookupError(f"the blueprint {blueprint.name} has no guard in web/shared/guard.py")
        app.register_blueprint(blueprint)
