"""Random numbers that Python, JavaScript and JavaRosa draw alike: Park-Miller, exact in doubles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from mystery.questionnaire.expression.values import utf8

T = TypeVar("T")

_MODULUS = 2_147_483_647
_FACTOR = 16_807


class ParkMiller:
    """`state = state * 16807 mod (2^31 - 1)` (Park and Miller 1988)."""

    def __init__(self, seed: float) -> None:
        state = int(math.fmod(math.trunc(seed), _MODULUS)) if math.isfinite(seed) else 0
        self.state = state + _MODULUS - 1 if state <= 0 else state

    def next(self) -> float:
        """The next number in [0, 1)."""
        self.state = self.state * _FACTOR % _MODULUS
        return (self.state - 1) / (_MODULUS - 1)


def hash32(text: str) -> int:
    """FNV-1a over UTF-8 bytes, 32 bits: gives every place of a form a seed of its own."""
    value = 0x811C9DC5
    for byte in utf8(text):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def shuffled(items: Sequence[T], seed: float) -> list[T]:
    """A shuffled copy: Fisher and Yates inside out, so that a seed orders as in ODK Collect."""
    random = ParkMiller(seed)
    copy = list(items)
    for place, item in enumerate(items):
        other = math.floor(random.next() * (place + 1))
        copy[place] = copy[other]
        copy[other] = item
    return copy
