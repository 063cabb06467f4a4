"""Which telephones there are, and which of them this installation can use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mystery.problems import Problem
from mystery.settings import Settings
from mystery.telephony.by_hand import ByHand
from mystery.telephony.model import Telephone, TelephoneDown
from mystery.telephony.simulator import Simulator


def _twilio(settings: Settings) -> Telephone:
    from mystery.telephony.twilio_calls import TwilioTelephone  # its import takes a third of a second

    return TwilioTelephone(settings)


TELEPHONES: Mapping[str, Callable[[Settings], Telephone]] = {
    "none": lambda _settings: ByHand(),
    "simulator": lambda _settings: Simulator(),
    "twilio": _twilio,
}
"""Code in a call plan -> what makes the telephone."""


def available(settings: Settings) -> tuple[str, ...]:
    """The telephones a call plan may choose: one that invents calls belongs into a demo only."""
    usable = {"none": True, "simulator": settings.demo, "twilio": not twilio_missing(settings)}
    return tuple(code for code in TELEPHONES if usable[code])


def usual(settings: Settings) -> str:
    """The telephone of a call plan that names none: in the demo nobody is really called."""
    return "simulator" if settings.demo else "none"


def telephone(code: str, settings: Settings) -> Telephone:
    """The telephone of a code. Raises `TelephoneDown` where it cannot be used here."""
    if code not in TELEPHONES:
        raise TelephoneDown("unknown-telephone")
    if code == "twilio" and twilio_missing(settings):
        raise TelephoneDown("not-set-up")
    return TELEPHONES[code](settings)


_NEEDED = ("twilio_account", "twilio_api_key", "twilio_api_secret", "twilio_token", "twilio_number")


def twilio_missing(settings: Settings) -> tuple[str, ...]:
    """The settings that Twilio still lacks; without them it is not used at all."""
    return tuple(name for name in _NEEDED if not getattr(settings, name))


def examine(settings: Settings) -> list[Problem]:
    """What is wrong with a Twilio account that somebody has begun to set up; nothing is asked of Twilio."""
    missing = twilio_missing(settings)
    if len(missing) == len(_NEEDED):
        return []
    if missing:
        names = ", ".join(f"MYSTERY_{name.upper()}" for name in missing)
        return [Problem("TWILIO_INCOMPLETE", params={"missing": names})]
    return [] if settings.is_https else [Problem("TWILIO_NEEDS_HTTPS", params={"url": settings.base_url})]
