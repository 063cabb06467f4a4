"""The briefing quiz: who has understood the play may go into the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mystery.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked quiz: `wrong` are the questions, counted from 0, whose answer was not the right one."""

    right: int
    questions: int
    wrong: tuple[int, ...]

    @property
    def passed(self) -> bool:
        """Everything must be right: five questions are few, and each one guards a test."""
        return not self.wrong


def mark(scenario: Scenario, chosen: Sequence[int | None]) -> Marked:
    """Mark the chosen options, in the order of the questions; an unanswered question is wrong."""
    answers = [*chosen, *[None] * len(scenario.quiz)]
    wrong = tuple(index for index, question in enumerate(scenario.quiz) if answers[index] != question.right)
    return Marked(len(scenario.quiz) - len(wrong), len(scenario.quiz), wrong)
