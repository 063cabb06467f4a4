"""Waves that are called, and files with people to call."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from sqlalchemy import select

from mystery.services import call_plans, samples
from mystery.services.accounts import actor_for
from mystery.services.sample_files import read
from mystery.services.sample_rows import Columns, guess
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallCase, SampleBatch, Wave, WaveState
from tests import build
from tests.cast import someone

PEOPLE = (
    "Kundennummer;Name;Telefon;Mobil;Region;Vorrang\n"
    "A1;Ida Alt;030 1234567;;Nord;5\n"
    "A2;Ben Berg;040 7654321;0171 1234567;Süd;\n"
    "A3;Cora Kurz;0089 12;;Süd;\n"
)


def a_wave(kind: str = "survey", client: str = "nord", code: str = "calls") -> Wave:
    """A wave in the field with a call plan of this kind."""
    with transaction():
        study = build.study(build.client(client), code=code)
        build.scenario(study)
        wave = build.wave(study, code=code, state=WaveState.FIELD)
    call_plans.save(wave, {"kind": kind}, actor_for(someone("Anna")))
    return wave


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("Adressen")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return data.getvalue()


def take(
    wave: Wave, text: str = PEOPLE, name: str = "people.csv", now: datetime | None = None
) -> SampleBatch:
    """Takes a file with the columns that are guessed."""
    sheet = read(text.encode(), name)
    columns = Columns(guess(sheet))
    return samples.take(wave, text.encode(), name, columns, actor_for(someone("Stefan")), now)


def cases_of(wave: Wave) -> list[CallCase]:
    query = select(CallCase).where(CallCase.wave_id == wave.id).order_by(CallCase.id)
    return list(reading().scalars(query))
