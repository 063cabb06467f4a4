"""Flags -> sentences for a reviewer."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.problems import Problem, describe
from mystery.quality.model import Flag


def sentence(flag: Flag, language: str = "en") -> str:
    """What is odd, in the reader's language; a rule's own reason stands behind it."""
    reason = flag.params.get("reason")
    told = reason.get(language) or next(iter(reason.values()), "") if isinstance(reason, Mapping) else ""
    text = describe(Problem(f"FLAG_{flag.code.upper()}", params=flag.params), language)
    return f"{text} {told}".strip()
