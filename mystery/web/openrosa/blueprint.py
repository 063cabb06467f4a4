"""The blueprint that the modules of this package add their views to, and what its replies share."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.services.context import settings
from mystery.web.shared.app_access import collect_language, refusal
from mystery.web.shared.security import request_id
from mystery.web.shared.urls import absolute_url, told_path

log = logging.getLogger("mystery.web")

blueprint = Blueprint("openrosa", __name__, url_prefix="/or")

TOKEN = "<string(length=43):token>"  # noqa: S105 - a pattern of addresses
_STATUS = {
    "COLLECT_UNREADABLE": 400,
    "COLLECT_FORM_UNKNOWN": 404,
    "COLLECT_VERSION_UNKNOWN": 404,
    "COLLECT_EDIT_UNKNOWN": 404,
}
_CODES = {
    404: "PAGE_NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "REQUEST_TOO_LARGE",
    429: "TOO_MANY_REQUESTS",
}


@blueprint.url_value_preprocessor
def take_token(_endpoint: str | None, values: dict[str, object] | None) -> None:
    """Every address exists twice, with the key in it and without; views need not know."""
    g.collect_token = (values or {}).pop("token", "")


def address(endpoint: str, **values: object) -> str:
    """An absolute address, with the key in it where the present one has it."""
    key = {"token": g.collect_token} if g.collect_token else {}
    return absolute_url(endpoint, **key, **values)


@blueprint.after_request
def add_openrosa_headers(response: Response) -> Response:
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["Content-Language"] = collect_language()
    response.headers["Cache-Control"] = "no-store"
    response.date = utcnow()
    return response


@blueprint.errorhandler(Rejected)
def on_rejected(error: Rejected) -> AnyResponse:
    problem = error.problems[0]
    return refusal(_STATUS.get(problem.code, 409), problem, collect_language())


@blueprint.errorhandler(NotFound)
def on_not_found(_error: NotFound) -> AnyResponse:
    return refusal(404, Problem("PAGE_NOT_FOUND"), collect_language())


@blueprint.errorhandler(HTTPException)
def on_http_error(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if status >= 500:
        return on_crash(error)
    params = {"megabytes": settings().max_upload_mb} if status == 413 else {}
    reply = refusal(
        status, Problem(_CODES.get(status, "REQUEST_UNREADABLE"), params=params), collect_language()
    )
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            reply.headers[name] = value
    return reply


@blueprint.errorhandler(Exception)
def on_crash(error: Exception) -> AnyResponse:
    """Collect keeps the report and tries again later."""
    log.error("request %s failed: %s %s", request_id(), request.method, told_path(), exc_info=error)
    return refusal(500, Problem("INTERNAL_ERROR", params={"reference": request_id()}), collect_language())
