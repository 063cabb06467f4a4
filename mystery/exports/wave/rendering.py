"""Cells as text: by labels or codes, with or without missing codes, with decimal points or commas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import cast

from mystery.exports.csv_text import plain
from mystery.exports.wave.model import Cell, Kind, Variable, Wanted
from mystery.exports.wave.words import missing_text
from mystery.interview import Missing
from mystery.questionnaire import in_language

_REPEATED = frozenset({Kind.CODE, Kind.FLAG})


def renderer(variable: Variable, wanted: Wanted) -> Callable[[Cell], str]:
    """How the cells of a column are written. What people typed cannot become a formula."""
    known = code_texts(variable, wanted)
    written = _WRITERS[variable.kind]
    ready: dict[Cell, str] = {None: ""}  # few cells differ in a column of codes, so each is made once
    keeps = variable.kind in _REPEATED

    def render(cell: Cell) -> str:
        text = ready.get(cell)
        if text is not None:
            return text
        if isinstance(cell, Missing):
            text = ready[cell] = plain(missing_cell(cell, wanted))
            return text
        text = written(cell, known, wanted)
        if keeps:
            ready[cell] = text
        return text

    return render


def code_texts(variable: Variable, wanted: Wanted) -> Mapping[str, str]:
    """What is written for the codes of a variable."""
    if not wanted.labels:
        return {option.code: option.code for option in variable.options}
    return {
        option.code: in_language(option.label, wanted.language, option.code) for option in variable.options
    }


def missing_cell(cell: Missing, wanted: Wanted) -> str:
    if not wanted.missing_codes:
        return ""
    return missing_text(cell.code, wanted.language) if wanted.labels else cell.code


def joined(cell: Cell, known: Mapping[str, str], wanted: Wanted) -> str:
    """Several answers in one cell: codes by blanks as XLSForm has them, labels by semicolons."""
    codes = cast(tuple[str, ...], cell)
    return ("; " if wanted.labels else " ").join(known.get(code, code) for code in codes)


def told_moment(cell: Cell) -> str:
    """ISO 8601 to the second, with the zone where there is one."""
    if isinstance(cell, datetime | time):
        return cell.isoformat(timespec="seconds")
    return plain(str(cell))


def _text(cell: Cell, known: Mapping[str, str], wanted: Wanted) -> str:
    return plain(str(cell))


def _number(cell: Cell, known: Mapping[str, str], wanted: Wanted) -> str:
    return repr(cell).replace(".", ",") if wanted.semicolons else repr(cell)


def _code(cell: Cell, known: Mapping[str, str], wanted: Wanted) -> str:
    return plain(known.get(str(cell), str(cell)))


_WRITERS: Mapping[Kind, Callable[[Cell, Mapping[str, str], Wanted], str]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.FLAG: _number,
    Kind.CODE: _code,
    Kind.CODES: lambda cell, known, wanted: plain(joined(cell, known, wanted)),
    Kind.DATE: lambda cell, known, wanted: plain(str(cell)),
    Kind.TIME: lambda cell, known, wanted: told_moment(cell),
    Kind.MOMENT: lambda cell, known, wanted: told_moment(cell),
}
