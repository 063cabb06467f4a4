"""The engine on the server: compiling, loading, evaluating the whole form, one answer, memory."""

from __future__ import annotations

import gc
import gzip
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial

from mystery.interview import Event, state
from mystery.interview.plan import Plan
from mystery.interview.run import Interview
from mystery.questionnaire import Form, canonical, compile_form, form_of
from tests.bench.forms import SHAPES
from tests.bench.journals import answering, opening, toggles
from tests.bench.measure import Report, Row, once, timed

SIZES = (100, 1_000, 10_000)
_SAMPLE = 400


def compiling(sizes: Sequence[int] = SIZES) -> Report:
    """Definition to package, package text to form, form to plan and opened interview."""
    report = Report("compile-python")
    for size in sizes:
        definition = SHAPES["mixed"](size)
        form = compile_form(definition)
        text, plan = canonical(form.package), Plan(form)
        acts = {
            "check and compile": partial(compile_form, definition),
            "read the package": partial(form_of, text),
            "open an interview, first of its form": partial(_opened_first, form),
            "open an interview, any later one": partial(opened, form, plan),
        }
        report.rows += [Row(what, size, timed(act)) for what, act in acts.items()]
        report.rows += [
            Row("package, bytes", size, value=len(text.encode()), unit="B"),
            Row("package, bytes gzipped", size, value=len(gzip.compress(text.encode())), unit="B"),
        ]
    return report


def _opened_first(form: Form) -> Interview:
    return opened(form, Plan(form))


def evaluating(sizes: Sequence[int] = SIZES) -> Report:
    """Everything again, checks included, of a form with an answer to every question."""
    report = Report("evaluate-python")
    for size in sizes:
        for shape in ("chain", "gates", "mixed"):
            run = answered(compile_form(SHAPES[shape](size)))
            report.rows.append(Row(f"whole form, {shape}", size, timed(run.evaluate_everything)))
    form = compile_form(SHAPES["mixed"](1_000))
    journal = [*opening(form), *answering(form)]
    report.rows.append(
        Row("replay of a whole journal with its state", len(journal), timed(lambda: state(form, journal)))
    )
    return report


def answering_one(sizes: Sequence[int] = SIZES) -> Report:
    """One answer: the next of a chain or of a mixed form, a gate over nineteen, one that all read."""
    report = Report("answer-python")
    for size in sizes:
        for shape in ("chain", "mixed"):
            form = compile_form(SHAPES[shape](size))
            report.rows.append(Row(f"{shape}, next answer", size, _first_answers(form)))
        gates = compile_form(SHAPES["gates"](size))
        report.rows.append(Row("gate of 19", size, _toggled(gates, "g1", ("yes", "no"))))
        fan_out = compile_form(SHAPES["fan-out"](size))
        times = _toggled(fan_out, "q0", (9, 0), times=20)
        report.rows.append(
            Row("read by all, for each reader", size, tuple(each / (size - 1) for each in times))
        )
    return report


def holding(sizes: Sequence[int] = SIZES) -> Report:
    """Memory of a form with its plan, and of one interview with an answer to everything."""
    report = Report("memory-python")
    for size in sizes:
        text = canonical(compile_form(SHAPES["mixed"](size)).package)
        report.rows += [
            Row("form and plan", size, value=_megabytes(partial(_plan_of_text, text)), unit="MB"),
            Row("one interview", size, value=_interview_megabytes(form_of(text)), unit="MB"),
        ]
    return report


def opened(form: Form, plan: Plan) -> Interview:
    run = Interview(form, plan)
    for event in opening(form):
        run.apply(event)
    return run


def answered(form: Form) -> Interview:
    run = opened(form, Plan(form))
    for event in answering(form):
        run.apply(event)
    return run


def _apply(run: Interview, events: Sequence[Event]) -> None:
    for event in events:
        run.apply(event)


def _first_answers(form: Form) -> tuple[float, ...]:
    """Answers to questions from the middle of the form that were not answered before."""
    events, plan = list(answering(form)), Plan(form)
    start = max(0, len(events) // 2 - _SAMPLE // 2)
    sample = events[start : start + _SAMPLE]
    times = []
    for _ in range(6):
        run = opened(form, plan)
        _apply(run, events[:start])
        times.append(once(partial(_apply, run, sample)) / len(sample))
    return tuple(times[1:])


def _toggled(form: Form, key: str, values: tuple[object, object], times: int = 200) -> tuple[float, ...]:
    run = answered(form)
    events = toggles(form, key, values, times)
    return timed(partial(_apply, run, events), per=times)


def _plan_of_text(text: str) -> Plan:
    return Plan(form_of(text))


def _megabytes(make: Callable[[], object]) -> float:
    gc.collect()
    tracemalloc.start()
    kept = make()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return round(held / 1e6, 2)


def _interview_megabytes(form: Form) -> float:
    plan = Plan(form)
    events = [*opening(form), *answering(form)]

    def make() -> Interview:
        run = Interview(form, plan)
        _apply(run, events)
        return run

    return _megabytes(make)
