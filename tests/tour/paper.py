"""Every page of every report of the demo as a picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from flask import Flask
from sqlalchemy import select

from mystery.services import reports
from mystery.services.transaction import reading
from mystery.store.models import Wave, WaveState

_SCALE = 110 / 72  # 110 dots an inch: readable, and light enough to leaf through


def picture_reports(app: Flask, folder: Path) -> None:
    """The study report of each released second wave, in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        query = select(Wave).where(Wave.state == WaveState.RELEASED, Wave.code == "w2")
        for wave in reading().scalars(query):
            for language in ("de", "en"):
                name = f"study-{wave.study.client.code}-{language}"
                _picture(reports.study_report(wave, language).content, folder, name)


def _picture(data: bytes, folder: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        page.render(scale=_SCALE).to_pil().save(folder / f"{name}-{number:02d}.png")
    print(f"{name}: {len(document)} pages", flush=True)
    document.close()
