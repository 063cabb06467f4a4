"""The addresses below /tablet/: the same for everybody, with or without a login."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Response, current_app, jsonify
from flask_babel import gettext as _

from mystery.services.context import settings
from mystery.web.shared.i18n import language
from mystery.web.shared.statics import StaticFiles, static_url
from mystery.web.tablet.blueprint import blueprint
from mystery.web.tablet.shell import PAGE, shell

_ICONS = (("192", "any"), ("512", "any"), ("192", "maskable"), ("512", "maskable"))


@blueprint.get("/")
def page() -> Response:
    return _fresh(Response(shell().page, mimetype="text/html"))


@blueprint.get("/enrol")
def enrol() -> Response:
    """The same page: what stands behind the `#` of the QR code never reaches a server."""
    return page()


@blueprint.get("/build.json")
def build() -> Response:
    return _fresh(jsonify(shell().listing()))


@blueprint.get("/sw.js")
def worker() -> Response:
    """The worker knows its build by its first line, so that a new build is a new worker.

    Where the operator has switched it off, the one that clears up after the others.
    """
    statics: StaticFiles = current_app.extensions["mystery_static"]
    name = "worker" if settings().tablet_offline else "off"
    source = Path(statics.root, "js", "sw", f"{name}.js").read_text(encoding="utf-8")
    reply = Response(f"const BUILD = {json.dumps(shell().build)};\n{source}", mimetype="text/javascript")
    reply.headers["Service-Worker-Allowed"] = PAGE
    return _fresh(reply)


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    reply = jsonify(
        {
            "id": PAGE,
            "name": _("%(agency)s: visits", agency=settings().agency_name),
            "short_name": _("Visits"),
            "description": _("Visits, briefings and questionnaires, with and without a connection."),
            "lang": language(),
            "start_url": PAGE,
            "scope": PAGE,
            "display": "standalone",
            "background_color": "#f4f6f7",
            "theme_color": "#0c2a33",
            "icons": [_icon(size, purpose) for size, purpose in _ICONS],
        }
    )
    reply.mimetype = "application/manifest+json"
    reply.vary.update(("Accept-Language", "Cookie"))
    return _fresh(reply)


def _icon(size: str, purpose: str) -> dict[str, str]:
    kind = "" if purpose == "any" else f"-{purpose}"
    return {
        "src": static_url(f"img/app-{size}{kind}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _fresh(reply: Response) -> Response:
    """Asked for anew each time: what is kept for work without a connection, the worker keeps."""
    reply.headers["Cache-Control"] = "no-cache"
    return reply
