"""References that other tools refuse: to the form's root, to nothing, to two items, to items nobody sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mystery.problems import Place, Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.analyse import trigger_names
from mystery.questionnaire.model import Node
from mystery.questionnaire.xlsform.aliases import EXPRESSIONS
from mystery.questionnaire.xlsform.rows import walk
from mystery.questionnaire.xlsform.settings import Settings
from mystery.questionnaire.xlsform.sheets import Sheet
from mystery.questionnaire.xlsform.survey import SurveyReader

_CANDIDATE = re.compile(r"\$\{([^}]+)\}|\$\{[^}]*$")
_INNER = re.compile(r"(?:last-saved#)?([^\W\d][\w.\-\u00b7]*)")

SheetPart = tuple[Sheet, Sequence[int]]
"""A sheet, and those of its columns that may refer to items."""


def reference_faults(
    nodes: tuple[Node, ...], rows: SurveyReader, settings: Settings, parts: Sequence[SheetPart]
) -> list[Problem]:
    """All of them, with their places."""
    names = Counter(node.name for node in walk(nodes))
    names.update(("instanceID", *(file.rpartition(".")[0] for file in rows.externals)))
    return [
        *_to_root(nodes, rows.root, settings),
        *_in_sheets(parts, names),
        *_invisible_triggers(list(walk(nodes))),
    ]


def _invisible_triggers(nodes: list[Node]) -> list[Problem]:
    """A trigger is an event of the screen, so what is never on the screen cannot be one."""
    invisible = {node.name for node in nodes if _is_invisible(node)}
    return [
        Problem("TRIGGER_INVISIBLE", node.place_of("trigger"), {"name": node.name, "trigger": name})
        for node in nodes
        if node.trigger
        for name in trigger_names(node.trigger)
        if name in invisible
    ]


def _is_invisible(node: Node) -> bool:
    computed = node.calculation or node.trigger
    return node.type == "calculate" or bool(computed and not (node.label or node.hint))


def _in_sheets(parts: Sequence[SheetPart], names: Counter[str]) -> list[Problem]:
    """Every `${x}` of a workbook must be readable and mean one item, also in columns that we only keep."""
    return [
        problem
        for sheet, columns in parts
        for row in sheet.rows
        for index in columns
        if index < len(row.cells) and "${" in row.cells[index]
        for problem in _in_cell(row.cells[index], sheet.place(row, index), names)
    ]


def _in_cell(text: str, place: Place, names: Counter[str]) -> Iterator[Problem]:
    for found in _CANDIDATE.finditer(text):
        inner = found[1]
        match = _INNER.fullmatch(inner) if inner else None
        if match is None:
            better = f"${{{inner.strip()}}}" if inner else "${name}"
            blanks = inner is not None and inner != inner.strip()
            code = "REFERENCE_WITH_BLANKS" if blanks else "TEXT_REFERENCE_UNREADABLE"
            yield Problem(code, place, {"written": found[0], "better": better, "text": text})
        elif not names[match[1]]:
            params = {"name": match[1], "guess": did_you_mean(match[1], names), "places": str(place)}
            yield Problem("NAME_UNKNOWN", place, params)
        elif names[match[1]] > 1:
            params = {"name": match[1], "paths": match[1], "places": str(place)}
            yield Problem("NAME_AMBIGUOUS", place, params)


def _to_root(nodes: Iterable[Node], root: str, settings: Settings) -> list[Problem]:
    """`${data}` is the whole form in an XForm, so an item of that name cannot be referred to."""
    problems = []
    reference = f"${{{root}}}"
    if reference in settings.get("instance_name"):
        problems.append(Problem("REFERENCE_TO_ROOT", settings.places["instance_name"], {"name": root}))
    for node in nodes:
        for name in (*EXPRESSIONS, "default", "choice_filter"):
            if reference in getattr(node, name):
                problems.append(Problem("REFERENCE_TO_ROOT", node.place_of(name), {"name": root}))
        problems += _to_root(node.children, root, Settings())
    return problems
