"""Scored visits to find something in: Autohaus Nord with a released wave and one still under review.

In the first Bremen (north) has six visits, Kiel (north) five and Ulm (south) two, which hides Kiel too; in
the second each has six. Bäckerei Fremd has a released wave of its own.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, Scenario, ScoreSheet, Wave, WaveState
from tests import build
from tests.cast import someone

FIRST = {"bremen": [60.0] * 6, "kiel": [80.0] * 5, "ulm": [90.0] * 2}
SECOND = {"bremen": [70.0] * 6, "kiel": [85.0] * 6, "ulm": [95.0] * 6}


def populate() -> dict[str, UUID]:
    """Writes the visits; gives the public ids of the waves released, under_review and foreign."""
    with transaction():
        study = build.study(build.client("nord"), target=80.0)
        scenario = build.scenario(study)
        released = build.wave(study, "w-1", WaveState.RELEASED, starts_on=date(2026, 3, 1))
        review = build.wave(study, "w-2", WaveState.REVIEW, label_en="Wave 2", starts_on=date(2026, 9, 1))
        _visits(released, scenario, FIRST)
        _visits(review, scenario, SECOND)
        other = build.study(build.client("fremd"))
        foreign = build.wave(other, "w-9", WaveState.RELEASED, label_en="Wave 9")
        _visits(foreign, build.scenario(other), {"koeln": [50.0] * 6})
        return {
            "released": released.public_id,
            "under_review": review.public_id,
            "foreign": foreign.public_id,
        }


def _visits(wave: Wave, scenario: Scenario, totals: dict[str, list[float]]) -> None:
    tara = someone("Tara")
    for place, scores in totals.items():
        for total in scores:
            given = build.assignment(wave, build.place(place), scenario, tara, AssignmentState.APPROVED)
            build.score(build.submission(build.interview(given, tara)), total)


def sheet_at(place: str, wave: str = "w-1") -> ScoreSheet:
    """One of the scores of a place."""
    return next(
        sheet
        for sheet in reading().query(ScoreSheet)
        if (of := sheet.submission.interview.assignment).location.code == place and of.wave.code == wave
    )
