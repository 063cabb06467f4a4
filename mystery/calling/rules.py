"""The rules of a call plan: how often, how long to wait, when to let go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from mystery.calling.outcomes import KINDS, SURVEY, TEST
from mystery.problems import Place, Problem, Rejected


@dataclass(frozen=True, slots=True)
class Rules:
    """How the cases of one wave are tried. Times are in the unit of their names.

    `appointment_extra` attempts are added once an appointment exists. `busy_in_a_row` busy signals move the
    next attempt to another day-part. `conversions` is how often somebody who refused softly is asked again.
    Before a hard appointment of their own, callers begin nothing else for `keep_free_minutes`.
    `pause_minutes` is the shortest pause between two attempts at one case.
    """

    kind: str
    max_attempts: int
    appointment_extra: int = 1
    busy_minutes: int = 15
    busy_in_a_row: int = 3
    no_answer_minutes: int = 180
    soon_minutes: int = 15
    refusal_days: int = 7
    conversions: int = 1
    grace_minutes: int = 10
    keep_free_minutes: int = 10
    lease_minutes: int = 5
    hold_limit_minutes: int = 60
    pause_minutes: int = 5


USUAL_RULES: Mapping[str, Rules] = {
    TEST: Rules(TEST, max_attempts=5),
    SURVEY: Rules(SURVEY, max_attempts=8),
}

LIMITS: Mapping[str, tuple[int, int]] = {
    "max_attempts": (1, 50),
    "appointment_extra": (0, 10),
    "busy_minutes": (1, 1440),
    "busy_in_a_row": (1, 10),
    "no_answer_minutes": (1, 10_080),
    "soon_minutes": (1, 1440),
    "refusal_days": (1, 90),
    "conversions": (0, 3),
    "grace_minutes": (0, 120),
    "keep_free_minutes": (0, 60),
    "lease_minutes": (2, 60),
    "hold_limit_minutes": (1, 240),
    "pause_minutes": (0, 1440),
}
"""Rule -> its lowest and highest value."""


def rules(document: Mapping[str, Any], kind: str) -> Rules:
    """The rules of a call plan; what the document leaves out has its usual value for the kind.

    Raises `Rejected` with every problem found.
    """
    if kind not in KINDS:
        raise Rejected([Problem("CALL_KIND_UNKNOWN", Place(path="kind"), {"kind": str(kind)[:20]})])
    problems = list(_problems(document))
    if problems:
        raise Rejected(problems)
    return replace(USUAL_RULES[kind], **document)


def rules_document(chosen: Rules) -> dict[str, int]:
    """Only what differs from the usual rules of the kind: what a call plan keeps."""
    usual = USUAL_RULES[chosen.kind]
    names = [each.name for each in fields(Rules) if each.name != "kind"]
    return {name: getattr(chosen, name) for name in names if getattr(chosen, name) != getattr(usual, name)}


def _problems(document: Mapping[str, Any]) -> Iterable[Problem]:
    for name, value in document.items():
        place = Place(path=f"rules.{name}")
        if name not in LIMITS:
            yield Problem("RULE_UNKNOWN", place, {"rule": str(name)[:40]})
            continue
        low, high = LIMITS[name]
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            yield Problem("RULE_OUT_OF_RANGE", place, {"rule": name, "low": low, "high": high})
