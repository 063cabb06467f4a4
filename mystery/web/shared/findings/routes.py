"""Puts the pages into a blueprint under the names that its audience uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from mystery.web.shared.findings import pages
from mystery.web.shared.findings.choice import keep_choice

PAGES: Mapping[str, tuple[str, Callable[..., ResponseReturnValue]]] = {
    "overview": ("", pages.overview),
    "scorecard": ("scorecard", pages.scorecard),
    "touchpoints": ("touchpoints", pages.touchpoints),
    "weak_spots": ("weak-spots", pages.weak_spots),
    "weak_spot": ("weak-spots/<level>/<path:key>", pages.weak_spot),
    "locations": ("locations", pages.locations),
    "trend": ("trend", pages.trend),
    "visits": ("visits", pages.visit_list),
    "visit": ("visits/<uuid:public_id>", pages.visit),
    "visit_pdf": ("visits/<uuid:public_id>/report.pdf", pages.visit_pdf),
    "reports": ("reports", pages.report_list),
    "report_pdf": ("reports/wave.pdf", pages.report_pdf),
    "figures": ("reports/figures.csv", pages.figures_csv),
}


def add_pages(blueprint: Blueprint, folder: str, names: Mapping[str, str]) -> None:
    """`folder` is the path they live under; `names` gives the endpoint of each page of `PAGES`."""
    for page, (path, view) in PAGES.items():
        blueprint.add_url_rule(f"{folder}{path}", names[page], view)
    own = {f"{blueprint.name}.{name}" for name in names.values()}

    @blueprint.url_defaults
    def keep(endpoint: str, values: dict[str, object]) -> None:
        if endpoint in own:
            keep_choice(endpoint, values)

    @blueprint.before_request
    def know_names() -> None:
        g.findings_names = names
