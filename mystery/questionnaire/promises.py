"""What a promise item says of its clock: the kind, and the time it has where nobody named a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mystery.questionnaire.model import Item

PROMISE_KINDS: Mapping[str, str] = {
    "callback": "1d",
    "reply": "1d",
    "quote": "3d",
    "delivery": "5d",
    "refund": "10d",
    "other": "2d",
}
"""Kind of promise -> its time in business hours (h) or business days (d) unless the item says otherwise."""
WITHIN = re.compile(r"[1-9]\d{0,2}(min|h|d|w)\Z")


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a promise has, and when it ends by itself; both as `4h`, `2d`, …, while the place is open.

    `closes`: so long after it was due it is broken if nobody has closed it; "": never.
    """

    kind: str
    within: str
    closes: str = ""


def terms_of(item: Item) -> Terms:
    """The terms of a promise item; what is unknown is some other promise."""
    given = item.get("parameters")
    parameters: Mapping[str, object] = given if isinstance(given, Mapping) else {}
    kind = str(parameters.get("kind", "other"))
    kind = kind if kind in PROMISE_KINDS else "other"
    within, closes = str(parameters.get("within", "")), str(parameters.get("closes", ""))
    known = within if WITHIN.match(within) else PROMISE_KINDS[kind]
    return Terms(kind, known, closes if WITHIN.match(closes) else "")
