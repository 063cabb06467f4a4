"""Telephone numbers as people write them -> E.164, and the clocks of the place they ring at."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from phonenumbers import timezone as number_zones

_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_HALF_A_YEAR = timedelta(days=182)
_COSTLY = (phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST)
COUNTRIES: Collection[str] = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Two letters of every country that has a numbering plan."""


@dataclass(frozen=True, slots=True)
class Read:
    """A number that was read; `fault` is the code of the problem if it cannot be called."""

    e164: str = ""
    country: str = ""
    zones: tuple[str, ...] = ()
    fault: str = ""


def read(text: str, country: str) -> Read:
    """`text` as it is dialled in `country` (two letters), or with + from anywhere."""
    if _ROUNDED.fullmatch(text.strip()):
        return Read(fault="NUMBER_ROUNDED")
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return Read(fault="NUMBER_WRONG")
    if not phonenumbers.is_valid_number(number):
        return Read(fault="NUMBER_WRONG")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if phonenumbers.number_type(number) in _COSTLY:
        return Read(written, fault="NUMBER_COSTLY")
    region = phonenumbers.region_code_for_number(number) or country
    zones = tuple(zone for zone in number_zones.time_zones_for_number(number) if zone in _zones())
    return Read(written, region, zones)


def shown(e164: str) -> str:
    """A number in groups, as it is read aloud."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def zone_of(number: Read, otherwise: str, now: datetime) -> str:
    """The zone whose clock rules calls to this number; "" where the number leaves it open.

    Several zones with the same clocks are one. `otherwise` decides among those that the number allows.
    """
    if otherwise and (otherwise in number.zones or not number.zones):
        return otherwise
    clocks = {_clock(zone, now) for zone in number.zones}
    return number.zones[0] if len(clocks) == 1 else ""


def is_zone(name: str) -> bool:
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _clock(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in (now, now + _HALF_A_YEAR))
