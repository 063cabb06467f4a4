"""A scenario against the questionnaire it binds."""

from __future__ import annotations

from collections.abc import Iterator

from mystery.problems import Place, Problem, did_you_mean
from mystery.questionnaire import Form, Texts
from mystery.scenario.model import Scenario

VISIT = "visit_minutes"
"""The one timer that needs no item: it measures the whole interview."""


def check(scenario: Scenario, form: Form) -> list[Problem]:
    """Another questionnaire, timers that measure nothing, missing translations, a quiz without a choice."""
    return [
        *_binding(scenario, form),
        *_timers(scenario, form),
        *_languages(scenario, form),
        *_quiz(scenario),
    ]


def _binding(scenario: Scenario, form: Form) -> Iterator[Problem]:
    if scenario.questionnaire and scenario.questionnaire != form.name:
        params = {"scenario": scenario.questionnaire, "form": form.name}
        yield Problem("SCENARIO_OTHER_QUESTIONNAIRE", Place(path="questionnaire"), params)


def _timers(scenario: Scenario, form: Form) -> Iterator[Problem]:
    for timer in scenario.timers:
        bare = timer.name.removesuffix("_minutes")
        if timer.name == VISIT or {timer.name, bare, f"{bare}_seconds"} & form.items.keys():
            continue
        timed = [key for key, item in form.items.items() if item.type in ("timer", "integer", "decimal")]
        params = {"timer": timer.name, "guess": did_you_mean(timer.name, [VISIT, *timed])}
        yield Problem("SCENARIO_TIMER_UNKNOWN", Place(path=f"timers.{timer.name}"), params)


def _languages(scenario: Scenario, form: Form) -> Iterator[Problem]:
    """A text in some languages of the form must exist in all of them; a plain text serves all."""
    for path, texts in _texts(scenario):
        absent = [language for language in form.languages if language not in texts]
        if texts and "default" not in texts and absent:
            params = {"text": path, "languages": ", ".join(absent)}
            yield Problem("SCENARIO_LANGUAGE_MISSING", Place(path=path), params)


def _texts(scenario: Scenario) -> Iterator[tuple[str, Texts]]:
    yield from (("title", scenario.title), ("role", scenario.role), ("exit_line", scenario.exit_line))
    lists = {"facts": scenario.facts, "must_say": scenario.must_say, "never_say": scenario.never_say}
    for key, texts in lists.items():
        yield from ((f"{key}.{number}", text) for number, text in enumerate(texts))
    for number, objection in enumerate(scenario.objections):
        yield from ((f"objections.{number}.if", objection.if_), (f"objections.{number}.then", objection.then))
    for number, question in enumerate(scenario.quiz):
        yield from ((f"quiz.{number}.question", question.question), (f"quiz.{number}.why", question.why))
        yield from ((f"quiz.{number}.options", option) for option in question.options)


def _quiz(scenario: Scenario) -> Iterator[Problem]:
    for number, question in enumerate(scenario.quiz):
        if len(question.options) < 2:
            yield Problem("QUIZ_WITHOUT_CHOICE", Place(path=f"quiz.{number}"), {"number": number + 1})
