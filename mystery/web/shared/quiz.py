"""The form of a briefing quiz: one question of the scenario after the other."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from mystery.scenario import Scenario
from mystery.web.shared.visit_card import in_words


@dataclass(frozen=True, slots=True)
class Question:
    """`why` explains, and is given once the question was answered wrongly."""

    name: str
    text: str
    options: tuple[str, ...]
    chosen: int | None = None
    why: str = ""


def chosen_options(play: Scenario) -> list[int | None]:
    """What was sent, in the order of the questions; None where nothing or nonsense came."""
    return [_number(request.form.get(f"question-{index}", "")) for index in range(len(play.quiz))]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 else None


def questions(play: Scenario, chosen: list[int | None], wrong: tuple[int, ...]) -> list[Question]:
    """The quiz as the page shows it, after an attempt with its explanations."""
    return [
        Question(
            name=f"question-{index}",
            text=in_words(each.question),
            options=tuple(in_words(option) for option in each.options),
            chosen=chosen[index] if index < len(chosen) else None,
            why=in_words(each.why) if index in wrong else "",
        )
        for index, each in enumerate(play.quiz)
    ]
