"""Which pack holds for whom, and whether a respondent may be called at a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from mystery.compliance.model import Consent, Pack, Said
from mystery.compliance.packs import PACKS, STRICTEST
from mystery.problems import Problem


def pack_of(country: str) -> Pack:
    """The pack of a country by its two letters; an unknown one is strictest."""
    return PACKS.get(country.upper(), STRICTEST)


def consent_of(country: str, part: str = "") -> Consent:
    """Whose consent a recording needs there; `part` is ISO 3166-2, such as US-CA."""
    pack = pack_of(country)
    return pack.parts.get(part.upper(), pack.recording)


def against_moment(
    country: str, local: datetime, holidays: Collection[date], *, is_agreed: bool = False
) -> list[Problem]:
    """What speaks against calling a respondent at a local moment; a time they agreed to is theirs.

    Errors forbid the call, warnings are told to the caller.
    """
    if is_agreed:
        return []
    hours, found = pack_of(country).hours, []
    if local.date() in holidays and hours.on_holidays is not Said.ALLOW:
        code = "CALL_ON_HOLIDAY" if hours.on_holidays is Said.BLOCK else "CALL_ON_HOLIDAY_WARNED"
        found.append(Problem(code, params={"country": country.upper()}))
    if not any(clock.has(local.time()) for clock in hours.week[local.weekday()]):
        params = {"country": country.upper(), "time": f"{local:%H:%M}"}
        found.append(Problem("CALL_OUTSIDE_PACK", params=params))
    return found
