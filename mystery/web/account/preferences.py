"""Language and colours: remembered by the browser and, for people who are logged in, by the account."""

from __future__ import annotations

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from mystery.services import accounts
from mystery.services.context import settings
from mystery.web.account.blueprint import blueprint
from mystery.web.shared.i18n import LANGUAGE_COOKIE, LANGUAGES
from mystery.web.shared.identity import current_user
from mystery.web.shared.pages import THEME_COOKIE, THEMES
from mystery.web.shared.urls import safe_next

_A_YEAR = 31_536_000


@blueprint.post("/language")
def language() -> ResponseReturnValue:
    chosen = _one_of("language", LANGUAGES)
    user = current_user()
    if user:
        accounts.choose(user, language=chosen)
    return _remember(LANGUAGE_COOKIE, chosen)


@blueprint.post("/theme")
def theme() -> ResponseReturnValue:
    chosen = _one_of("theme", THEMES)
    user = current_user()
    if user:
        accounts.choose(user, theme=chosen)
    return _remember(THEME_COOKIE, chosen)


def _one_of(field: str, offered: tuple[str, ...]) -> str:
    value = request.form.get(field, "")
    if value not in offered:
        abort(400)
    return value


def _remember(cookie: str, value: str) -> Response:
    reply = redirect(safe_next(request.form.get("next")))
    secure = settings().is_https
    reply.set_cookie(cookie, value, max_age=_A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return reply
