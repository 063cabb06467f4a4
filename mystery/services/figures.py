"""The figures of a wave as a file that a client may take along: minimum cells are kept, the log is told."""

from __future__ import annotations

from mystery.access import Actor, require
from mystery.exports.csv_text import csv_lines
from mystery.exports.figures import figure_rows, headings
from mystery.services import audit
from mystery.services.reports import Made
from mystery.services.results import Result
from mystery.services.transaction import transaction


def figures_file(result: Result, language: str, actor: Actor) -> Made:
    """The figures of the part that the person reads, as csv; the same as on their pages."""
    require(actor, "export.view")
    rows = list(figure_rows(result.findings, language))
    wave = result.wave
    with transaction():
        told = {"scope": result.part.key, "language": language, "figures": len(rows)}
        audit.append("export.figures", wave, actor, told)
        name = f"{wave.study.code}-{wave.code}-figures.csv"
    return Made("".join(csv_lines(headings(language), rows)).encode(), name)
