"""scenario.yaml -> `Scenario`, with a problem for everything that cannot be read."""

from __future__ import annotations

from mystery.marks import Fields, Marked, decimal_of, load, texts_of
from mystery.problems import Problem
from mystery.scenario.model import Objection, QuizQuestion, Scenario, Timer

_EMPTY = Scenario("", "", "", {}, {}, (), (), (), {})


def read(text: str, file: str = "") -> tuple[Scenario, list[Problem]]:
    """Read a scenario. What cannot be read is left out and reported with its line."""
    node, problems = load(text, file)
    if node is None:
        return _EMPTY, problems
    fields = Fields(node, problems)
    if node.kind != "mapping":
        return _EMPTY, problems
    fields.require("scenario", "questionnaire", "method", "role", "exit_line")
    scenario = Scenario(
        name=fields.text("scenario"),
        questionnaire=fields.text("questionnaire"),
        method=fields.text("method"),
        title=fields.texts("title"),
        role=fields.texts("role"),
        facts=fields.texts_list("facts"),
        must_say=fields.texts_list("must_say"),
        never_say=fields.texts_list("never_say"),
        exit_line=fields.texts("exit_line"),
        objections=tuple(_objection(fields.inside(each)) for each in fields.elements("objections")),
        timers=tuple(_timer(name, span, fields) for name, span in fields.entries("timers").items()),
        quiz=tuple(_question(fields.inside(each)) for each in fields.elements("quiz")),
        requires={key: value.plain() for key, value in fields.entries("requires").items()},
    )
    fields.finish("version", "note")
    return scenario, problems


def _objection(fields: Fields) -> Objection:
    fields.require("if", "then")
    objection = Objection(fields.texts("if"), fields.texts("then"))
    fields.finish()
    return objection


def _timer(name: str, span: Marked, fields: Fields) -> Timer:
    """`visit_minutes: [15, 40]`: the least and the most, in minutes."""
    limits = [decimal_of(each, f"timers: {name}", fields) for each in span.elements]
    low, high = [*limits, None, None][:2]
    if low is None or high is None or len(limits) != 2:
        fields.problem("TIMER_NOT_A_SPAN", span.place, name=name)
        return Timer(name, 0.0, 0.0)
    if high < low:
        fields.problem("TIMER_NOT_A_SPAN", span.place, name=name)
    return Timer(name, float(low), float(high))


def _question(fields: Fields) -> QuizQuestion:
    fields.require("question", "options", "right")
    options = tuple(texts_of(each, "options", fields) for each in fields.elements("options"))
    right = fields.decimal("right")
    index = int(right) if right is not None and right == int(right) else -1
    if options and right is not None and not 0 <= index < len(options):
        fields.problem("QUIZ_RIGHT_OUT_OF_RANGE", fields.place("right"), last=len(options) - 1)
    question = QuizQuestion(fields.texts("question"), options, max(index, 0), fields.texts("why"))
    fields.finish()
    return question
