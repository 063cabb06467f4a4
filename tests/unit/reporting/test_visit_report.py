"""Why this score: a person can add up the lines of the report on one test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mystery.reporting import ReportMeta, compose_visit, visit_pdf
from mystery.reporting.document import Document, KeyFigure, Table
from tests.unit.reporting.test_study_report import _pages
from tests.unit.reporting.visit import facts, sheet

META = ReportMeta("1.0", "51ac", datetime(2026, 9, 20, 9, 0, tzinfo=UTC), agency="Institut Hanse")


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_the_steps_lead_from_the_sections_to_the_result() -> None:
    steps = _tables(compose_visit(sheet(), facts(), "de", META))[0]
    lines = [(row[0].text, row[-1].text) for row in steps.rows]
    assert lines[-4:] == [
        ("Summe der Bereiche", "53,8"),
        ("Abzug: Preis falsch genannt", "−5,0"),
        ("Ausschlussregel: Datenschutz verletzt: höchstens 40", "−8,8"),
        ("Ergebnis", "40,0"),
    ]


def test_lost_points_come_first_where_most_was_lost() -> None:
    losses = _tables(compose_visit(sheet(), facts(), "de", META))[1]
    assert [row[-1].text for row in losses.rows] == ["−15,0", "−15,0", "−7,5", "−5,0", "−3,8"]
    assert losses.rows[0][1].text == "nein"


def test_what_did_not_apply_is_listed_and_does_not_count() -> None:
    items = _tables(compose_visit(sheet(), facts(), "de", META))[2]
    row = next(row for row in items.rows if row[0].text == "Fahrzeug vorbereitet und erklärt")
    assert [cell.text for cell in row[1:]] == ["trifft nicht zu", "–", "zählt nicht: trifft nicht zu"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_report_fits_on_two_pages_and_names_the_place_as_typed(language: str) -> None:
    pages = _pages(visit_pdf(sheet(), facts(), language, META))
    assert len(pages) <= 2
    assert facts().location in pages[0]


def test_a_test_that_cannot_be_scored_says_so() -> None:
    document = compose_visit(replace(sheet(), total=None, grade=""), facts(), "de", META)
    figure = next(block for block in document.blocks if isinstance(block, KeyFigure))
    assert figure.value == "–"
    assert "94" in figure.details[0]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert visit_pdf(sheet(), facts(), "de", META) == visit_pdf(sheet(), facts(), "de", META)
