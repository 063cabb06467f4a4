"""How a call is made. What enters: a number as a person writes it. What leaves: an address to press.

There is one way so far: a `tel:` link, which any telephone or soft phone of the caller opens. It needs no
account, and nothing is recorded.
"""

from __future__ import annotations

import re

_NOT_DIALLED = re.compile(r"[\s()/.-]|\(0\)")
_NUMBER = re.compile(r"\+?[0-9]{3,15}")


def dial_link(number: str) -> str:
    """The `tel:` address of a number; '' where there is none that can be dialled."""
    dialled = _NOT_DIALLED.sub("", number.replace("(0)", ""))
    return f"tel:{dialled}" if _NUMBER.fullmatch(dialled) else ""
