"""What the builder sends: contents and expressions as JSON, read with care."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from mystery.problems import Place, Problem, Rejected
from mystery.questionnaire.document import MAX_BYTES
from mystery.services.draft_trials import Trial

_ENVELOPE = 10_000


def sent_content() -> tuple[int, dict[str, Any]]:
    """The base revision and the content of a save. Raises `Rejected` for what cannot be read as such."""
    body = _body(MAX_BYTES + _ENVELOPE)
    base, content = body.get("base"), body.get("content")
    if isinstance(base, bool) or not isinstance(base, int) or not isinstance(content, dict):
        raise Rejected([Problem("DRAFT_SHAPE", Place(path="base"), {"key": "base"})])
    return base, content


def sent_block() -> dict[str, Any]:
    """A block as it was sent."""
    return _body(MAX_BYTES)


def sent_trial() -> tuple[Trial, dict[str, Any] | None]:
    """The expression that is being typed, whose it is and where; the content around it, if it is unsaved."""
    body = _body(MAX_BYTES + _ENVELOPE)
    texts = [body.get(key, "") for key in ("expr", "id", "key")]
    if not all(isinstance(text, str) for text in texts):
        raise Rejected([Problem("DRAFT_SHAPE", Place(path="expr"), {"key": "expr"})])
    content = body.get("content")
    return Trial(texts[0], texts[1], texts[2] or "relevant"), content if isinstance(content, dict) else None


def _body(limit: int) -> dict[str, Any]:
    data = request.get_data(cache=False) if (request.content_length or 0) <= limit else b""
    if (request.content_length or 0) > limit or len(data) > limit:
        raise Rejected([Problem("DRAFT_TOO_LARGE", params={"megabytes": MAX_BYTES // 1_000_000})])
    try:
        body = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Rejected([Problem("DRAFT_SHAPE", params={"key": "content"})]) from None
    if not isinstance(body, dict):
        raise Rejected([Problem("DRAFT_SHAPE", params={"key": "content"})])
    return body


def _no_number(name: str) -> float:
    raise ValueError(name)
