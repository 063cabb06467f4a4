"""What the call page sends: small JSON objects, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask import abort, request

from mystery.problems import Place, Problem, Rejected
from mystery.services import intake
from mystery.services.attempts import LONGEST_NOTE

MOST_BYTES = 16_384

Choice = TypeVar("Choice", bound=StrEnum)


def body() -> Mapping[str, Any]:
    """The object that was sent; nothing sent is an empty one."""
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    raw = request.get_data(cache=False)
    return intake.read_object(raw) if raw else {}


def text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST_NOTE or "\0" in value:
        raise _unreadable(name)
    return value


def one_of(sent: Mapping[str, Any], name: str, offered: type[Choice], usual: Choice) -> Choice:
    try:
        return offered(text(sent, name) or usual)
    except ValueError as error:
        raise _unreadable(name) from error


def flag(sent: Mapping[str, Any], name: str) -> bool:
    return sent.get(name) is True


def public_id(sent: Mapping[str, Any], name: str) -> UUID | None:
    try:
        return UUID(sent[name]) if sent.get(name) else None
    except (TypeError, ValueError, AttributeError) as error:
        raise _unreadable(name) from error


def mapping(sent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = sent.get(name) or {}
    if not isinstance(value, Mapping):
        raise _unreadable(name)
    return value


def local_moment(sent: Mapping[str, Any], name: str) -> datetime | None:
    """What clocks show at the called place; a zone is none of the caller's business."""
    if not sent.get(name):
        return None
    try:
        moment = datetime.fromisoformat(sent[name])
    except (TypeError, ValueError) as error:
        raise Rejected([Problem("APPOINTMENT_UNREADABLE", Place(path=name))]) from error
    if moment.tzinfo is not None:
        raise Rejected([Problem("APPOINTMENT_UNREADABLE", Place(path=name))])
    return moment


def _unreadable(name: str) -> Rejected:
    return Rejected([Problem("EVENTS_UNREADABLE", Place(path=name), {"reason": name})])
