"""How a command prints problems: one line each, or records for other programs."""

from __future__ import annotations

from mystery.problems import Problem, Severity, describe, remedy


def line_of(file: str, problem: Problem, lang: str) -> str:
    """`file:place CODE message`; a warning says that it is one."""
    where = f"{file}:{problem.place}" if str(problem.place) != "-" else file
    warning = " (warning)" if problem.severity is Severity.WARNING else ""
    return f"{where} {problem.code}{warning} {describe(problem, lang)}"


def record_of(file: str, problem: Problem, lang: str) -> dict[str, object]:
    """The same as a JSON object."""
    place = problem.place
    return {
        "file": file,
        "place": str(place),
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "row": place.row,
        "column_name": place.column_name,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": describe(problem, lang),
        "remedy": remedy(problem, lang),
        "params": {name: str(value) for name, value in problem.params.items()},
    }
