"""The play: role, facts, must-say, never-say, exit line, timers and the briefing quiz.

What enters: scenario.yaml. What leaves: a `Scenario` bound to a questionnaire, and its problems.
"""

from mystery.scenario.model import Objection, QuizQuestion, Scenario, Timer

__all__ = ["Objection", "QuizQuestion", "Scenario", "Timer"]
