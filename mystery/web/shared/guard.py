"""The guard in front of each blueprint: who may enter at all. Rows are guarded again when looked up."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mystery.access import FIELD_ROLES, TENANT_ROLES, Role
from mystery.problems import Forbidden, Problem, Rejected
from mystery.web.shared import bodies
from mystery.web.shared.app_access import collect_guard
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.identity import current_user
from mystery.web.shared.urls import login_url
from mystery.web.shared.webhooks import twilio_guard

Guard = Callable[[], ResponseReturnValue | None]

DESK_ROLES = frozenset(Role) - FIELD_ROLES - TENANT_ROLES


def open_to(*roles: Role, public: frozenset[str] = frozenset()) -> Guard:
    """A guard that lets these roles in; endpoints in `public` need no login."""

    def guard() -> ResponseReturnValue | None:
        if request.endpoint in public:
            return None
        user = current_user()
        if user is None:
            if wants_json() or request.method != "GET":
                abort(401)
            return redirect(login_url())
        if user.role not in roles:
            raise Forbidden(request.blueprint)
        return None

    return guard


def wants_json() -> bool:
    """Whether a program asks, and not a person who reads pages."""
    return request.path.startswith(("/api/", "/cati/api/")) or (
        request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"
    )


def init_app(app: Flask) -> None:
    """Puts the guards in front of everything else, CSRF included: who is logged out hears 401, not 400."""
    app.before_request(limit_body)
    app.before_request(enter)


def limit_body() -> None:
    """Only people who are logged in may send files; a plain form is read as a whole and has to be small."""
    signed_in = current_user() is not None
    if request.blueprint == "hooks":
        request.max_content_length = bodies.HOOK_BYTES
    elif request.endpoint in bodies.OPEN:
        request.max_content_length = bodies.OPEN[request.endpoint]
    elif signed_in and request.endpoint in bodies.LARGE:
        request.max_content_length = bodies.LARGE[request.endpoint]
    elif request.mimetype == "application/x-www-form-urlencoded" or not signed_in:
        request.max_content_length = bodies.FORM_BYTES


def enter() -> ResponseReturnValue | None:
    guard = GUARDS.get(request.blueprint or "")
    return guard() or own_password_first() if guard else None


def own_password_first() -> ResponseReturnValue | None:
    """Who was given a password by somebody else changes it before anything else. Tablets have none."""
    user = current_user()
    if user is None or not user.must_change_password or request.blueprint in ("account", "tablet"):
        return None
    if optional_device():  # a tablet proves itself by its key, and there is no page to change a password on
        return None
    if wants_json() or request.method != "GET":
        raise Rejected([Problem("PASSWORD_TO_CHANGE")])
    return redirect(url_for("account.password"))


GUARDS: dict[str, Guard] = {
    "account": open_to(
        *Role,
        public=frozenset({"account.login", "account.language", "account.theme"}),
    ),
    "desk": open_to(*DESK_ROLES),
    "capi": open_to(Role.TESTER),
    "cati": open_to(Role.CALLER),
    "client": open_to(*TENANT_ROLES),
    "api": open_to(
        *Role,
        public=frozenset(
            {"api.enrol", "api.submit", "api.upload_progress", "api.upload_chunk", "api.openapi"}
        ),
    ),
    "hooks": twilio_guard,
    "openrosa": collect_guard,
    "tablet": open_to(
        *Role,
        public=frozenset(f"tablet.{name}" for name in ("page", "enrol", "build", "worker", "manifest")),
    ),
}
