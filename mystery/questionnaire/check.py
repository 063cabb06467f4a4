"""Everything that is wrong with a definition, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.problems import Place, Problem, errors_of
from mystery.questionnaire.analyse import Analysis, analyse
from mystery.questionnaire.attached import check_files
from mystery.questionnaire.check_items import check_items
from mystery.questionnaire.check_lists import check_lists
from mystery.questionnaire.check_rounds import check_rounds
from mystery.questionnaire.check_texts import check_texts
from mystery.questionnaire.check_values import check_values
from mystery.questionnaire.expand import expand
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.graph import Facet, Graph, graph_of
from mystery.questionnaire.model import Definition
from mystery.questionnaire.scope import Placed

_CONSEQUENCES = (
    (("NAME_TWICE", "NAME_INVALID"), "NAME_UNKNOWN"),
    (("NAME_TWICE",), "NAME_AMBIGUOUS"),
    (("CHOICE_TWICE", "CHOICE_NAME_INVALID", "CHOICE_NAME_BLANK"), "CODE_UNKNOWN"),
    (("CHOICE_TWICE", "CHOICE_NAME_INVALID", "CHOICE_NAME_BLANK"), "DEFAULT_NOT_A_CHOICE"),
)


def check(definition: Definition) -> list[Problem]:
    """Problems in the order of the text; empty means that `compile_form` will succeed."""
    return checked(definition)[0]


def check_read(definition: Definition, problems: list[Problem]) -> list[Problem]:
    """The problems of reading, then those of `check` that are not merely their consequence."""
    if not definition.nodes and errors_of(problems):
        return problems
    reported = {_line(problem.place) for problem in errors_of(problems)}
    return problems + [problem for problem in check(definition) if _line(problem.place) not in reported]


def _line(place: Place) -> tuple[str, str, int]:
    return place.file, place.sheet, place.line or place.row


def checked(definition: Definition, *, strict: bool = True) -> tuple[list[Problem], Analysis, Graph]:
    """The problems together with what was learnt on the way.

    Without `strict`, what can be compiled all the same is no error: `compile_form` asks so.
    """
    analysis = analyse(expand(definition))
    analysis.strict = strict
    findings = analysis.findings
    if not analysis.scope.nodes:
        findings.add("QUESTIONNAIRE_EMPTY", definition.place)
    check_items(analysis)
    check_lists(analysis)
    check_rounds(analysis)
    check_texts(analysis)
    check_values(analysis)
    check_files(analysis)
    graph = graph_of(analysis)
    for cycle in graph.cycles:
        _cycle(cycle, analysis, findings)
    problems = _without_consequences(findings.all())
    return sorted(problems, key=lambda problem: _reading_order(problem.place)), analysis, graph


def _without_consequences(problems: list[Problem]) -> list[Problem]:
    """A name that is missing beside one that is doubled or impossible is most likely what that one was.

    So as many missing names are kept back as there are wrong ones; they show once those are mended.
    """
    for causes, consequence in _CONSEQUENCES:
        wrong = sum(problem.code in causes for problem in problems)
        kept_back = [problem for problem in problems if problem.code == consequence][:wrong]
        problems = [problem for problem in problems if problem not in kept_back]
    return problems


def _reading_order(place: Place) -> tuple[str, int, int, str]:
    return place.sheet, place.line or place.row, place.column, place.column_name


def _is_inside(placed: Mapping[str, Placed], inner: str, outer: str) -> bool:
    return any(above.key == outer for above in placed[inner].ancestors())


def _cycle(cycle: tuple[Facet, ...], analysis: Analysis, findings: Findings) -> None:
    placed = analysis.scope.by_key
    key, facet = cycle[0]
    place = placed[key].node.place_of(facet)
    inside = [one for one in analysis.reads.get(cycle[0], ()) if _is_inside(placed, one, key)]
    if len(cycle) == 1 and inside:
        params = {"name": placed[key].name, "facet": facet, "inside": placed[inside[0]].name}
        findings.add("READS_ITS_INSIDE", place, **params)
        return
    if len(cycle) == 1:
        findings.add("READS_ITSELF", place, name=placed[key].name, facet=facet)
        return
    names = [placed[member].name for member, _ in (*cycle, cycle[0])]
    findings.add("CYCLE", place, members=" → ".join(names))
