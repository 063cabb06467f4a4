"""The go-live checklist in words."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.fieldwork import Line
from mystery.web.shared.errors import sentence

RULES: dict[str, LazyString] = {
    "order": _l("The client has ordered it"),
    "purpose": _l("The purpose is stated"),
    "legal_basis": _l("There is a legal basis"),
    "retention": _l("It is fixed how long data are kept"),
    "works_council": _l("The works council agrees, or is not concerned"),
    "minimum_cell": _l("No result points to a single person"),
    "scenario": _l("There is a scenario to play"),
    "play": _l("Every scenario is written"),
    "plan": _l("Tests are planned"),
    "dates": _l("The wave still has time"),
    "headcount": _l("The planned locations are large enough to be shown"),
}


def steps_of(lines: Sequence[Line]) -> list[dict[str, str]]:
    """The checklist for the component `steps`: kept, to be thought about, or in the way."""
    return [
        {
            "label": str(RULES[line.rule]),
            "state": _state(line),
            "href": url_for("desk.scenario_edit", public_id=line.key) if line.key else "",
            "hint": sentence(line.problem) if line.problem else "",
        }
        for line in lines
    ]


def _state(line: Line) -> str:
    if line.problem is None:
        return "done"
    return "problem" if line.problem.severity == "error" else "open"
