"""The country packs. A country that is not here has `STRICTEST`; a rule nobody has checked says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from mystery.compliance.model import Clock, Consent, Hours, Pack, Said, Source

_SEEN = date(2026, 11, 27)


def _week(workdays: tuple[Clock, ...], saturday: tuple[Clock, ...]) -> tuple[tuple[Clock, ...], ...]:
    """Monday to Friday, Saturday; nobody is called on a Sunday who has not agreed to it."""
    return (*([workdays] * 5), saturday, ())


def _clock(begins: int, ends: int) -> Clock:
    return Clock(time(begins), time(ends))


_TRADE = Source("Custom of survey institutes; no statute names hours for surveys. Not legal advice.", _SEEN)
_USUAL = Hours(_week((_clock(9, 21),), (_clock(10, 18),)), Said.BLOCK, _TRADE)

_NOTICE_EN = (
    "This call is to be recorded for quality control and deleted afterwards. "
    "Does everybody on the line agree? Without your agreement nothing is recorded."
)
_NOTICE_DE = (
    "Dieses Gespräch soll zur Qualitätssicherung aufgezeichnet und danach gelöscht werden. "
    "Sind alle in der Leitung einverstanden? Ohne Ihr Einverständnis wird nichts aufgezeichnet."
)


def _pack(country: str, consent: Consent, source: str, hours: Hours = _USUAL, **more: object) -> Pack:
    return Pack(
        country,
        consent,
        Source(source, _SEEN),
        hours,
        consent_en=_NOTICE_EN,
        consent_de=_NOTICE_DE,
        **more,  # type: ignore[arg-type]  # fields of Pack by their names
    )


STRICTEST = _pack(
    "",
    Consent.NEVER,
    "Nobody has looked this country up: recording is not offered there.",
    Hours(_week((_clock(10, 18),), ()), Said.BLOCK, _TRADE),
    passing_on=Said.BLOCK,
)

_ALL_PARTY_STATES = ("CA", "CT", "DE", "FL", "IL", "MA", "MD", "MI", "MT", "NH", "NV", "OR", "PA", "WA")

PACKS: Mapping[str, Pack] = {
    "DE": _pack(
        "DE",
        Consent.ALL,
        "StGB § 201: recording the non-public spoken word without authority is an offence, business calls "
        "included, and the recording itself already is one.",
        passing_on=Said.BLOCK,
    ),
    "AT": _pack(
        "AT",
        Consent.ALL,
        "StGB § 120: listening to a talk one is no part of, and passing a recording to third parties "
        "without the speaker's consent.",
        passing_on=Said.BLOCK,
    ),
    "CH": _pack(
        "CH",
        Consent.ALL,
        "StGB Art. 179bis and 179ter: all parties consent before. Art. 179quinquies is bound to orders "
        "and bookings and does not cover passing on.",
        passing_on=Said.BLOCK,
    ),
    "FR": _pack(
        "FR",
        Consent.ALL,
        "Not checked; treated as a country where everybody must agree.",
        Hours(
            _week((_clock(10, 13), _clock(14, 20)), ()),
            Said.BLOCK,
            Source("Hours of canvassing calls (Code de la consommation), taken for surveys too.", _SEEN),
        ),
    ),
    "GB": _pack("GB", Consent.ALL, "Not checked; treated as a country where everybody must agree."),
    "US": _pack(
        "US",
        Consent.ALL,
        "Federal law asks for one party, a number of states for all; across borders the stricter one "
        "counts. A state that is not known counts as one of those.",
        Hours(
            _week((_clock(9, 21),), (_clock(10, 18),)),
            Said.WARN,
            Source("47 CFR 64.1200(c)(1) has 8 to 21 for solicitations; surveys keep narrower hours.", _SEEN),
        ),
        parts={f"US-{state}": Consent.ALL for state in _ALL_PARTY_STATES} | {"US-NY": Consent.ONE},
    ),
}
