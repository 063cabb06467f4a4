"""From what went wrong to what is shown: a page for people, problem+json for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from mystery.problems import Forbidden, NotFound, Problem, Rejected, describe
from mystery.services.context import settings
from mystery.store import refusals
from mystery.web.shared.guard import wants_json
from mystery.web.shared.i18n import language
from mystery.web.shared.security import request_id
from mystery.web.shared.urls import told_path

log = logging.getLogger("mystery.web")

_CODES = {
    400: "REQUEST_UNREADABLE",
    401: "LOGIN_NEEDED",
    403: "NOT_ALLOWED",
    404: "PAGE_NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "REQUEST_TOO_LARGE",
    429: "TOO_MANY_REQUESTS",
}

_CONFLICTS = (
    "JOURNAL_CONFLICT",
    "INTERVIEW_CLOSED",
    "JOURNAL_GAP",
    "MEDIA_OUTSTANDING",
    "INTERVIEW_ELSEWHERE",
    "INTERVIEW_SET_ASIDE",
    "INTERVIEW_HELD_ELSEWHERE",
    "UPLOAD_OFFSET",
    "INTAKE_DECIDED",
    "CASE_HELD",
)
"""What was sent is sound but does not fit what the server holds."""

_UNBELIEVED = (
    "DEVICE_UNKNOWN",
    "DEVICE_SIGNATURE",
    "DEVICE_NONCE_STALE",
    "DEVICE_REVOKED",
    "DEVICE_EXPIRED",
    "ACCOUNT_DISABLED",
)
"""Why a tablet is not listened to."""

_STATUS = {**dict.fromkeys(_CONFLICTS, 409), **dict.fromkeys(_UNBELIEVED, 401), "ENROLMENT_UNKNOWN": 404}
"""Problems with a status of their own; all others are 422."""

_AGAIN_WHEN_FULL_SECONDS, _AGAIN_SECONDS = 60, 5


def init_app(app: Flask) -> None:
    app.register_error_handler(Rejected, on_rejected)
    app.register_error_handler(NotFound, lambda _error: answer(404, [Problem("PAGE_NOT_FOUND")]))
    app.register_error_handler(Forbidden, lambda _error: answer(403, [Problem("NOT_ALLOWED")]))
    app.register_error_handler(CSRFError, lambda _error: answer(400, [Problem("CSRF_FAILED")]))
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_crash)
    app.jinja_env.globals["describe_problem"] = sentence


def sentence(problem: Problem) -> str:
    """A problem in the language of the page."""
    return describe(problem, language())


def on_rejected(error: Rejected) -> ResponseReturnValue:
    special = (_STATUS[each.code] for each in error.problems if each.code in _STATUS)
    return answer(next(special, 422), error.problems)


def on_http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):  # an untrusted host: no address can be made for it, so no page
        return Response(sentence(Problem("HOST_UNKNOWN")), 400, content_type="text/plain; charset=utf-8")
    status = error.code or 500
    if status < 400:
        return error
    if status >= 500:
        return on_crash(error)
    params = {"megabytes": settings().max_upload_mb} if status == 413 else {}
    response = answer(status, [Problem(_CODES.get(status, "REQUEST_UNREADABLE"), params=params)])
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def on_crash(error: Exception) -> ResponseReturnValue:
    """The last resort: say nothing of the inside, but leave a reference that the log knows too."""
    if refusals.is_full(error):
        return _not_stored(507, "DISK_FULL", _AGAIN_WHEN_FULL_SECONDS, error)
    if refusals.is_failing(error):
        return _not_stored(503, "STORE_UNAVAILABLE", _AGAIN_SECONDS, error)
    log.error("request %s failed: %s %s", request_id(), request.method, told_path(), exc_info=error)
    return answer(500, [Problem("INTERNAL_ERROR", params={"reference": request_id()})])


def _not_stored(status: int, code: str, again_seconds: int, error: Exception) -> ResponseReturnValue:
    """Disk or database takes nothing: the sender keeps it and knows when to ask again."""
    log.error("request %s not stored: %s %s: %s", request_id(), request.method, told_path(), error)
    response = answer(status, [Problem(code)])
    response.headers["Retry-After"] = str(again_seconds)
    return response


def answer(status: int, problems: Sequence[Problem]) -> Response:
    """The reply for problems, in the form that was asked for."""
    if wants_json():
        return problem_json(status, problems)
    page = render_template("errors/problem.html", status=status, title=_title(status), problems=problems)
    return make_response(page, status)


def _title(status: int) -> str:
    titles = {
        401: _("Please sign in"),
        403: _("Not your step"),
        404: _("Nothing here"),
        422: _("That does not work yet"),
        429: _("One moment, please"),
        500: _("Something went wrong"),
        503: _("One moment, please"),
        507: _("No space left"),
    }
    return str(titles.get(status) or _("That does not work"))


def problem_json(status: int, problems: Sequence[Problem]) -> Response:
    """RFC 9457: the first problem is the title, all are listed with their places."""
    body = {
        "type": "about:blank",
        "status": status,
        "title": sentence(problems[0]) if problems else "",
        "code": problems[0].code if problems else "",
        "instance": request.path,
        "request": request_id(),
        "problems": problem_lines(problems),
    }
    return Response(
        json.dumps(body, ensure_ascii=False, default=str), status, content_type="application/problem+json"
    )


def problem_lines(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Problems as programs read them, in the language of the person behind them."""
    return [_problem(each) for each in problems]


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "at": str(problem.place),
        "text": sentence(problem),
        "details": dict(problem.params),
    }
