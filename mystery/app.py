"""The app factory: settings in, a Flask app out."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from mystery import jobs, web
from mystery.problems import Rejected, errors_of
from mystery.resources import folder
from mystery.settings import Settings, check_settings, secret_key
from mystery.store.database import check_database, db
from mystery.web.shared.bodies import FORM_BYTES

_MEGABYTE = 1024 * 1024


class _Json(DefaultJSONProvider):
    sort_keys = False  # the order of a draft's keys is its author's

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises `ValueError` where it is no JSON, or nested without end."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deep") from error


def create_app(settings: Settings) -> Flask:
    """An app for these settings. Raises `Rejected` if it could not keep what it promises."""
    problems = errors_of(check_settings(settings))
    if problems:
        raise Rejected(problems)
    settings.instance_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("mystery", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(_configuration(settings))
    app.extensions["mystery"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json = in_order = _Json(app)
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": False}
    app.jinja_env.policies["json.dumps_function"] = in_order.dumps
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    web.register(app)
    jobs.connect(app, settings)
    _refuse_weak_database(app)
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    """What Flask and its extensions are told; every insecure default is replaced here."""
    return {
        "SECRET_KEY": secret_key(settings),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # errors are logged; what people said is not
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_https else "session",
        "TRUSTED_HOSTS": settings.hosts,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * _MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "MAX_FORM_PARTS": 500,
        "PREFERRED_URL_SCHEME": "https" if settings.is_https else "http",
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as its session
        "RATELIMIT_STORAGE_URI": settings.rate_limit_url,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _refuse_weak_database(app: Flask) -> None:
    with app.app_context():
        problems = check_database()
    if problems:
        raise Rejected(problems)
