"""Sessions in the browser: before login a small signed cookie, then a random token into the table."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import CallbackDict

from mystery.clock import utcnow
from mystery.services import sessions
from mystery.services.context import settings
from mystery.store.models import User, UserSession

_ANONYMOUS_SECONDS = 12 * 3600
_LONGEST_ANONYMOUS = 3000
_USER_KEY = "_user_id"


class Session(CallbackDict[str, Any], SessionMixin):
    """What views know as `session`. `row` is the login behind it; None before login."""

    def __init__(self, data: dict[str, Any] | None = None, row: UserSession | None = None) -> None:
        super().__init__(data or {}, _mark_modified)
        self.row = row
        self.token = ""
        self.modified = False
        self.accessed = True
        self.over = False

    def begin(self, user: User, user_agent: str) -> None:
        """Turns into the session of a person who has just logged in, under a new token."""
        opened = sessions.open_session(user, user_agent, utcnow())
        self.clear()
        self.row, self.token = opened.session, opened.token
        self[_USER_KEY] = user.get_id()

    def end(self) -> None:
        """Logs out, here and on the server."""
        if self.row is not None:
            sessions.revoke(self.row, utcnow())
        self.clear()
        self.row, self.over = None, True


def _mark_modified(changed: CallbackDict[str, Any]) -> None:
    changed.modified = True  # type: ignore[attr-defined]  # it is our Session


class TableSessions(SessionInterface):
    """Opens and saves `Session`s. A cookie that fits nothing is simply no session."""

    session_class = Session

    def open_session(self, app: Flask, request: Request) -> Session:
        cookie = request.cookies.get(app.config["SESSION_COOKIE_NAME"], "")
        if cookie.startswith("a."):
            return Session(_unsign(app, cookie))
        if not cookie or request.path.startswith(app.config["STATIC_PREFIX"]):
            return Session()
        row = sessions.find_session(cookie, utcnow())
        return Session({**row.data, _USER_KEY: row.user.get_id()}, row) if row else Session()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, Session):
            raise TypeError("only our own sessions are saved")
        if session.row is not None:
            data = {key: value for key, value in session.items() if key != _USER_KEY}
            sessions.keep(
                session.row, data if session.modified and data != session.row.data else None, utcnow()
            )
            if session.token:
                _set_cookie(app, response, session.token)
        elif session.modified and session:
            _set_cookie(app, response, _sign(app, dict(session)))
        elif session.over:
            response.delete_cookie(
                app.config["SESSION_COOKIE_NAME"], secure=settings().is_https, httponly=True, samesite="Lax"
            )


def _set_cookie(app: Flask, response: Response, value: str) -> None:
    response.set_cookie(
        app.config["SESSION_COOKIE_NAME"],
        value,
        path="/",
        secure=settings().is_https,
        httponly=True,
        samesite="Lax",
    )


def _signer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(app.secret_key), salt="anonymous-session")


def _sign(app: Flask, data: dict[str, Any]) -> str:
    signed = "a." + str(_signer(app).dumps(data))
    return signed if len(signed) < _LONGEST_ANONYMOUS else "a." + str(_signer(app).dumps({}))


def _unsign(app: Flask, cookie: str) -> dict[str, Any]:
    try:
        data = _signer(app).loads(cookie.removeprefix("a."), max_age=_ANONYMOUS_SECONDS)
    except BadSignature:
        return {}
    return data if isinstance(data, dict) and _USER_KEY not in data else {}


def init_app(app: Flask) -> None:
    app.session_interface = TableSessions()
