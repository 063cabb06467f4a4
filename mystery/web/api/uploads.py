"""HEAD and PATCH uploads: files in chunks, from a tablet, or from anybody for a record that names them."""

from __future__ import annotations

import base64
import binascii

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from mystery.problems import Problem, Rejected
from mystery.services import uploads
from mystery.services.uploads import Chunk, Progress
from mystery.web.api.blueprint import blueprint
from mystery.web.shared.device_login import optional_device
from mystery.web.shared.errors import on_rejected
from mystery.web.shared.limits import limiter
from mystery.web.shared.security import csrf

_DIGEST = "sha-256=:"
_AN_HOUR = 3600


def _is_tablet() -> bool:
    return optional_device() is not None


def _was_refused(response: Response) -> bool:
    return response.status_code == 401


_strangers = limiter.limit("60 per minute", exempt_when=_is_tablet, deduct_when=_was_refused)
"""Looking for a name that some record waits for costs a search each time."""


@blueprint.route("/uploads/<sha256>", methods=["HEAD"])
@csrf.exempt  # type: ignore[untyped-decorator]  # whoever carries a cookie proves nothing by it
@_strangers
def upload_progress(sha256: str) -> ResponseReturnValue:
    _may_send(sha256)
    return _reply(200, uploads.progress(sha256))


@blueprint.patch("/uploads/<sha256>")
@csrf.exempt  # type: ignore[untyped-decorator]  # whoever carries a cookie proves nothing by it
@_strangers
def upload_chunk(sha256: str) -> ResponseReturnValue:
    _may_send(sha256)
    try:
        chunk = _chunk(sha256)
        _check_quota(chunk)
        return _reply(204, uploads.receive(chunk, optional_device()))
    except Rejected as error:
        reply = Response.force_type(on_rejected(error))  # type: ignore[arg-type]  # a reply of ours
        reply.headers["Upload-Offset"] = str(error.problems[0].params.get("offset", 0))
        return reply


def _may_send(sha256: str) -> None:
    """A tablet may; a file of one that was revoked is still a file, if a record that is here names it."""
    if optional_device() is None and not uploads.is_awaited(sha256):
        abort(401)


def _check_quota(chunk: Chunk) -> None:
    """Asked when a file begins; one that has begun may end."""
    device = optional_device()
    if chunk.offset == 0 and device is not None and uploads.is_too_much(chunk.sha256, device):
        raise TooManyRequests(retry_after=_AN_HOUR)


def _chunk(sha256: str) -> Chunk:
    headers = request.headers
    return Chunk(
        sha256=sha256,
        offset=_number("Upload-Offset"),
        length=_number("Upload-Length"),
        data=request.get_data(cache=True),
        digest=_digest(headers.get("Content-Digest", "")),
        content=headers.get("Mystery-Content", ""),
        type=request.mimetype,
    )


def _number(name: str) -> int:
    given = request.headers.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise Rejected([Problem("UPLOAD_HEADER", params={"name": name})])
    return int(given)


def _digest(given: str) -> bytes:
    try:
        if given.startswith(_DIGEST) and given.endswith(":"):
            return base64.b64decode(given[len(_DIGEST) : -1], validate=True)
    except (ValueError, binascii.Error):
        pass
    raise Rejected([Problem("UPLOAD_HEADER", params={"name": "Content-Digest"})])


def _reply(status: int, progress: Progress) -> Response:
    reply = Response(status=status)
    reply.headers["Upload-Offset"] = str(progress.offset)
    reply.headers["Upload-Complete"] = "?1" if progress.is_complete else "?0"
    return reply
