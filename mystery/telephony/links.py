"""The `tel:` address of a number, which any telephone or soft phone of the caller opens."""

from __future__ import annotations

import re

_NOT_DIALLED = re.compile(r"\(0\)|[\s()/.-]")
_NUMBER = re.compile(r"\+?[0-9]{3,15}")


def dial_link(number: str) -> str:
    """The `tel:` address of a number; '' where there is none that can be dialled."""
    dialled = _NOT_DIALLED.sub("", number)
    return f"tel:{dialled}" if _NUMBER.fullmatch(dialled) else ""
