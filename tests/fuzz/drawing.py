"""How broken input is drawn: cases under a seed, and changes that mistakes and attacks make."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator

_LONGER = float(os.environ.get("MYSTERY_FUZZ_SECONDS", "0"))
_FROM = int(os.environ.get("MYSTERY_FUZZ_FROM", "0"))
ODD = (
    "", "\x00", "\ud800", "\ufeff", "\u2028", "\u202e", "a\u0301", "😀", "𝒳", "ß" * 300, "(" * 300, "[" * 300,
    "-" * 300, "${" * 100, "}", "'", '"', "\\", "\n", "\t", "|", "&", "<b>", "]]>", "%s", "{0}",
    "1e999", "-0",
    "NaN", "9" * 400, "0x1f", "1_000", "٣", "true()", "../" * 120, "${a}", "${nobody}", ".", "not(", " or ",
    " div 0", "*", "//", "@x", "::", "a:b", "*a", "&a", "<<", "!!python/object", "- ", "? ", "|2", "#", "---",
)  # fmt: skip


def cases(count: int) -> Iterator[random.Random]:
    """A source of randomness per case: `count` of them, or as many as the wanted seconds allow."""
    end = time.monotonic() + _LONGER
    number = _FROM
    while number - _FROM < count or time.monotonic() < end:
        yield random.Random(number)
        number += 1


def mutated(text: str, draw: random.Random, words: tuple[str, ...] = ()) -> str:
    """A text with a few things deleted, doubled, swapped, replaced or put in."""
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        at, other = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
        near = min(other, at + draw.choice((1, 3, 20)))
        change = draw.randrange(6)
        if change == 0:
            text = text[:at] + text[near:]
        elif change == 1:
            text = text[:near] + text[at:near] * draw.choice((1, 2, 30)) + text[near:]
        elif change == 2:
            text = text[:at] + draw.choice(ODD) + text[at:]
        elif change == 3 and words:
            text = text[:at] + draw.choice(words) + text[near:]
        elif change == 4:
            text = (
                text[:at] + chr(draw.choice((0, 9, 10, 32, 34, 39, 58, 92, 123, 160, 0x2019))) + text[near:]
            )
        else:
            text = text[:at] + text[near:other] + text[at:near] + text[other:]
    return text
