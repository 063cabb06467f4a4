"""The body of a request, within the limit of what the player ever sends at once."""

from __future__ import annotations

from flask import abort, request

from mystery.services import intake


def small_body() -> bytes:
    if (request.content_length or 0) > intake.MOST_BYTES:
        abort(413)
    return request.get_data(cache=False)
