"""Every page of every report of the demo as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from flask import Flask
from sqlalchemy import select

from mystery.services import reports
from mystery.services.findings import findings_of
from mystery.services.results import Part
from mystery.services.transaction import reading
from mystery.store.models import Assignment, Interview, ScoreSheet, Submission, Wave, WaveState

_SCALE = 110 / 72  # 110 dots an inch: readable, and light enough to leaf through


def picture_reports(app: Flask, folder: Path) -> None:
    """The reports of each released second wave in both languages: study, a region, a place, a visit."""
    folder.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        query = select(Wave).where(Wave.state == WaveState.RELEASED, Wave.code == "w2")
        for wave in reading().scalars(query):
            for language in ("de", "en"):
                for kind, content in _reports(wave, language):
                    _picture(content, folder, f"{kind}-{wave.study.client.code}-{language}")


def _reports(wave: Wave, language: str) -> Iterator[tuple[str, bytes]]:
    yield "study", reports.study_report(wave, language).content
    place = findings_of(wave).ranking[0].place
    region = Part(place.region, place.region, "region")
    yield "region", reports.study_report(wave, language, part=region).content
    location = Part(place.location, place.name, "location")
    yield "location", reports.study_report(wave, language, part=location).content
    yield "visit", reports.visit_report(_a_sheet(wave), language).content


def _a_sheet(wave: Wave) -> ScoreSheet:
    query = (
        select(ScoreSheet)
        .join(ScoreSheet.submission)
        .join(Submission.interview)
        .join(Interview.assignment)
        .where(Assignment.wave_id == wave.id)
        .order_by(ScoreSheet.id)
    )
    return reading().scalars(query.limit(1)).one()


def _picture(data: bytes, folder: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        page.render(scale=_SCALE).to_pil().save(folder / f"{name}-{number:02d}.png")
    print(f"{name}: {len(document)} pages", flush=True)
    document.close()
