"""Calls over Twilio: it rings our caller first and then bridges to the number, as our TwiML says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil
from typing import Any, TypeVar

from requests import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from mystery.settings import Settings
from mystery.telephony import twilio_told
from mystery.telephony.addresses import hook
from mystery.telephony.model import AWAY, Leg, MenuOrder, Order, TelephoneDown, Told
from mystery.telephony.twilio_http import HttpClient

T = TypeVar("T")

EVENTS = ["initiated", "ringing", "answered", "completed"]
_NOT_FOUND = 404
_OVER_ALREADY = 21220
"""Twilio's number for a call that is not in progress any more."""
_OWN_RING_SECONDS = 30
_MOST_LEGS = 20


class TwilioTelephone:
    code = "twilio"
    dials = True
    calls_back = True
    records = True

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = HttpClient(settings.twilio_api_url)
        self._auth = (settings.twilio_api_key, settings.twilio_api_secret)
        self._api = Client(
            *self._auth,
            settings.twilio_account,
            region=settings.twilio_region or None,
            edge=settings.twilio_edge or None,
            http_client=self._http,
            environment={"": ""},  # an empty one would be replaced by the real environment
        )

    def start(self, order: Order, now: datetime) -> str:
        """Rings the caller's own telephone; who answers is bridged by what our `voice` hook says."""
        if not order.caller:
            raise TelephoneDown("no-own-number")
        return self._create(
            to=order.caller,
            shown=order.shown,
            instructions=self._hook("voice", attempt=order.reference),
            status=self._hook("status", attempt=order.reference, leg=Leg.CALLER),
            ring_seconds=_OWN_RING_SECONDS,
            most_seconds=order.most_seconds + order.ring_seconds,
        )

    def start_menu(self, order: MenuOrder, now: datetime) -> str:
        return self._create(
            to=order.target,
            shown=order.shown,
            instructions=self._hook("menu", run=order.reference, step=0),
            status=self._hook("menu-status", run=order.reference),
            ring_seconds=order.ring_seconds,
            most_seconds=order.most_seconds,
        )

    def hang_up(self, call_id: str, now: datetime) -> Sequence[Told]:
        def end() -> None:
            try:
                self._api.calls(call_id).update(status="completed")
            except TwilioRestException as error:
                if error.status != _NOT_FOUND and error.code != _OVER_ALREADY:
                    raise

        _asking(end)
        return ()

    def asked(self, call_id: str, now: datetime) -> Sequence[Told]:
        return tuple(
            told
            for leg, call in self._legs(call_id)
            for told in twilio_told.by_resource(call_id, leg, call, now)
        )

    def price(self, call_id: str) -> int | None:
        """Both legs cost something; Twilio knows how much some time after the end."""
        prices = [twilio_told.price_of(each) for _leg, each in self._legs(call_id)]
        known = [each for each in prices if each is not None]
        return ceil(100 * sum(known)) if len(known) == len(prices) else None

    def start_recording(self, call_id: str) -> str:
        """The only request of this program that makes Twilio record; `services.recordings` decides on it."""
        made = _asking(
            lambda: self._api.calls(call_id).recordings.create(
                recording_channels="dual",
                recording_status_callback=self._hook("recording"),
                recording_status_callback_event=["in-progress", "completed", "absent"],
                recording_status_callback_method="POST",
                trim="do-not-trim",
            )
        )
        return str(made.sid)

    def pause_recording(self, call_id: str, recording_id: str) -> None:
        self._turn(call_id, recording_id, status="paused", pause_behavior="silence")

    def resume_recording(self, call_id: str, recording_id: str) -> None:
        self._turn(call_id, recording_id, status="in-progress")

    def stop_recording(self, call_id: str, recording_id: str) -> None:
        self._turn(call_id, recording_id, status="stopped")

    def fetch_recording(self, recording_id: str) -> bytes:
        address = f"{self._address_of(recording_id)}.wav?RequestedChannels=2"
        status, sound = _asking(lambda: self._http.download(address, self._auth))
        if status != 200:
            raise TelephoneDown(str(status))
        return sound

    def delete_recording(self, recording_id: str) -> None:
        def delete() -> None:
            try:
                self._api.recordings(recording_id).delete()
            except TwilioRestException as error:
                if error.status != _NOT_FOUND:
                    raise

        _asking(delete)

    def has_recording(self, recording_id: str) -> bool:
        def exists() -> bool:
            try:
                self._api.recordings(recording_id).fetch()
            except TwilioRestException as error:
                if error.status == _NOT_FOUND:
                    return False
                raise
            return True

        return _asking(exists)

    def examine(self) -> None:
        """Asks for one call, to see whether the credentials are believed. Raises `TelephoneDown`."""
        _asking(lambda: self._api.calls.list(limit=1, page_size=1))

    def _create(
        self, *, to: str, shown: str, instructions: str, status: str, ring_seconds: int, most_seconds: int
    ) -> str:
        made = _asking(
            lambda: self._api.calls.create(
                to=to,
                from_=shown or self._settings.twilio_number,
                url=instructions,
                method="POST",
                status_callback=status,
                status_callback_method="POST",
                status_callback_event=EVENTS,
                timeout=ring_seconds,
                time_limit=most_seconds,
            )
        )
        return str(made.sid)

    def _legs(self, call_id: str) -> list[tuple[Leg, Any]]:
        own = _asking(lambda: self._api.calls(call_id).fetch())
        others = _asking(lambda: self._api.calls.list(parent_call_sid=call_id, limit=_MOST_LEGS))
        return [(Leg.CALLER, own), *((Leg.TARGET, each) for each in others)]

    def _turn(self, call_id: str, recording_id: str, **to: Any) -> None:
        _asking(lambda: self._api.calls(call_id).recordings(recording_id).update(**to))

    def _hook(self, name: str, **query: object) -> str:
        return hook(self._settings.base_url, name, **query)

    def _address_of(self, recording_id: str) -> str:
        path = f"/2010-04-01/Accounts/{self._settings.twilio_account}/Recordings/{recording_id}"
        return str(self._api.get_hostname(f"https://api.twilio.com{path}"))


def _asking(ask: Callable[[], T]) -> T:
    """Whatever goes wrong on the way to Twilio is one thing for those above: no telephone just now."""
    try:
        return ask()
    except TwilioRestException as error:
        raise TelephoneDown(str(error.code or error.status)) from error
    except TwilioException as error:
        raise TelephoneDown("unreadable") from error
    except RequestException as error:
        raise TelephoneDown(AWAY) from error
