"""The views: each reads the choice of the address and prints one question's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from mystery.manners import by_turns
from mystery.problems import NotFound
from mystery.reporting import ScreenChart, answer_of, compose_visit, findings_charts, measure_of, on_screen
from mystery.services import call_reports, figures, reports, visits
from mystery.services.results import Result
from mystery.web.shared.findings import lines
from mystery.web.shared.findings.choice import (
    chosen,
    page_url,
    part_name,
    result_or_404,
    wave_label,
    wave_options,
)
from mystery.web.shared.findings.filters import Filters, filtered
from mystery.web.shared.i18n import LANGUAGES, language
from mystery.web.shared.identity import current_actor
from mystery.web.shared.lookup import score_or_404

View = Callable[[Result], ResponseReturnValue]
REPORT_OF = {"all": "study", "region": "region", "location": "location"}


def of_result(view: View) -> Callable[[], ResponseReturnValue]:
    """Gives a view the findings that the address asks for, or says that there are none yet."""

    @wraps(view)
    def shown() -> ResponseReturnValue:
        result = chosen()
        return render_template("findings/none.html") if result is None else view(result)

    return shown


def page(name: str, result: Result, **context: object) -> str:
    """A page with its head: which wave, which part, what else could be chosen."""
    return render_template(
        f"findings/{name}.html",
        result=result,
        findings=result.findings,
        design=result.findings.design,
        page_url=page_url,
        part_name=part_name,
        wave_label=wave_label,
        wave_options=wave_options(result),
        page_name=name,
        tab_items=lambda names: tab_items(names, name),
        choice_action=page_url("weak_spots" if name == "weak_spot" else name, wave=None, scope=None),
        text_of=lines.text_of,
        **context,
    )


def tab_items(names: Mapping[str, str], present: str) -> list[dict[str, object]]:
    """The pages side by side; a single weak spot belongs to its list."""
    current = "weak_spots" if present == "weak_spot" else present
    return [
        {"label": label, "href": page_url(name), "current": name == current}
        for name, label in names.items()
        if name != "weak_spot"
    ]


def charts(result: Result, *names: str, width: float = 600) -> dict[str, ScreenChart | None]:
    """The charts of these names, None where there is no data; the same values as in the PDF."""
    found = findings_charts(result.findings, language(), REPORT_OF[result.part.level])
    return {name: on_screen(found[name], f"chart-{name}", width) if name in found else None for name in names}


@of_result
def overview(result: Result) -> ResponseReturnValue:
    findings = result.findings
    report = REPORT_OF[result.part.level]
    spots = [spot for spot in findings.weak_spots if spot.figure.value is not None]
    return page(
        "overview",
        result,
        answer=answer_of(findings, language(), report),
        strengths=[lines.line_of(row) for row in findings.strengths[:3]],
        spots=lines.spot_lines(spots[:3], findings),
        said=lines.said(findings.total, findings.design.target, places=1),
        change=lines.change_text(findings.change),
        places=lines.place_lines(result) if result.part.level == "region" else [],
        drawn=charts(result, "total", "sections", "trend"),
    )


@of_result
def scorecard(result: Result) -> ResponseReturnValue:
    findings = result.findings
    groups = lines.item_groups(findings, findings.sections, "section")
    drawn = charts(result, "sections", "methods", "regions")
    return page("scorecard", result, groups=groups, drawn=drawn)


@of_result
def touchpoints(result: Result) -> ResponseReturnValue:
    findings = result.findings
    groups = lines.item_groups(findings, findings.touchpoints, "touchpoint")
    drawn = charts(result, "heat_map", "touchpoints", "processes", "phases")
    return page("touchpoints", result, groups=groups, drawn=drawn)


@of_result
def weak_spots(result: Result) -> ResponseReturnValue:
    findings = result.findings
    return page(
        "weak_spots",
        result,
        spots=lines.spot_lines(findings.weak_spots, findings),
        weak_touchpoints=lines.spot_lines(findings.weak_touchpoints, findings),
        drawn=charts(result, "importance"),
    )


def weak_spot(level: str, key: str) -> ResponseReturnValue:
    result = result_or_404()
    findings = result.findings
    listed = {"item": findings.weak_spots, "touchpoint": findings.weak_touchpoints}.get(level, ())
    spot = next((each for each in listed if each.key == key), None)
    if spot is None:
        raise NotFound("weak spot")
    items = [row for row in findings.items if row.key in spot.items]
    return page(
        "weak_spot",
        result,
        spot=spot,
        line=lines.spot_line(spot, findings, listed[0].priority),
        factors=lines.factor_lines(spot),
        items=[lines.line_of(row) for row in items],
        measure=measure_of(spot, findings, language()),
    )


@of_result
def locations(result: Result) -> ResponseReturnValue:
    return page(
        "locations", result, places=lines.place_lines(result), drawn=charts(result, "ranking", "regions")
    )


@of_result
def trend(result: Result) -> ResponseReturnValue:
    findings = result.findings
    rows = lines.compared(findings)
    real = [line for line in rows if line.verdict in ("better", "worse")]
    return page("trend", result, rows=rows, real=real, drawn=charts(result, "trend"))


@of_result
def visit_list(result: Result) -> ResponseReturnValue:
    listed = visits.visits_in(result, current_actor())
    found, filters, pages = filtered(listed.visits, Filters.of(request.args))
    shown = [lines.visit_line(each, result.findings.design) for each in found]
    return page(
        "visits",
        result,
        visits=shown,
        listed=listed,
        filters=filters,
        pages=pages,
        options=lines.visit_options(listed.visits, result.findings.design),
        turn=filters.address,
    )


def visit(public_id: UUID) -> ResponseReturnValue:
    sheet = score_or_404(public_id)
    if not visits.is_shown(sheet, current_actor()):
        return render_template("findings/visit_hidden.html", page_url=page_url)
    facts = visits.facts_of(sheet, language())
    document = compose_visit(visits.sheet_of(sheet), facts, language(), reports.meta_of_visit(sheet))
    return render_template(
        "findings/visit.html", page_url=page_url, document=document, facts=facts, sheet=sheet
    )


@by_turns()
def visit_pdf(public_id: UUID) -> ResponseReturnValue:
    made = reports.visit_report(score_or_404(public_id), _report_language(), actor=current_actor())
    return download(made)


@of_result
def report_list(result: Result) -> ResponseReturnValue:
    return page("reports", result, languages=LANGUAGES, has_reach=call_reports.is_for_reader(result))


@by_turns()
def report_pdf() -> ResponseReturnValue:
    result, actor = result_or_404(), current_actor()
    if request.args.get("kind") == "reach":
        return download(call_reports.reach_report(result, _report_language(), actor=actor))
    made = reports.study_report(result.wave, _report_language(), part=result.part, actor=actor)
    return download(made)


@by_turns()
def figures_csv() -> ResponseReturnValue:
    made = figures.figures_file(result_or_404(), _report_language(), current_actor())
    return download(made, "text/csv; charset=utf-8")


def _report_language() -> str:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else language()


def download(made: reports.Made, content_type: str = "application/pdf") -> Response:
    response = Response(made.content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
