"""The study report as a reader gets it: right figures, right shape, nothing leaked, the same every time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from string import Formatter

import pikepdf
import pypdfium2
import pytest

from mystery.reporting import ReportMeta, compose_study, render, study_pdf
from mystery.reporting.charts import draw
from mystery.reporting.document import ChartBlock, Heading
from mystery.reporting.pdf.layout import FRAME
from mystery.reporting.wording import wording
from mystery.resources import folder
from mystery.weakspots import Figure, Findings, find
from tests.unit.reporting.findings import HOSTILE, findings
from tests.unit.weakspots.build import make_design, make_places, make_visits

META = ReportMeta(
    "1.0", "9f2c4e7ab81d6630", datetime(2026, 11, 9, 8, 30, tzinfo=UTC), agency="Institut Hanse"
)


@cache
def _pdf(language: str) -> bytes:
    return study_pdf(findings(), language, META)


@cache
def _pages(pdf: bytes) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        words = page.get_textpage()
        pages.append(words.get_text_range().replace("\xa0", " ").replace("\r\n", "\n"))
        words.close()
        page.close()
    document.close()
    return tuple(pages)


def _empty(whole: Findings) -> Findings:
    """A first wave with too few tests for anything."""
    few = Figure(3, None, state="too_few")
    parts = ("sections", "touchpoints", "processes", "phases", "methods", "items", "regions", "ranking")
    more = ("heat_map", "trend", "strengths", "weak_spots")
    nothing = dict.fromkeys((*parts, *more), ())
    return replace(whole, visits=3, total=few, change=None, grade="", first_on=None, last_on=None, **nothing)


def test_the_board_finds_total_interval_n_and_change_on_the_first_page_after_the_cover() -> None:
    page = _pages(_pdf("de"))[1]
    for words in ("73,6 %", "71,4–75,8", "n = 388", "+3,2 Punkte", "echt, nicht Zufall", "befriedigend"):
        assert words in page


def test_an_english_reader_gets_points_and_english_dates() -> None:
    pages = _pages(_pdf("en"))
    assert "73.6%" in pages[1]
    assert "14 September 2026 to 30 October 2026" in pages[0]


def test_every_item_stands_in_the_annex_with_n_and_interval() -> None:
    annex = " ".join(_pages(_pdf("de"))[-1].split())
    for row in findings().items:
        assert row.figure.value is not None
        assert row.label["de"].split()[0] in annex
        assert f"{row.figure.n}" in annex


def test_the_same_findings_give_the_same_bytes() -> None:
    assert study_pdf(findings(), "de", META) == _pdf("de")


def test_nothing_but_the_given_time_is_in_the_file() -> None:
    with pikepdf.open(BytesIO(_pdf("de"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261109083000+00'00'"
        assert b"2026-11-09T08:30:00+00:00" in pdf.Root.Metadata.read_bytes()


def test_all_fonts_travel_inside_the_file() -> None:
    with pikepdf.open(BytesIO(_pdf("de"))) as pdf:
        fonts = {str(font.BaseFont): font for page in pdf.pages for font in page.Resources.Font.values()}
        assert len(fonts) >= 3
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())


def test_each_chapter_is_a_bookmark_and_a_line_of_the_contents() -> None:
    chapters = [
        block.text
        for block in compose_study(findings(), "de", META).blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    contents = _pages(_pdf("de"))[2]
    with pikepdf.open(BytesIO(_pdf("de"))) as pdf, pdf.open_outline() as outline:
        bookmarks = [entry.title for entry in outline.root]
    assert len(chapters) >= 8
    for chapter in chapters:
        assert chapter in bookmarks
        assert chapter in contents


def test_the_contents_name_the_page_on_which_a_chapter_starts() -> None:
    pages = _pages(_pdf("de"))
    line = re.search(r"Methode und Grenzen\s+(\d+)", pages[2])
    assert line
    number = int(line[1])
    assert "Methode und Grenzen" in pages[number - 1]


def test_a_screen_reader_finds_language_title_headings_figures_and_table_heads() -> None:
    with pikepdf.open(BytesIO(_pdf("de"))) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        tags = {str(element.S) for element in elements}
        assert {"/H1", "/P", "/Table", "/TH", "/TD", "/Figure", "/TOCI", "/Link"} <= tags
        figures = [element for element in elements if element.S == "/Figure"]
        assert len(figures) >= 8
        assert all(len(str(figure.Alt)) > 40 for figure in figures)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def test_each_page_says_which_of_how_many_it_is() -> None:
    pages = _pages(_pdf("de"))
    for number, page in enumerate(pages[1:], 2):
        assert f"Seite {number} von {len(pages)}" in page
        assert "Vertraulich" in page


def test_markup_in_a_name_is_printed_as_it_was_typed() -> None:
    assert any(HOSTILE in page for page in _pages(_pdf("de")))


def test_a_cell_with_too_few_tests_shows_no_number() -> None:
    whole = findings()
    few = Figure(3, None, state="too_few")
    cells = tuple(replace(cell, figure=few) for cell in whole.heat_map)
    pages = _pages(study_pdf(replace(whole, heat_map=cells), "de", META))
    page = next(page for page in pages if "Je dunkler das Feld" in page)
    assert page.count("zu wenige") >= 40
    assert "%" not in page


def test_a_hidden_figure_cannot_even_carry_a_number() -> None:
    with pytest.raises(ValueError, match="hidden"):
        Figure(3, 41.7, state="suppressed")


def test_a_wave_with_too_few_tests_still_has_a_report_without_a_total() -> None:
    pages = _pages(study_pdf(_empty(findings()), "de", META))
    assert "zu wenige" in pages[1]
    assert "Keine Schwachstelle ist belegt" in " ".join(pages[1].split())
    assert set(re.findall(r"[\d,]+ %", pages[1])) <= {"0 %", "25 %", "50 %", "75 %", "100 %", "80 %"}


def test_120_locations_are_split_over_pages_and_all_named() -> None:
    whole = findings()
    many = tuple(replace(whole.ranking[0], rank=number, rank_low=number) for number in range(1, 121))
    pages = _pages(study_pdf(replace(whole, ranking=many), "de", META))
    assert sum(page.count("Autohaus Nordstern Kiel") for page in pages) == 120


def test_a_study_of_many_sections_and_regions_is_drawn_in_parts_that_fit() -> None:
    whole = findings()
    sections = tuple(replace(row, key=f"s{turn}{row.key}") for turn in range(9) for row in whole.sections)
    heat = tuple(
        replace(cell, row=f"{cell.row} {turn}", column=f"{cell.column} {turn % 3}")
        for turn in range(6)
        for cell in whole.heat_map
    )
    document = compose_study(replace(whole, sections=sections, heat_map=heat), "de", META)
    charts = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]
    assert len(charts) > 14
    assert all(draw(chart, 471).height < FRAME - 60 for chart in charts)


def test_a_location_with_few_tests_is_told_so_once_and_shown_its_waves() -> None:
    whole = findings()
    few = tuple(replace(row, figure=Figure(2, None, state="too_few"), change=None) for row in whole.sections)
    [page] = _pages(study_pdf(replace(whole, scope="d01", sections=few), "en", META, "location"))
    assert "fewer than 5 tests" in page
    assert "Autumn 2025" in page


@pytest.mark.parametrize("report", ["study", "location"])
def test_a_report_says_that_it_is_provisional_while_promises_run(report: str) -> None:
    whole = replace(findings(), scope="d01") if report == "location" else findings()
    for running, said in ((1, "1 promise made"), (1200, "1,200 promises made")):
        pages = _pages(study_pdf(whole, "en", replace(META, running_promises=running), report))
        assert f"Provisional: {said} in these tests" in " ".join(" ".join(pages).split())
    pages = _pages(study_pdf(whole, "en", META, report))
    assert "Provisional" not in " ".join(pages)
    assert report == "study" or len(pages) == 1


def test_nobody_is_thanked_for_figures_that_are_too_few_to_show() -> None:
    whole, few = findings(), Figure(2, None, state="too_few")
    hidden = {
        name: tuple(replace(row, figure=few, change=None) for row in getattr(whole, name))
        for name in ("sections", "items")
    }
    trend = tuple(replace(point, figure=few) for point in whole.trend)
    bare = replace(
        whole, scope="d01", total=few, change=None, trend=trend, weak_spots=(), strengths=(), **hidden
    )
    [page] = _pages(study_pdf(bare, "en", META, "location"))
    assert "too few" in page
    assert "Nothing is pressing" not in page


def test_a_location_gets_one_page_for_the_wall_that_says_only_its_own_name() -> None:
    whole = findings()
    names = [place.name for place in whole.design.places.values()]
    pages = _pages(study_pdf(replace(whole, scope="d01"), "de", META, "location"))
    assert len(pages) == 1
    assert [name for name in names if name in pages[0]] == ["Autohaus Nordstern Kiel"]
    assert "Weiter so" in pages[0]


def test_a_region_gets_its_own_report_in_the_words_of_the_study() -> None:
    pages = _pages(study_pdf(replace(findings(), scope="Nord"), "en", META, "region"))
    assert "Nord" in pages[0]
    assert "region report" in pages[0]
    assert "Your region on one page" in pages[1]
    assert not any("Annex" in page for page in pages)


def test_what_the_analysis_finds_goes_into_the_report_as_it_is() -> None:
    design = make_design(make_places({f"l{number}": ("nord", 12) for number in range(8)}))
    visits = [
        visit
        for wave, chance in (("2026-1", 0.5), ("2026-2", 0.6))
        for visit in make_visits(
            {f"l{number}": 6 for number in range(8)}, wave=wave, chances={"till_first": chance}
        )
    ]
    found = find(design, visits)
    pages = _pages(study_pdf(found, "en", META))
    assert found.total.value is not None
    assert f"{found.total.value:.1f}%" in pages[1]
    assert any(spot.key in pages[1] for spot in found.weak_spots)


def test_a_brand_colour_replaces_the_accent() -> None:
    assert study_pdf(findings(), "de", replace(META, accent="#7a1f3d")) != _pdf("de")


def test_no_text_runs_over_the_margins() -> None:
    document = pypdfium2.PdfDocument(_pdf("de"))
    for page in list(document)[1:]:
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            left, _, right, _ = item.get_bounds()
            assert left >= 60
            assert right <= 595.28 - 60
        page.close()
    document.close()


def test_a_table_of_many_rows_repeats_its_heads_on_each_page() -> None:
    whole = findings()
    items = tuple(replace(row, key=f"{row.key}{turn}") for turn in range(8) for row in whole.items)
    document = compose_study(replace(whole, items=items), "de", META)
    pages = [page for page in _pages(render(document)) if "Mit Namen und Autohaus gemeldet" in page]
    assert len(pages) > 2
    assert all("Merkmal" in page for page in pages)


@pytest.mark.parametrize("report", ["study", "visit", "location", "region"])
def test_both_languages_have_the_same_sentences_with_the_same_fields(report: str) -> None:
    german, english = wording(report, "de").texts, wording(report, "en").texts
    assert german.keys() == english.keys()
    for key, sentence in german.items():
        assert _fields(sentence) == _fields(english[key]), key


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_page_that_report_toml_names_exists() -> None:
    source = (folder("reports") / "study" / "report.toml").read_text("utf-8")
    assert compose_study(findings(), "de", META).blocks
    assert tomllib.loads(source)["pages"][0] == "cover"
