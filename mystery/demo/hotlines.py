"""The demo's third client: a telephone company whose hotlines are called. All names are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mystery.demo.world import DemoClient, DemoLocation, DemoRegion, DemoTouchpoint

_WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
LONG = {**{day: [["08:00", "20:00"]] for day in _WORKDAYS}, "sat": [["09:00", "16:00"]]}
OFFICE = {day: [["09:00", "17:00"]] for day in _WORKDAYS}


@dataclass(frozen=True, slots=True)
class Manner:
    """What usually happens at a hotline.

    `busy`, `unanswered` and `dead_end` are the shares of calls that end so; half of the others wait longer
    than `wait_seconds`. `correct`, `friendly` and `passed_on` are the shares of the talks.
    """

    hours: Mapping[str, list[list[str]]]
    busy: float
    unanswered: float
    dead_end: float
    wait_seconds: float
    correct: float
    friendly: float
    passed_on: float
    cost: str = "free"


def _line(number: int, name: str, town: tuple[str, str, float, float], headcount: int) -> DemoLocation:
    city, part, latitude, longitude = town
    return DemoLocation(
        code=f"FK{number:02d}",
        name=name,
        city=city,
        street=f"Funkturmweg {number * 5}",
        country="DE",
        subdivision=part,
        latitude=latitude,
        longitude=longitude,
        headcount=headcount,
        # From the range set aside for films; by its last digit the simulator lets the minute decide.
        phone=f"+4930231259{number}9",
    )


_PRIVATE = (
    _line(1, "Bestellung", ("Hamburg", "HH", 53.551, 9.994), 38),
    _line(2, "Vertrag und Tarif", ("Berlin", "BE", 52.520, 13.405), 64),
    _line(3, "Rechnung", ("Kassel", "HE", 51.312, 9.480), 27),
    _line(4, "Störung", ("Leipzig", "SN", 51.340, 12.375), 71),
    _line(5, "Kündigung und Umzug", ("Rostock", "MV", 54.092, 12.099), 22),
)
_BUSINESS = (_line(6, "Geschäftskunden", ("Frankfurt", "HE", 50.111, 8.682), 12),)

MANNERS: Mapping[str, Manner] = {
    "FK01": Manner(LONG, 0.04, 0.03, 0.00, 30, 0.90, 0.95, 0.05),
    "FK02": Manner(LONG, 0.12, 0.08, 0.05, 110, 0.75, 0.85, 0.20),
    "FK03": Manner(LONG, 0.15, 0.12, 0.10, 170, 0.70, 0.80, 0.30, "landline"),
    "FK04": Manner(LONG, 0.28, 0.08, 0.08, 520, 0.55, 0.75, 0.45),
    "FK05": Manner(LONG, 0.30, 0.18, 0.30, 1300, 0.30, 0.60, 0.60, "landline"),
    "FK06": Manner(OFFICE, 0.05, 0.08, 0.00, 45, 0.92, 0.95, 0.05),
}
LOAD: Mapping[str, float] = {"morning": 1.2, "midday": 1.8, "afternoon": 1.0, "evening": 0.7, "saturday": 0.5}
"""How much longer one waits in a part of the day."""

_TOUCHPOINTS = (
    DemoTouchpoint("phone", "Telefon", "Phone", "phone", "service", "retention", 1.2),
    DemoTouchpoint("advice", "Auskunft", "Answer", "phone", "service", "retention", 1.4),
)

FERNKLANG = DemoClient(
    "fernklang",
    "Fernklang Telefon AG",
    "https://fernklang.example",
    (
        DemoRegion("FK-privat", "Privatkunden", _PRIVATE),
        DemoRegion("FK-geschaeft", "Geschäftskunden", _BUSINESS),
    ),
    _TOUCHPOINTS,
)
