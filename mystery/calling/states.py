"""What a provider tells about a call, folded: forward only, whatever comes late, twice or out of order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

QUEUED, INITIATED, RINGING, ANSWERED = "queued", "initiated", "ringing", "answered"
FINAL_STATES = ("completed", "busy", "no_answer", "failed", "cancelled")

RANKS: Mapping[str, int] = MappingProxyType(
    {QUEUED: 1, INITIATED: 2, RINGING: 3, ANSWERED: 4, **dict.fromkeys(FINAL_STATES, 5)}
)
"""State -> how far a call is; a call never goes back. Other events (a recording is ready) have no rank."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing told about a call: which state it entered, and when. `mark` tells repeats apart."""

    name: str
    at: datetime
    mark: str = ""
    details: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class CallState:
    """How far a call is. `timings` are seconds, where known: ring, answer (since dialling), talk, total."""

    name: str
    timings: Mapping[str, float]

    @property
    def is_final(self) -> bool:
        return self.name in FINAL_STATES


def fold(events: Iterable[Event]) -> CallState:
    """The state after all events, in whatever order and however often they came.

    Of two final states the one that was entered first holds; later ones are contradictions of the provider.
    """
    first: dict[str, datetime] = {}
    for event in events:
        if event.name in RANKS:
            first[event.name] = min(event.at, first.get(event.name, event.at))
    if not first:
        return CallState("", {})
    name = min(first, key=lambda each: (-RANKS[each], first[each], each))
    return CallState(name, _timings(name, first))


def _timings(name: str, first: Mapping[str, datetime]) -> dict[str, float]:
    dialled = first.get(INITIATED) or first.get(QUEUED) or first.get(RINGING)
    answered = first.get(ANSWERED)
    ended = first[name] if name in FINAL_STATES else None
    spans = {
        "ring": (first.get(RINGING), answered or ended),
        "answer": (dialled, answered),
        "talk": (answered, ended),
        "total": (dialled, ended),
    }
    return {
        key: max(0.0, (until - since).total_seconds())
        for key, (since, until) in spans.items()
        if since and until
    }
