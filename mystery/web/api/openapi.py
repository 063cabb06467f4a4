"""GET openapi.json: the API described in OpenAPI 3.1, for whoever writes another client."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import yaml
from flask import Response
from flask.typing import ResponseReturnValue

from mystery.web.api.blueprint import blueprint


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    reply = Response(document(), mimetype="application/json")
    reply.headers["Cache-Control"] = "public, max-age=3600"
    return reply


@cache
def document() -> str:
    """The description as JSON; it is written by hand, and a test holds it to the routes."""
    text = files("mystery.web.api").joinpath("openapi.yaml").read_text(encoding="utf-8")
    return json.dumps(yaml.safe_load(text), ensure_ascii=False)
