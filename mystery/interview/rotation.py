"""The order in which the children of a rotated section or group are asked: drawn once, by the seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from mystery.questionnaire import Item
from mystery.questionnaire.expression import ParkMiller, shuffled


def rotated(items: Sequence[Item], way: str, seed: int) -> list[Item]:
    """`shuffle`: any order; `cycle`: the given one from a drawn start. Pinned children keep their places."""
    blocks = _blocks(items)
    free = [block for block in blocks if not block[0].get("pin")]
    drawn = iter(shuffled(free, seed) if way == "shuffle" else _cycled(free, seed))
    placed = [block if block[0].get("pin") else next(drawn) for block in blocks]
    return list(chain.from_iterable(placed))


def _blocks(items: Sequence[Item]) -> list[list[Item]]:
    """What belongs together: the text of `or_other` stays behind its select."""
    blocks: list[list[Item]] = []
    for item in items:
        before = blocks[-1][0] if blocks else None
        if before is not None and before.get("or_other") and item.name == f"{before.name}_other":
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return blocks


def _cycled(blocks: Sequence[list[Item]], seed: int) -> list[list[Item]]:
    start = math.floor(ParkMiller(seed).next() * len(blocks))
    return [*blocks[start:], *blocks[:start]]
