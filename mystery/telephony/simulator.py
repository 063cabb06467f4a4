"""Calls that nobody makes: what happens follows from the number, when follows from the time since.

The id of a simulated call says its script and its beginning, so there is nothing to keep and no thread:
whoever asks gets the part of the script that is over by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mystery.telephony.by_hand import WithoutRecording
from mystery.telephony.model import MenuOrder, Order, TelephoneDown, Told


@dataclass(frozen=True, slots=True)
class Step:
    """After so many seconds this happens; `hint` is what answering-machine detection would believe."""

    seconds: float
    event: str
    hint: str = ""


_RINGS = (Step(0, "queued"), Step(0.5, "initiated"), Step(1.5, "ringing"))

SCRIPTS: Mapping[str, tuple[Step, ...]] = {
    "answered": (*_RINGS, Step(9.5, "answered"), Step(12, "hint", "human"), Step(429.5, "completed")),
    "slow": (*_RINGS, Step(31.5, "answered"), Step(34, "hint", "human"), Step(331.5, "completed")),
    "busy": (*_RINGS[:2], Step(2, "busy")),
    "no_answer": (*_RINGS, Step(46.5, "no_answer")),
    "voicemail": (*_RINGS, Step(21.5, "answered"), Step(25, "hint", "machine"), Step(51.5, "completed")),
    "menu": (*_RINGS, Step(3.5, "answered"), Step(6, "hint", "machine"), Step(243.5, "completed")),
    "queue": (*_RINGS, Step(4.5, "answered"), Step(7, "hint", "machine"), Step(4_004.5, "completed")),
    "hang_up": (*_RINGS, Step(7.5, "answered"), Step(9, "hint", "human"), Step(27.5, "completed")),
    "failed": (*_RINGS[:2], Step(1, "failed")),
}
"""What can happen, with the seconds since dialling."""

_BY_LAST_DIGIT = {
    "1": "busy",
    "2": "no_answer",
    "3": "voicemail",
    "4": "menu",
    "5": "slow",
    "6": "hang_up",
    "7": "failed",
}


_BY_MINUTE = ("busy", "no_answer", "voicemail", "menu", *["queue"] * 6)
"""A number that ends in 9 is a hotline: what happens changes with the minute in which it is dialled."""


def script_of(number: str, at: datetime) -> str:
    """Which script a number has: its last digit decides, for 9 the minute; 8 and 0 are simply answered."""
    if number.endswith("9"):
        return _BY_MINUTE[at.minute % 10]
    return _BY_LAST_DIGIT.get(number[-1:], "answered")


class Simulator(WithoutRecording):
    code = "simulator"
    dials = True
    calls_back = False

    def start(self, order: Order, now: datetime) -> str:
        milliseconds = round(now.timestamp() * 1000)
        return f"sim.{script_of(order.target, now)}.{milliseconds}.{order.reference}"

    def start_menu(self, order: MenuOrder, now: datetime) -> str:
        return self.start(Order(order.reference, order.target), now)

    def hang_up(self, call_id: str, now: datetime) -> Sequence[Told]:
        """A call that is over by its script stays what it was."""
        known = [each.event for each in self.asked(call_id, now)]
        event = "completed" if "answered" in known else "cancelled"
        return (Told(call_id, event, now, leg_id=call_id, mark="hung-up"),)

    def asked(self, call_id: str, now: datetime) -> Sequence[Told]:
        script, began = _read(call_id)
        return tuple(
            Told(
                call_id,
                step.event,
                at,
                leg_id=call_id,
                details={"hint": step.hint} if step.hint else {},
            )
            for step in SCRIPTS[script]
            if (at := began + timedelta(seconds=step.seconds)) <= now
        )

    def price(self, call_id: str) -> int | None:
        return 0


def _read(call_id: str) -> tuple[str, datetime]:
    kind, script, milliseconds, _ = f"{call_id}...".split(".", 3)
    if kind != "sim" or script not in SCRIPTS or not milliseconds.isdigit():
        raise TelephoneDown("unknown-call")
    return script, datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
