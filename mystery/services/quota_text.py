"""Quota cells as a table of text, the way a spreadsheet copies it: read, written, and crossed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from mystery.calling import ACTIONS
from mystery.problems import Problem, Rejected
from mystery.services.sample_rows import slug
from mystery.store.models import QuotaCell

MOST_CELLS = 500
MOST_TARGET = 1_000_000
_TARGET = ("ziel", "target", "soll", "quota", "quote", "anzahl", "n")
_ACTION = ("aktion", "action", "wenn_voll", "when_full")
_LABEL = ("name", "zelle", "cell", "bezeichnung", "label")
_ANY_OF = "|"


def read(text: str) -> list[dict[str, Any]]:
    """What `quotas.save` takes. Columns: an attribute or item each, target, and if wanted name and action.

    Several values with | between them: any of these. Raises `Rejected` with every line that is wrong.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    delimiter = max("\t;,", key=lines[0].count)
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    heads = [slug(cell) for cell in rows[0]]
    if not any(head in _TARGET for head in heads):
        raise Rejected([Problem("QUOTA_NO_TARGET")])
    if len(rows) - 1 > MOST_CELLS:
        raise Rejected([Problem("QUOTA_TOO_MANY", params={"count": len(rows) - 1, "most": MOST_CELLS})])
    problems: list[Problem] = []
    cells: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows[1:], 2):
        cell = _cell(dict(zip(heads, (each.strip() for each in row), strict=False)), number, problems)
        if cell["label"] in cells:
            problems.append(Problem("QUOTA_LINE_TWICE", params={"line": number, "label": cell["label"]}))
        cells[cell["label"]] = cell
    if problems:
        raise Rejected(problems)
    return list(cells.values())


def _cell(row: Mapping[str, str], line: int, problems: list[Problem]) -> dict[str, Any]:
    special = (*_TARGET, *_ACTION, *_LABEL)
    where = {name: _values(cell) for name, cell in row.items() if name not in special and cell}
    target, action = _named(row, _TARGET), _named(row, _ACTION) or "finish"
    if not where:
        problems.append(Problem("QUOTA_LINE_OPEN", params={"line": line}))
    if not target.isdecimal() or int(target) > MOST_TARGET:
        params = {"line": line, "value": target[:40], "most": MOST_TARGET}
        problems.append(Problem("QUOTA_LINE_TARGET", params=params))
        target = "0"
    if action not in ACTIONS:
        params = {"line": line, "value": action[:40], "known": ", ".join(ACTIONS)}
        problems.append(Problem("QUOTA_LINE_ACTION", params=params))
    label = _named(row, _LABEL) or " · ".join(" / ".join(_listed(value)) for value in where.values())
    return {"label": label[:200], "where": where, "target": int(target), "action": action}


def _named(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _values(cell: str) -> str | list[str]:
    parts = [part.strip() for part in cell.split(_ANY_OF) if part.strip()]
    return parts if len(parts) > 1 else cell


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def write(cells: Sequence[QuotaCell]) -> str:
    """The cells as they are read again; "" without any."""
    names = list(dict.fromkeys(name for cell in cells for name in cell.where))
    rows = [
        [
            cell.label,
            *(_ANY_OF.join(_listed(cell.where.get(name, ""))) for name in names),
            str(cell.target),
            cell.action,
        ]
        for cell in cells
    ]
    return _table(["name", *names, "target", "action"], rows) if rows else ""


def crossed(values: Mapping[str, Sequence[str]]) -> str:
    """Every combination of the attributes' values, targets to be filled in: nested cells to begin with."""
    rows = [[*combination, ""] for combination in product(*values.values())]
    return _table([*values, "target"], rows[:MOST_CELLS]) if values else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines([heads, *rows]))


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(" ".join(cell.split()) for cell in row)
