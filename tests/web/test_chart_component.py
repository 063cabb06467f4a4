"""A chart on a page: the SVG with its table, themed by classes, names as text."""

from __future__ import annotations

from flask import Flask, render_template_string

from mystery.reporting import findings_charts, on_screen
from tests.unit.reporting.findings import findings


def test_a_page_shows_a_chart_as_svg_with_its_table_and_prints_names_as_text(app: Flask) -> None:
    drawn = on_screen(findings_charts(findings(), "de")["ranking"], "places")
    source = '{% from "components/chart.html" import chart %}{{ chart(drawn, "Standorte") }}'
    with app.test_request_context("/"):
        page = render_template_string(source, drawn=drawn)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in page
    assert page.count("<tr>") == 41
    assert "<b>" not in page
    assert "Autohaus &lt;b&gt;M" in page
