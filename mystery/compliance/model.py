"""The shape of a country pack: each rule carries where it was read and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Consent(StrEnum):
    """Whose consent a recording needs: NEVER is none that would do, ALL is everybody on the line."""

    NEVER = "never"
    ALL = "all"
    ONE = "one"


class Said(StrEnum):
    """What a pack says to something."""

    BLOCK = "block"
    WARN = "warn"
    ALLOW = "allow"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read, and when somebody looked last."""

    text: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Clock:
    """From a local time until another; the end does not belong to it."""

    begins: time
    ends: time

    def has(self, moment: time) -> bool:
        return self.begins <= moment < self.ends


@dataclass(frozen=True, slots=True)
class Hours:
    """When respondents may be called who have not agreed to a time. `week` from Monday; () is not at all.

    `on_holidays` is what is said to a call on a public holiday.
    """

    week: tuple[tuple[Clock, ...], ...]
    on_holidays: Said
    source: Source


@dataclass(frozen=True, slots=True)
class Pack:
    """What one country (or one part of it) allows. `parts` has those parts that differ, by ISO 3166-2."""

    country: str
    recording: Consent
    recording_source: Source
    hours: Hours
    passing_on: Said = Said.WARN
    consent_en: str = ""
    consent_de: str = ""
    parts: Mapping[str, Consent] = field(default_factory=dict)
