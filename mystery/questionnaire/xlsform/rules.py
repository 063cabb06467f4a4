"""The rules sheet: what must hold of a whole interview before it may be finished."""

from __future__ import annotations

from mystery.problems import Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.model import Node
from mystery.questionnaire.read_rules import SEVERITIES
from mystery.questionnaire.xlsform.aliases import RULE_COLUMNS, RULE_FIELDS
from mystery.questionnaire.xlsform.columns import understand
from mystery.questionnaire.xlsform.items import CellReader, Cells
from mystery.questionnaire.xlsform.sheets import Sheet

_NEEDED = ("name", "constraint", "label")


def read_rules_sheet(
    sheet: Sheet | None, default_language: str, *, collapse: bool
) -> tuple[tuple[Node, ...], list[Problem]]:
    """All rules of the sheet. One without the columns `rule` and `constraint` is somebody's own notes."""
    if sheet is None:
        return (), []
    columns, problems = understand(sheet, RULE_FIELDS, RULE_COLUMNS)
    headings = {column.heading.lower() for column in columns}
    if not headings >= {"rule", "constraint"}:
        return (), []
    reader = CellReader(sheet, columns, default_language, collapse)
    rules = []
    for row in sheet.rows:
        cells = reader.read(row)
        faults = _faults(cells)
        problems += faults
        if not faults:
            rules.append(_rule(cells))
    return tuple(rules), problems


def _faults(cells: Cells) -> list[Problem]:
    columns = {field: column for column, field in RULE_COLUMNS.items()}
    faults = [
        Problem("KEY_MISSING", cells.place, {"key": columns.get(field, field)})
        for field in _NEEDED
        if not (cells.get(field) or cells.translated.get(field))
    ]
    severity = cells.get("severity")
    if severity and severity not in SEVERITIES:
        params = {"key": "severity", "value": severity, "guess": did_you_mean(severity, SEVERITIES)}
        faults.append(Problem("VALUE_NOT_ALLOWED", cells.place_of("severity"), params))
    return faults


def _rule(cells: Cells) -> Node:
    return Node(
        name=cells.get("name"),
        type="rule",
        label=cells.translated["label"],
        relevant=cells.get("relevant"),
        constraint=cells.get("constraint"),
        severity=cells.get("severity") or "error",
        about=tuple(cells.get("about").replace(",", " ").split()),
        place=cells.place,
        places=cells.places,
    )
