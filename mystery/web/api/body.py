"""The body of a request, within the limit of what the player ever sends at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, request

from mystery.problems import NotFound
from mystery.services import intake


def small_body() -> bytes:
    if (request.content_length or 0) > intake.MOST_BYTES:
        abort(413)
    return request.get_data(cache=False)


def public_id_in(sent: Mapping[str, Any], name: str) -> UUID:
    """The id of a row that a body names. What is no id names nothing."""
    try:
        return UUID(sent[name])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotFound(name) from error
