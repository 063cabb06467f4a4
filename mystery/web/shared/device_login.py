"""Tablets at the door of the API: believed by a signature over a number that the server gave them."""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import cast

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, TimestampSigner
from limits import parse

from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import devices
from mystery.services.context import settings
from mystery.store.models import Device
from mystery.web.shared import bodies
from mystery.web.shared.limits import count, count_or_refuse, refuse_if_spent

NONCE_HEADER = "Mystery-Nonce"
_SCHEME = "Mystery "
_DAY = 24 * 3600
_STRANGERS = parse("60 per minute")


def init_app(app: Flask) -> None:
    """Comes before the guard: who asks has to be known before it is asked whether they may."""
    app.before_request(admit)
    app.after_request(give_nonce)


def admit() -> None:
    """Believes a signed request to the API, or refuses it; others are not its business.

    Whoever cannot name a device that may speak is not listened to: the body is read afterwards, and no more
    of it than the address takes.
    """
    header = request.headers.get("Authorization", "")
    if not _is_api() or not header.startswith(_SCHEME):
        return
    credentials = devices.credentials_in(header)
    if not _is_fresh(credentials.nonce):
        raise Rejected([Problem("DEVICE_NONCE_STALE")])
    device = _claimed(credentials)
    body = _signed_body(device, credentials)
    request.stream = BytesIO(body)  # it was read for the signature; a view may read it once more
    g.device = device


def _claimed(credentials: devices.Credentials) -> Device:
    """The device that is named. Who names one after the other that nobody knows is not heard for a while."""
    try:
        return devices.claimed(credentials)
    except Rejected as error:
        if error.problems[0].code == "DEVICE_UNKNOWN":
            count_or_refuse(_STRANGERS, "unknown-device", _address())
        raise


def _signed_body(device: Device, credentials: devices.Credentials) -> bytes:
    """The body, once its signature is right.

    Wrong ones are counted for this device and address together, by the limit of log-ins: whoever guesses for
    one tablet is soon not listened to, and all the others behind the same address are.
    """
    counted = parse(settings().login_limit), "signature", str(device.public_id), _address()
    refuse_if_spent(*counted)
    request.max_content_length = bodies.most_signed(request.endpoint)
    body = request.get_data(cache=True)
    try:
        devices.check(device, credentials, request.method, _path(), body)
    except Rejected:
        count(*counted)
        devices.note_failure(device)
        raise
    return body


def _address() -> str:
    return request.remote_addr or "unknown"


def optional_device() -> Device | None:
    """The tablet that signed this request; None where a session asks."""
    return cast("Device | None", g.get("device"))


def current_device() -> Device:
    """The tablet that signed this request. A session is not let in where only tablets speak."""
    device = optional_device()
    if device is None:
        raise Forbidden("device")
    return device


def speaker() -> str:
    """Whom a rate limit counts: the tablet, else the network address. Many tablets may share one."""
    device = optional_device()
    return f"device:{device.public_id}" if device else _address()


def give_nonce(response: Response) -> Response:
    """Every reply of the API has a new number to sign over, refusals most of all."""
    if _is_api():
        nonce = _signer().sign(secrets.token_urlsafe(9))
        response.headers[NONCE_HEADER] = nonce.decode("ascii")
    return response


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _is_fresh(nonce: str) -> bool:
    """Made by this server less than a day ago, by its own clock."""
    try:
        _signer().unsign(nonce, max_age=_DAY)
    except BadSignature:
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(str(current_app.secret_key), salt="device-nonce")


def _path() -> str:
    """The address as the tablet wrote it, with its query."""
    query = request.query_string.decode("ascii", "replace")
    return f"{request.root_path}{request.path}" + (f"?{query}" if query else "")
