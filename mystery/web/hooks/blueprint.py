"""The blueprint that the modules of this package add their views to, and the two replies there are."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("hooks", __name__, url_prefix="/hooks")


def taken() -> Response:
    """Heard; also where it belongs to no call of ours, for telling it again would not change that."""
    return Response(status=204)


def instructions(twiml: str) -> Response:
    """What the provider is to do with the call now."""
    return Response(twiml, content_type="text/xml; charset=utf-8")
