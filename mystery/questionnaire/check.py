"""Everything that is wrong with a definition, each with its place."""

from __future__ import annotations

from mystery.problems import Place, Problem
from mystery.questionnaire.analyse import Analysis, analyse
from mystery.questionnaire.check_items import check_items
from mystery.questionnaire.check_lists import check_lists
from mystery.questionnaire.check_texts import check_texts
from mystery.questionnaire.check_values import check_values
from mystery.questionnaire.expand import expand
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.graph import Facet, Graph, graph_of
from mystery.questionnaire.model import Definition


def check(definition: Definition) -> list[Problem]:
    """Problems in the order of the text; empty means that `compile_form` will succeed."""
    return checked(definition)[0]


def checked(definition: Definition) -> tuple[list[Problem], Analysis, Graph]:
    """The problems together with what was learnt on the way, for `compile_form`."""
    analysis = analyse(expand(definition))
    findings = analysis.findings
    if not analysis.scope.nodes:
        findings.add("QUESTIONNAIRE_EMPTY", definition.place)
    check_items(analysis)
    check_lists(analysis)
    check_texts(analysis)
    check_values(analysis)
    graph = graph_of(analysis)
    for cycle in graph.cycles:
        _cycle(cycle, analysis, findings)
    problems = sorted(findings.all(), key=lambda problem: _reading_order(problem.place))
    return problems, analysis, graph


def _reading_order(place: Place) -> tuple[str, int, int, str]:
    return place.sheet, place.line or place.row, place.column, place.column_name


def _cycle(cycle: tuple[Facet, ...], analysis: Analysis, findings: Findings) -> None:
    placed = analysis.scope.by_key
    key, facet = cycle[0]
    place = placed[key].node.place_of(facet)
    if len(cycle) == 1:
        findings.add("READS_ITSELF", place, name=placed[key].name, facet=facet)
        return
    names = [placed[member].name for member, _ in (*cycle, cycle[0])]
    findings.add("CYCLE", place, members=" → ".join(names))
