"""Who asks as ODK Collect: a secret token in the path, Digest, or Basic where the line is encrypted."""

from __future__ import annotations

import time
from typing import cast
from xml.sax.saxutils import escape

from flask import abort, current_app, g, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItem, parse
from werkzeug.wrappers import Response

from mystery.clock import utcnow
from mystery.problems import Problem, describe
from mystery.services import collect_access
from mystery.services.context import settings
from mystery.store.models import CollectAccess, User
from mystery.web.shared import digest
from mystery.web.shared.limits import count, refuse_if_spent

DOMAIN = "/or"
_MEGABYTE = 1024 * 1024
_SUBMITTING = "openrosa.submission"


def collect_guard() -> ResponseReturnValue | None:
    """Lets in who has a live access. With one that was taken back a report is still taken, for the inbox."""
    access = _of_token(g.get("collect_token", "")) if g.get("collect_token") else _of_header()
    if isinstance(access, Response):
        return access
    if not collect_access.is_live(access) and request.endpoint != _SUBMITTING:
        return refusal(403, Problem("COLLECT_REVOKED"), access.user.language)
    g.collect_access = access
    request.max_content_length = settings().max_upload_mb * _MEGABYTE
    collect_access.note_contact(access, device(), utcnow())
    return None


def current_access() -> CollectAccess:
    """The access of the present request. Behind the guard there always is one."""
    return cast(CollectAccess, g.collect_access)


def collect_user() -> User:
    return current_access().user


def collect_language() -> str:
    """The tester's language; before anybody is known, the installation's."""
    access = g.get("collect_access")
    return access.user.language if access else settings().default_language


def device() -> str:
    """What the device calls itself; it stands behind every address, and may be of any length."""
    return request.args.get("deviceID", "").replace("\0", "")[:200]


def _of_token(token: str) -> CollectAccess | Response:
    _check_rate()
    access = collect_access.by_token(token)
    if access is None:
        _count_failure(None)
        abort(404)
    return access


def _of_header() -> CollectAccess | Response:
    header = request.headers.get("Authorization", "")
    if not header:
        return _challenge()
    _check_rate()
    basic = request.authorization
    if settings().is_https and basic is not None and basic.type == "basic":
        return _of_password(basic.username or "", basic.password or "")
    given = digest.read_digest(header)
    return _challenge() if given is None else _of_digest(given)


def _of_password(username: str, password: str) -> CollectAccess | Response:
    known = username.isprintable()  # no database takes NUL
    access = collect_access.by_username(username[:80]) if known else None
    if access is not None and collect_access.has_password(access, password):
        return access
    return _failed(access)


def _of_digest(given: digest.Credentials) -> CollectAccess | Response:
    """A nonce of somebody else's is a failure, an old one of ours only stale."""
    access = collect_access.by_username(given.username[:80])
    nonce, secret = given.get("nonce"), str(current_app.secret_key)
    ha1 = access.ha1 if access else "0" * 32
    query = request.query_string.decode("utf-8", "replace")
    path = f"{request.root_path}{request.path}"
    target = f"{path}?{query}" if query else path
    right = digest.is_right(given, ha1, collect_access.REALM, request.method, target)
    if access is None or not right or not digest.is_ours(nonce, secret):
        return _failed(access)
    return access if digest.is_fresh(nonce, time.time()) else _challenge(stale=True)


def _failed(access: CollectAccess | None) -> Response:
    _count_failure(access)
    return _challenge()


def _challenge(*, stale: bool = False) -> Response:
    reply = refusal(401, Problem("COLLECT_LOGIN_NEEDED"), settings().default_language)
    secret, now = str(current_app.secret_key), time.time()
    asked = digest.challenge(collect_access.REALM, DOMAIN, secret, now, stale=stale)
    reply.headers.add("WWW-Authenticate", asked)
    if settings().is_https:
        reply.headers.add("WWW-Authenticate", f'Basic realm="{collect_access.REALM}", charset="UTF-8"')
    return reply


def refusal(status: int, problem: Problem, language: str) -> Response:
    """A sentence in the envelope whose text Collect shows to the tester."""
    return envelope(status, describe(problem, language), "error")


def envelope(status: int, message: str, nature: str) -> Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f'<message nature="{nature}">{escape(message)}</message></OpenRosaResponse>'
    )
    return Response(text, status, content_type="text/xml; charset=utf-8")


def _rate() -> tuple[RateLimitItem, str]:
    return parse(settings().login_limit), request.remote_addr or "unknown"


def _check_rate() -> None:
    """Counted are failures only, so that a day's work of many devices behind one address goes through."""
    limit, address = _rate()
    refuse_if_spent(limit, "collect", address)


def _count_failure(access: CollectAccess | None) -> None:
    limit, address = _rate()
    count(limit, "collect", address)
    collect_access.note_failure(access)
