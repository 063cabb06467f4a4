"""How much is done for one answer, in counts: the same in a form of any length."""

from __future__ import annotations

import gzip

import pytest

from mystery.interview import Event
from mystery.interview.paths import Instance
from mystery.interview.plan import Entry, Plan
from mystery.interview.run import Interview
from mystery.questionnaire import canonical, compile_form
from tests.bench.forms import SHAPES
from tests.bench.journals import opening
from tests.js import run


class Counted(Interview):
    """An interview that counts its evaluations."""

    evaluations = 0

    def _evaluate(self, entry: Entry, at: Instance) -> None:
        self.evaluations += 1
        super()._evaluate(entry, at)


ANSWERS = [
    pytest.param("chain", "q0", "yes", 2, id="its successor, and the one that reads whether that is there"),
    pytest.param("gates", "g1", "yes", 38, id="nineteen conditions and the checks of what appears"),
    pytest.param("mixed", "i1_area", "a3", 3, id="the towns of an area and what tells of the town"),
]


@pytest.mark.parametrize(("shape", "path", "value", "most"), ANSWERS)
@pytest.mark.parametrize("size", [100, 1_000])
def test_an_answer_evaluates_its_readers_only(
    shape: str, path: str, value: str, most: int, size: int
) -> None:
    form = compile_form(SHAPES[shape](size))
    interview = Counted(form, Plan(form))
    for event in opening(form):
        interview.apply(event)
    interview.evaluations = 0
    interview.apply(Event(1_000, "answer", path, value))
    assert interview.evaluations <= most


@pytest.mark.parametrize(("shape", "path", "value", "most"), ANSWERS)
def test_an_answer_evaluates_its_readers_only_on_the_device_too(
    shape: str, path: str, value: str, most: int
) -> None:
    form = compile_form(SHAPES[shape](1_000))
    events = [{"seq": 1, "kind": "open"}, {"seq": 2, "kind": "answer", "path": path, "value": value}]
    ((_, evaluations),) = run([{"action": "evaluations", "form": form.package, "events": events}])  # type: ignore[misc]
    assert evaluations <= most


def test_a_filter_by_a_column_reads_no_other_rows() -> None:
    form = compile_form(SHAPES["mixed"](100))
    plan = Plan(form)
    interview = Interview(form, plan)
    for event in (*opening(form), Event(1_000, "answer", "i1_area", "a3")):
        interview.apply(event)
    assert interview.root.slots["i1_town"].choices == tuple(f"t{number}" for number in range(3, 200, 10))


def test_a_package_grows_as_its_questionnaire() -> None:
    short, long = (canonical(compile_form(SHAPES["mixed"](size)).package).encode() for size in (100, 1_000))
    assert len(long) < 10 * len(short)
    assert len(long) < 320_000
    assert len(gzip.compress(long)) < 32_000
