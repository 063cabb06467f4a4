"""Who is asking: Flask-Login over our own session table, or the tester of a tablet that signed."""

from __future__ import annotations

from typing import cast

import flask_login
from flask import Flask, g, session
from flask_login import LoginManager

from mystery.access import Actor, allowed
from mystery.services import accounts
from mystery.store.models import User
from mystery.web.shared.device_login import optional_device

login_manager = LoginManager()
login_manager.session_protection = None  # our sessions are opaque and live on the server


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.jinja_env.globals.update(current_actor=optional_actor, may=may)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(user_id: str) -> User | None:
    """The user comes with the session's row, so a page needs one query for both."""
    row = getattr(session, "row", None)
    return row.user if row is not None and str(row.user.id) == user_id else None


def current_user() -> User | None:
    """The account that is logged in, or whose tablet signed the request; else None."""
    device = optional_device()
    if device is not None:
        return device.user
    user = flask_login.current_user._get_current_object()
    return cast(User, user) if user.is_authenticated else None


def signed_in() -> User:
    """The account that is logged in. Behind a guard there always is one."""
    user = current_user()
    if user is None:
        raise RuntimeError("this view needs a guard")
    return user


def current_actor() -> Actor:
    """The person who acts, for look-ups and services; made once per request."""
    if "actor" not in g:
        g.actor = accounts.actor_for(signed_in())
    return cast(Actor, g.actor)


def may(act: str) -> bool:
    """Whether the person may do an act at all, for templates: what is not allowed is not offered."""
    actor = optional_actor()
    return actor is not None and allowed(actor, act)


def optional_actor() -> Actor | None:
    return current_actor() if current_user() else None
