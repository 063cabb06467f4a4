"""What a flag is, and what inspecting needs to know besides the submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mystery.questionnaire import Form, Texts
from mystery.scenario import Timer

HINT, DOUBT, STOP = "hint", "doubt", "stop"
SEVERITIES = (HINT, DOUBT, STOP)


@dataclass(frozen=True, slots=True)
class Flag:
    """Something odd. `path` names the item's instance ('' = the whole submission).

    `severity`: hint (look when you are there), doubt (look before you approve), stop (ask back first).
    `params` fill the sentence of the catalogue's entry FLAG_<CODE>.
    """

    code: str
    path: str = ""
    severity: str = HINT
    params: Mapping[str, object] = field(default_factory=dict)


class FlagRule(Protocol):
    """A plausibility rule, as a scheme holds it: a condition, the code of its flag, and the reason."""

    @property
    def when(self) -> str: ...
    @property
    def flag(self) -> str: ...
    @property
    def reason(self) -> Texts: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """A time that a telephone itself has taken, and the public id of its attempt."""

    seconds: float
    attempt: str


@dataclass(frozen=True, slots=True)
class Context:
    """What was agreed and what is usual. Whatever is unknown stays None or empty and is not inspected.

    `starts_at` and `ends_at` bound the agreed window; `latitude` and `longitude` are the location's, in
    degrees; `median_seconds` is what submissions of the wave usually take; `known_media` are the
    fingerprints of files handed in with other submissions; `measured` is what telephones have timed, by
    the name of the timer it is for.
    """

    form: Form
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    timers: tuple[Timer, ...] = ()
    median_seconds: float | None = None
    known_media: frozenset[str] = frozenset()
    rules: Sequence[FlagRule] = ()
    measured: Mapping[str, Sequence[Measured]] = field(default_factory=dict)
