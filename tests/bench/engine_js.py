"""The engine of the device: the ES modules as they are served, in Node or in Chromium."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mystery.interview import event_json
from mystery.questionnaire import Form, canonical, compile_form
from tests.bench.forms import SHAPES
from tests.bench.journals import answering, opening, toggles
from tests.bench.measure import Report, Row
from tests.js import NODE

SIZES = (100, 1_000, 10_000)
Call = Callable[[str, object], Any]
"""Runs one action of engine.mjs somewhere."""


def in_node(action: str, given: object) -> Any:
    done = subprocess.run(
        [NODE, "--expose-gc", Path(__file__).parent / "run_engine.mjs"],
        input=json.dumps({"action": action, "input": given}),
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(done.stdout)


@cache
def compiled(shape: str, size: int) -> Form:
    return compile_form(SHAPES[shape](size))


def given(shape: str, size: int) -> dict[str, object]:
    """What an action of engine.mjs takes."""
    form = compiled(shape, size)
    return {
        "text": canonical(form.package),
        "opening": [event_json(event) for event in opening(form)],
        "answering": [event_json(event) for event in answering(form)],
    }


def in_node_alone() -> Report:
    return measured("engine-node", in_node)


def measured(name: str, call: Call, sizes: Sequence[int] = SIZES) -> Report:
    """Loading, evaluating everything, one answer of each shape."""
    report = Report(name)
    for size in sizes:
        for what, times in call("loading", given("mixed", size)).items():
            report.rows.append(Row(f"load: {what}", size, tuple(times)))
        for shape in ("chain", "gates", "mixed"):
            for what, times in call("evaluating", given(shape, size)).items():
                report.rows.append(Row(f"evaluate: {what}, {shape}", size, tuple(times)))
        for shape in ("chain", "mixed"):
            times = call("answeringNext", given(shape, size))
            report.rows.append(Row(f"answer: {shape}, next answer", size, tuple(times)))
        times = call("toggling", _toggled("gates", size, "g1", ("yes", "no"), 200))
        report.rows.append(Row("answer: gate of 19", size, tuple(times)))
        times = call("toggling", _toggled("fan-out", size, "q0", (9, 0), 20))
        report.rows.append(
            Row("answer: read by all, for each reader", size, tuple(t / (size - 1) for t in times))
        )
    return report


def _toggled(shape: str, size: int, key: str, values: tuple[object, object], times: int) -> dict[str, object]:
    events = toggles(compiled(shape, size), key, values, times)
    return {**given(shape, size), "toggles": [event_json(event) for event in events]}


def holding(sizes: Sequence[int] = SIZES) -> Report:
    """The heap of Node."""
    report = Report("memory-js")
    for size in sizes:
        bytes_of = in_node("holding", given("mixed", size))
        report.rows += [
            Row("form", size, value=round(bytes_of["form"] / 1e6, 2), unit="MB"),
            Row("one interview", size, value=round(bytes_of["interview"] / 1e6, 2), unit="MB"),
        ]
    return report
