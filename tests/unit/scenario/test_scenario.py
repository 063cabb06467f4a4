from __future__ import annotations

from dataclasses import replace

from mystery.problems import describe
from mystery.questionnaire import Form, Item
from mystery.scenario import QuizQuestion, Timer, check, mark, read

TEXT = """\
scenario: first-time-buyer
questionnaire: store-visit
method: store-visit
title: {de: Erstkauf, en: First purchase}
role: {de: Sie kaufen zum ersten Mal., en: You buy for the first time.}
facts: [{de: Budget 200 Euro, en: Budget 200 euros}]
must_say: [{de: Ich kenne mich nicht aus., en: I am new to this.}]
never_say: [{de: Test, en: test}]
objections: [{if: {de: Zu teuer?, en: Too dear?}, then: {de: Ich überlege., en: I will think.}}]
exit_line: {de: Danke, en: Thank you}
timers: {visit_minutes: [15, 40], talk: [3, 20]}
quiz:
  - question: {de: Budget?, en: Budget?}
    options: [{de: '100', en: '100'}, {de: '200', en: '200'}]
    right: 1
    why: {de: Steht im Drehbuch., en: The scenario says so.}
requires: {recording: never, purchase: {max_euro: 20}}
"""
TALK = Item("talk", "talk", "timer", "", "", "", {})
FORM = Form("store-visit", "1", ("de", "en"), "de", {"talk": TALK}, {})


def test_a_scenario_is_read_with_everything_a_tester_needs() -> None:
    scenario, problems = read(TEXT, "scenario.yaml")
    assert problems == []
    assert scenario.timers == (Timer("visit_minutes", 15, 40), Timer("talk", 3, 20))
    assert scenario.objections[0].then["en"] == "I will think."
    assert scenario.requires == {"recording": "never", "purchase": {"max_euro": "20"}}
    assert check(scenario, FORM) == []


def test_what_is_missing_or_mistyped_is_reported_with_its_line() -> None:
    _, problems = read(TEXT.replace("must_say", "must_sya").replace("[15, 40]", "[40, 15]"), "scenario.yaml")
    assert [(problem.place.line, problem.code) for problem in problems] == [
        (11, "TIMER_NOT_A_SPAN"),
        (7, "KEY_UNKNOWN"),
    ]
    _, problems = read("scenario: a\nrole: {en: You}\n")
    assert [problem.params["key"] for problem in problems] == ["questionnaire", "method", "exit_line"]


def test_a_scenario_that_does_not_fit_its_form_says_where() -> None:
    scenario, _ = read(TEXT)
    question = QuizQuestion({"en": "Only one?"}, ({"default": "yes"},), 0, {})
    wrong = replace(
        scenario, questionnaire="phone", timers=(Timer("tlak", 1, 2),), quiz=(question,), role={"de": "Sie"}
    )
    problems = check(wrong, FORM)
    assert [(problem.place.path, problem.code) for problem in problems] == [
        ("questionnaire", "SCENARIO_OTHER_QUESTIONNAIRE"),
        ("timers.tlak", "SCENARIO_TIMER_UNKNOWN"),
        ("role", "SCENARIO_LANGUAGE_MISSING"),
        ("quiz.0.question", "SCENARIO_LANGUAGE_MISSING"),
        ("quiz.0", "QUIZ_WITHOUT_CHOICE"),
    ]
    assert all(describe(problem, "de") != describe(problem) for problem in problems)


def test_a_quiz_is_passed_only_when_everything_is_right() -> None:
    scenario, _ = read(TEXT)
    assert mark(scenario, [1]).passed
    assert mark(scenario, [0]).wrong == (0,)
    assert not mark(scenario, []).passed
