"""The telephone of a fresh installation: a person dials, and everything else is said to be impossible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mystery.telephony.model import MenuOrder, Order, TelephoneDown, Told


class WithoutRecording:
    """The part of a telephone that records nothing."""

    records = False

    def start_recording(self, call_id: str) -> str:
        raise TelephoneDown("cannot-record")

    def pause_recording(self, call_id: str, recording_id: str) -> None:
        raise TelephoneDown("cannot-record")

    def resume_recording(self, call_id: str, recording_id: str) -> None:
        raise TelephoneDown("cannot-record")

    def stop_recording(self, call_id: str, recording_id: str) -> None:
        raise TelephoneDown("cannot-record")

    def fetch_recording(self, recording_id: str) -> bytes:
        raise TelephoneDown("cannot-record")

    def delete_recording(self, recording_id: str) -> None:
        raise TelephoneDown("cannot-record")

    def has_recording(self, recording_id: str) -> bool:
        return False


class ByHand(WithoutRecording):
    """`none`: there is no call of ours, so there is nothing to tell of one."""

    code = "none"
    dials = False
    calls_back = False

    def start(self, order: Order, now: datetime) -> str:
        return ""

    def start_menu(self, order: MenuOrder, now: datetime) -> str:
        raise TelephoneDown("cannot-dial")

    def hang_up(self, call_id: str, now: datetime) -> Sequence[Told]:
        return ()

    def asked(self, call_id: str, now: datetime) -> Sequence[Told]:
        return ()

    def price(self, call_id: str) -> int | None:
        return 0
