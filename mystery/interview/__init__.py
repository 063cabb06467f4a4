"""Running a questionnaire.

What enters: a `Form` and the journal of an interview. What leaves: its `State` (visible path, values,
problems) and, once finished, a `Submission`. The same rules run in static/js/interview/.
"""

from mystery.interview.model import AnswerProblem, Event, ItemState, State, Submission

__all__ = ["AnswerProblem", "Event", "ItemState", "State", "Submission"]
