"""The way in and the signs of life: `/`, `/healthz`, `/readyz`; and what each template knows."""

from __future__ import annotations

from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from mystery.access import home_of
from mystery.services import health
from mystery.services.context import settings
from mystery.web.shared.identity import current_user
from mystery.web.shared.navigation import navigation
from mystery.web.shared.urls import absolute_url, login_url

THEMES = ("auto", "light", "dark", "sun")
THEME_COOKIE = "theme"


def init_app(app: Flask) -> None:
    app.add_url_rule("/", "home", home)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    app.jinja_env.globals.update(absolute_url=absolute_url, settings=settings, theme=theme)
    app.context_processor(page_context)


def page_context() -> dict[str, object]:
    """What the layouts ask for (templates/layouts/)."""
    return {"navigation": navigation()}


def home() -> ResponseReturnValue:
    """Everybody starts where their work is."""
    user = current_user()
    return redirect(home_of(user.role) if user else login_url())


def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


def readyz() -> ResponseReturnValue:
    """The process can do its work: database, shape of its tables, folders."""
    problems = [problem.code for problem in health.stoppers()]
    return jsonify(status="unavailable" if problems else "ok", problems=problems), 503 if problems else 200


def theme() -> str:
    """How the page shall look: the browser's choice first, since it depends on the light there."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    if chosen in THEMES:
        return chosen
    user = current_user()
    return user.theme if user and user.theme in THEMES else "auto"
