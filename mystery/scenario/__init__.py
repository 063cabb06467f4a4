"""The play: role, facts, must-say, never-say, exit line, timers and the briefing quiz.

What enters: scenario.yaml. What leaves: a `Scenario` bound to a questionnaire, and its problems.
"""

from mystery.scenario.check import check
from mystery.scenario.content import from_content, to_content
from mystery.scenario.model import Document, Objection, QuizQuestion, Scenario, Timer
from mystery.scenario.quiz import Marked, mark
from mystery.scenario.read import read

__all__ = [
    "Document",
    "Marked",
    "Objection",
    "QuizQuestion",
    "Scenario",
    "Timer",
    "check",
    "from_content",
    "mark",
    "read",
    "to_content",
]
