"""A scenario as JSON and back: how it lies in the database and travels to the player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mystery.questionnaire import Texts
from mystery.scenario.model import Document, Objection, QuizQuestion, Scenario, Timer


def to_content(scenario: Scenario) -> dict[str, Any]:
    """Plain JSON, in the shape of scenario.yaml; what the tester takes along joins it on the desk."""
    documents = [asdict(each) for each in scenario.documents]
    return {
        "role": dict(scenario.role),
        "facts": [dict(text) for text in scenario.facts],
        "must_say": [dict(text) for text in scenario.must_say],
        "never_say": [dict(text) for text in scenario.never_say],
        "exit_line": dict(scenario.exit_line),
        "objections": [{"if": dict(each.if_), "then": dict(each.then)} for each in scenario.objections],
        "timers": [{"name": each.name, "low": each.low, "high": each.high} for each in scenario.timers],
        "quiz": [
            {
                "question": dict(each.question),
                "options": [dict(option) for option in each.options],
                "right": each.right,
                "why": dict(each.why),
            }
            for each in scenario.quiz
        ],
        "requires": dict(scenario.requires),
        **({"documents": documents} if documents else {}),
    }


def from_content(
    content: Mapping[str, Any], *, name: str, questionnaire: str, method: str, title: Texts
) -> Scenario:
    """The scenario that `to_content` stored; what is absent is empty."""
    return Scenario(
        name=name,
        questionnaire=questionnaire,
        method=method,
        title=title,
        role=content.get("role", {}),
        facts=_texts(content, "facts"),
        must_say=_texts(content, "must_say"),
        never_say=_texts(content, "never_say"),
        exit_line=content.get("exit_line", {}),
        objections=tuple(Objection(each["if"], each["then"]) for each in _list(content, "objections")),
        timers=tuple(
            Timer(each["name"], float(each["low"]), float(each["high"])) for each in _list(content, "timers")
        ),
        quiz=tuple(
            QuizQuestion(each["question"], tuple(each["options"]), int(each["right"]), each.get("why", {}))
            for each in _list(content, "quiz")
        ),
        requires=content.get("requires", {}),
        documents=tuple(Document(**each) for each in _list(content, "documents")),
    )


def _list(content: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = content.get(key, ())
    return found if isinstance(found, Sequence) else ()


def _texts(content: Mapping[str, Any], key: str) -> tuple[Texts, ...]:
    return tuple(_list(content, key))
