"""Running a questionnaire.

What enters: a `Form` and the journal of an interview. What leaves: its `State` (visible path, values,
problems) and, once finished, a `Submission`. The same rules run in static/js/interview/.
"""

from mystery.interview.answers import Answer, Missing, answers_of, as_codes, as_number
from mystery.interview.conditions import Conditions, conditions_of
from mystery.interview.model import AnswerProblem, Event, ItemState, State, Submission

__all__ = [
    "Answer",
    "AnswerProblem",
    "Conditions",
    "Event",
    "ItemState",
    "Missing",
    "State",
    "Submission",
    "answers_of",
    "as_codes",
    "as_number",
    "conditions_of",
]
