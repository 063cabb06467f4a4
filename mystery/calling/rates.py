"""Outcome rates of the AAPOR standard definitions, from counts of final codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from mystery.calling.aapor import AAPOR, CLASSES
from mystery.problems import Problem, Rejected

GIVEN, PROPORTIONAL = "given", "proportional"

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "RR1": "I / (E + U)",
        "RR2": "(I + P) / (E + U)",
        "RR3": "I / (E + e·U)",
        "RR4": "(I + P) / (E + e·U)",
        "RR5": "I / E",
        "RR6": "(I + P) / E",
        "COOP1": "I / (I + P + R + O)",
        "COOP2": "(I + P) / (I + P + R + O)",
        "COOP3": "I / (I + P + R)",
        "COOP4": "(I + P) / (I + P + R)",
        "REF1": "R / (E + U)",
        "REF2": "R / (E + e·U)",
        "REF3": "R / E",
        "CON1": "(I + P + R + O) / (E + U)",
        "CON2": "(I + P + R + O) / (E + e·U)",
        "CON3": "(I + P + R + O) / E",
    }
)
"""Rate -> its formula, E = I + P + R + NC + O known to be eligible and U = UH + UO unknown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Cases by class, or sums of their weights."""

    I: float = 0  # noqa: E741 - the letters are those of the standard
    P: float = 0
    R: float = 0
    NC: float = 0
    O: float = 0  # noqa: E741 - as above
    UH: float = 0
    UO: float = 0
    NE: float = 0

    @property
    def eligible(self) -> float:
        return self.I + self.P + self.R + self.NC + self.O

    @property
    def unknown(self) -> float:
        return self.UH + self.UO

    @property
    def total(self) -> float:
        return self.eligible + self.unknown + self.NE


@dataclass(frozen=True, slots=True)
class Rates:
    """`of` has every rate of `FORMULAS`, None where its denominator is zero.

    `e` is the share of unknown cases taken to be eligible; `basis` is `given` by somebody, or
    `proportional`: as among the cases that are known. None: nothing to tell it from.
    """

    counts: Counts
    e: float | None
    basis: str
    of: Mapping[str, float | None]


def counts_of(codes: Iterable[str], weights: Iterable[float] | None = None) -> Counts:
    """Sums by class from the final codes of all cases, one each, weighted where weights are given."""
    sums = dict.fromkeys(CLASSES, 0.0)
    listed = list(codes)
    for code, weight in zip(listed, weights if weights is not None else [1.0] * len(listed), strict=True):
        sums[AAPOR[code].rate_class] += weight
    return Counts(**{each.name: sums[each.name] for each in fields(Counts)})


def rates(counts: Counts, e: float | None = None) -> Rates:
    """All outcome rates; without `e` it is E / (E + NE). Raises `Rejected` where `e` is no share."""
    if e is not None and not 0 <= e <= 1:
        raise Rejected([Problem("E_NOT_A_SHARE")])
    basis = PROPORTIONAL if e is None else GIVEN
    if e is None:
        e = _share(counts.eligible, counts.eligible + counts.NE)
    interviews, known = counts.I + counts.P, counts.eligible
    everybody = known + counts.unknown
    likely = known if not counts.unknown else None if e is None else known + e * counts.unknown
    refusing = interviews + counts.R
    talked = refusing + counts.O
    of = {
        "RR1": _share(counts.I, everybody),
        "RR2": _share(interviews, everybody),
        "RR3": _share(counts.I, likely),
        "RR4": _share(interviews, likely),
        "RR5": _share(counts.I, known),
        "RR6": _share(interviews, known),
        "COOP1": _share(counts.I, talked),
        "COOP2": _share(interviews, talked),
        "COOP3": _share(counts.I, refusing),
        "COOP4": _share(interviews, refusing),
        "REF1": _share(counts.R, everybody),
        "REF2": _share(counts.R, likely),
        "REF3": _share(counts.R, known),
        "CON1": _share(talked, everybody),
        "CON2": _share(talked, likely),
        "CON3": _share(talked, known),
    }
    return Rates(counts, e, basis, MappingProxyType(of))


def _share(part: float, whole: float | None) -> float | None:
    return part / whole if whole else None
