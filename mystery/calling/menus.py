"""Going through a voice menu by digits: what to press when, and what each level of it cost in seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mystery.problems import Place, Problem, Rejected

MOST_LEVELS = 10
LONGEST_WAIT = 60
LONGEST_RUN = 300
_DIGIT_SECONDS = 0.5
"""A tone and the pause behind it; `w` is a pause of this length too."""
_DIGITS = re.compile(r"[0-9*#w]{0,20}")


@dataclass(frozen=True, slots=True)
class MenuStep:
    """One level: listen for so many seconds, then press. No digits: only listen."""

    label: str
    wait_seconds: int
    digits: str = ""

    @property
    def seconds(self) -> float:
        """What the level costs a caller who does just this."""
        return self.wait_seconds + _DIGIT_SECONDS * len(self.digits)


@dataclass(frozen=True, slots=True)
class Level:
    """What became of one level. `is_passed` False: the call ended in it."""

    label: str
    digits: str
    seconds: float
    is_passed: bool


def menu_steps(document: Sequence[Mapping[str, Any]]) -> tuple[MenuStep, ...]:
    """Steps out of `[{"label": "Main menu", "wait": 12, "digits": "2"}, …]`.

    Raises `Rejected` with every problem; the place of each is the number of its step from 1.
    """
    problems = [] if document else [Problem("MENU_EMPTY", Place(path="steps"))]
    if len(document) > MOST_LEVELS:
        problems.append(Problem("MENU_TOO_DEEP", Place(path="steps"), {"most": MOST_LEVELS}))
    steps = []
    for number, row in enumerate(document, 1):
        label, wait, digits = row.get("label", ""), row.get("wait"), row.get("digits", "")
        if not isinstance(wait, int) or isinstance(wait, bool) or not 0 <= wait <= LONGEST_WAIT:
            problems.append(Problem("MENU_WAIT_WRONG", _at(number), {"step": number, "most": LONGEST_WAIT}))
        elif not isinstance(digits, str) or not _DIGITS.fullmatch(digits):
            problems.append(Problem("MENU_DIGITS_WRONG", _at(number), {"step": number}))
        else:
            steps.append(MenuStep(str(label).strip()[:80] or f"{number}", wait, digits))
    if not problems and sum(step.seconds for step in steps) > LONGEST_RUN:
        problems.append(Problem("MENU_TOO_LONG", Place(path="steps"), {"most": LONGEST_RUN}))
    if problems:
        raise Rejected(problems)
    return tuple(steps)


def menu_levels(steps: Sequence[MenuStep], ends: Sequence[float], over: float | None) -> tuple[Level, ...]:
    """Levels out of moments in seconds since the call was answered.

    `ends` has the end of each level that was passed; `over` is when the call ended, None while it goes on.
    """
    levels, began = [], 0.0
    for step, end in zip(steps, ends, strict=False):
        levels.append(Level(step.label, step.digits, round(end - began, 1), is_passed=True))
        began = end
    if over is not None and len(levels) < len(steps):
        step = steps[len(levels)]
        levels.append(Level(step.label, step.digits, round(max(over - began, 0.0), 1), is_passed=False))
    return tuple(levels)


def menu_ends(steps: Sequence[MenuStep], until: float) -> tuple[float, ...]:
    """When the levels end by the script alone, as far as `until` seconds after the answer."""
    ends, at = [], 0.0
    for step in steps:
        at += step.seconds
        if at > until:
            break
        ends.append(at)
    return tuple(ends)


def _at(number: int) -> Place:
    return Place(path=f"steps.{number}")
