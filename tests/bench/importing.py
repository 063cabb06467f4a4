"""A workbook to a compiled form, beside pyxform's conversion of the same file in the same minutes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import xlsxwriter
from pyxform.xls2xform import convert

from mystery.questionnaire import Form, compile_form
from mystery.questionnaire.expression import parse
from mystery.questionnaire.xlsform import read_workbook
from mystery.services.bursts import allocating
from tests.bench.measure import Report, Row, alternately

_QUESTIONS = (100, 1_000, 10_000)
_CHOICES = (200, 2_000, 20_000)
_COMPARED = (1_000, 20_000)
"""Sizes at which pyxform takes its turns; at all of them it would take the rest of the hour."""


def importing() -> Report:
    """Read, check and compile; pyxform reads, checks and writes its XForm."""
    report = Report("import")
    for size in _QUESTIONS:
        _both(report, "questions", size, _workbook(size, choices=20), with_pyxform=size in _COMPARED)
    for size in _CHOICES:
        _both(
            report,
            "choices, 500 questions",
            size,
            _workbook(500, choices=size),
            with_pyxform=size in _COMPARED,
        )
    return report


def _both(report: Report, what: str, size: int, data: bytes, *, with_pyxform: bool) -> None:
    acts: dict[str, Callable[[], object]] = {"mystery": partial(_imported, data)}
    with tempfile.TemporaryDirectory() as folder:
        if with_pyxform:
            path = Path(folder) / "form.xlsx"
            path.write_bytes(data)
            acts["pyxform"] = lambda: convert(path, validate=False, pretty_print=False)
        for act in acts.values():
            act()
        times = alternately(acts)
    report.rows += [Row(f"{who}: {what}", size, taken) for who, taken in times.items()]
    if with_pyxform:
        ratio = min(times["pyxform"]) / min(times["mystery"])
        report.ratios[f"{what}, {size}: times faster than pyxform"] = ratio


def _imported(data: bytes) -> Form:
    parse.cache_clear()  # as if this workbook were the first
    with allocating():  # as the services do
        return compile_form(read_workbook(data, "form.xlsx")[0])


def _workbook(questions: int, choices: int) -> bytes:
    """Sections of twenty, opened by their first question; a filtered list of the given length."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    _fill(book.add_worksheet("survey"), _survey(questions))
    rows = [("list_name", "name", "label", "area"), ("yn", "yes", "Yes", ""), ("yn", "no", "No", "")]
    rows += [("towns", f"t{number}", f"Town {number}", f"a{number % 10}") for number in range(choices)]
    _fill(book.add_worksheet("choices"), rows)
    _fill(book.add_worksheet("settings"), [("form_title", "form_id", "version"), ("Bench", "bench", "1")])
    book.close()
    return made.getvalue()


def _survey(questions: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("type", "name", "label", "relevant", "constraint", "calculation", "choice_filter")
    ]
    for number in range(questions):
        gate = f"q{number // 20 * 20}"
        name = f"q{number}"
        if number % 20 == 0:
            if number:
                rows.append(("end_group",))
            rows.append(("begin_group", f"s{number // 20}", f"Section {number // 20}"))
            rows.append(("select_one yn", name, "Open this section?"))
        elif number % 20 == 19:
            rows.append(("calculate", name, "", "", "", f"coalesce(${{q{number - 1}}}, 0) + 1"))
        elif number % 20 == 10:
            rows.append(("select_one towns", name, "Town?", "", "", "", "area = 'a1'"))
        else:
            rows.append(
                ("integer", name, f"Question {number}?", f"${{{gate}}} = 'yes'", ". >= 0 and . <= 100")
            )
    return [*rows, ("end_group",)]


def _fill(sheet: object, rows: list[tuple[str, ...]]) -> None:
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)  # type: ignore[attr-defined]
