"""The report on calls: reachability of hotlines, or the outcome of a sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mystery.calling import FORMULAS, reachability
from mystery.reporting import ReportMeta, calls_pdf, compose_calls, reach_charts, reach_sentences
from mystery.reporting.calls import span
from mystery.reporting.document import Callout, Document, KeyFigure, Paragraph, Table
from mystery.reporting.wording import wording
from mystery.statistics import wilson
from tests.unit.reporting.calls import HOTLINES, outcome_facts, reach_facts
from tests.unit.reporting.test_study_report import _pages

META = ReportMeta("1.0", "51ac", datetime(2026, 11, 30, 9, 0, tzinfo=UTC), agency="Institut Hanse")


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_every_hotline_has_its_line_and_the_whole_its_figure() -> None:
    document = compose_calls(reach_facts(), "de", META)
    figure = next(block for block in document.blocks if isinstance(block, KeyFigure))
    assert figure.value.endswith("\u00a0%")
    assert [row[1].text for row in _tables(document)[0].rows] == list(HOTLINES)


def test_the_charts_tell_parts_of_the_day_attempts_and_waits() -> None:
    charts = reach_charts(reach_facts(), "en")
    assert list(charts) == ["parts", "attempts", "ends", "waits", "places", "total"]
    waits = [bar.figure.value or 0 for bar in charts["waits"].bars]  # type: ignore[union-attr]
    assert waits == sorted(waits)


def test_points_of_small_teams_are_withheld() -> None:
    rows = _tables(compose_calls(reach_facts(), "de", META))[1].rows
    assert [cell.text for cell in rows[0][:4]] == [HOTLINES[0], "402", "400–404", "Gut"]
    assert [cell.text for cell in rows[1]] == [HOTLINES[1], "–", "", "zu wenige", "", ""]


def test_sentences_say_what_is_more_than_chance_and_nothing_else() -> None:
    facts = reach_facts()
    said = reach_sentences(facts, "en")
    assert said[0].startswith("The first attempt got through to somebody in ")
    assert "busy" in said[2].lower()
    assert "no hotline can be shown to be easier or harder to reach" in said[3]
    shut = replace(facts.places[0][1], reached=wilson(10, 50))
    worse = reach_sentences(replace(facts, places=[(HOTLINES[0], shut), *facts.places[1:]]), "en")
    assert any(each.startswith(f"{HOTLINES[0]} is reached less often") for each in worse)


def test_a_report_says_that_its_points_are_provisional() -> None:
    document = compose_calls(replace(reach_facts(), running_promises=2), "en", META)
    (box,) = [block for block in document.blocks if isinstance(block, Callout)]
    assert box.text.startswith("Provisional: 2 promises")


def test_before_the_first_contact_is_over_the_report_says_so() -> None:
    facts = replace(reach_facts(), total=reachability([], 60), places=(), waits=())
    document = compose_calls(facts, "en", META)
    assert not [block for block in document.blocks if isinstance(block, KeyFigure)]
    leads = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.role == "lead"]
    assert leads == ["No contact of this wave is over yet."]


def test_the_outcome_report_prints_every_rate_with_e_and_its_basis() -> None:
    document = compose_calls(outcome_facts(), "en", META)
    printed = {row[0].text: row[-1].text for row in _tables(document)[0].rows if len(row) > 1}
    assert printed.keys() == FORMULAS.keys()
    assert (printed["RR1"], printed["RR3"], printed["COOP1"]) == ("29.8%", "33.1%", "53.2%")
    basis = next(block.text for block in document.blocks if isinstance(block, Callout))
    assert "0.663" in basis
    assert "estimated" in basis
    given = next(
        block.text
        for block in compose_calls(outcome_facts(0.5), "en", META).blocks
        if isinstance(block, Callout)
    )
    assert "as given" in given


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_reports_are_a_few_pages_in_both_languages(language: str) -> None:
    for facts in (reach_facts(), outcome_facts()):
        content = calls_pdf(facts, language, META)
        assert content == calls_pdf(facts, language, META)
        pages = _pages(content)
        assert 4 <= len(pages) <= 7
        assert "Hotline-Test 2026" in pages[0]


def test_seconds_are_said_as_people_say_them() -> None:
    words = wording("calls", "de")
    assert [span(seconds, words) for seconds in (45.4, 120, 125, 3600)] == [
        "45 s",
        "2 min",
        "2:05 min",
        "60 min",
    ]
