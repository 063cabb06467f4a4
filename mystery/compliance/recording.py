"""Whether a call may be recorded: the stricter country counts, and everybody on the line must have agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mystery.compliance.calling import consent_of
from mystery.compliance.model import Consent
from mystery.problems import Problem

SIDES = ("called", "caller")
"""Who is on the line. Both must have agreed before, wherever they are."""


def against_recording(places: Iterable[tuple[str, str]], agreed: Collection[str]) -> list[Problem]:
    """What speaks against recording. `places` are (country, ISO 3166-2 part) of both sides.

    `agreed` has the sides whose consent is written down. That one side would do somewhere is not used:
    a call has two ends, and the one whose law is unknown is the one that complains.
    """
    never = {country.upper() for country, part in places if consent_of(country, part) is Consent.NEVER}
    problems = [Problem("RECORDING_COUNTRY", params={"country": each or "?"}) for each in sorted(never)]
    missing = [side for side in SIDES if side not in agreed]
    return [*problems, *(Problem(f"RECORDING_CONSENT_{side.upper()}") for side in missing)]
