"""What is ordered from a telephone, what it tells, and what every telephone can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Leg(StrEnum):
    """A bridged call has two: our caller's own telephone, and who is called."""

    CALLER = "caller"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Order:
    """A call to make. `reference` is our public id of it; numbers are E.164.

    `caller` is the telephone our caller speaks with, `shown` the number that the called party sees.
    """

    reference: str
    target: str
    caller: str = ""
    shown: str = ""
    ring_seconds: int = 60
    most_seconds: int = 3600


@dataclass(frozen=True, slots=True)
class MenuOrder:
    """A call that nobody speaks on: it goes through a voice menu by digits."""

    reference: str
    target: str
    shown: str = ""
    ring_seconds: int = 60
    most_seconds: int = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a telephone told about one leg.

    `event` is a state of `mystery.calling` or hint; `mark` tells it from others of its kind, so that the same
    one told twice is one. `call_id` is the whole call, `leg_id` this leg of it.
    """

    call_id: str
    event: str
    at: datetime
    leg: Leg = Leg.TARGET
    leg_id: str = ""
    mark: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Connection:
    """Whom a caller who has picked up is connected with, under which number, and for how long at most."""

    reference: str
    target: str
    shown: str
    ring_seconds: int = 60
    most_seconds: int = 3600


AWAY = "unreachable"
"""The reason of `TelephoneDown` where nobody answers at all, so that asking again at once is in vain."""


class TelephoneDown(Exception):
    """The telephone cannot do it now; `reason` is a code of ours or the provider's number, never a secret."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Telephone(Protocol):
    """One way to make calls. Whatever cannot be done raises `TelephoneDown`."""

    @property
    def code(self) -> str: ...

    @property
    def dials(self) -> bool:
        """Whether it makes the call itself; if not, a person presses a link or keys."""

    @property
    def calls_back(self) -> bool:
        """Whether it reports by webhook; if not, it has to be asked."""

    @property
    def records(self) -> bool:
        """Whether it can record at all; whether it may is decided elsewhere."""

    def start(self, order: Order, now: datetime) -> str:
        """Makes a call and returns the provider's id of it. Never records."""

    def start_menu(self, order: MenuOrder, now: datetime) -> str:
        """Calls a voice menu; what to press is asked by webhook, step by step. Never records."""

    def hang_up(self, call_id: str, now: datetime) -> Sequence[Told]:
        """Ends a call; returns what it knows by that, which is nothing where a notice will follow."""

    def asked(self, call_id: str, now: datetime) -> Sequence[Told]:
        """What it knows of a call until now, the oldest first."""

    def price(self, call_id: str) -> int | None:
        """What a call that is over came to, in cents of the account's currency; None: not known yet."""

    def start_recording(self, call_id: str) -> str:
        """Records a call from now on, both sides on channels of their own; returns the recording's id."""

    def pause_recording(self, call_id: str, recording_id: str) -> None: ...

    def resume_recording(self, call_id: str, recording_id: str) -> None: ...

    def stop_recording(self, call_id: str, recording_id: str) -> None: ...

    def fetch_recording(self, recording_id: str) -> bytes:
        """The sound as a WAV file."""

    def delete_recording(self, recording_id: str) -> None:
        """Deletes it at the provider; one that is gone already is no failure."""

    def has_recording(self, recording_id: str) -> bool:
        """Whether the provider still has it."""
