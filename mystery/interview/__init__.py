"""Running a questionnaire.

What enters: a `Form` and the journal of an interview. What leaves: its `State` (visible path, values,
problems) and, once finished, a `Submission`. The same rules run in static/js/interview/.
"""

from mystery.interview.answers import Answer, Missing, answers_of, as_codes, as_number
from mystery.interview.conditions import Conditions, conditions_of
from mystery.interview.ending import ENDINGS, ending_of, is_running
from mystery.interview.given import MISSING_CHOICE, MISSING_QUESTION, Circumstances, events_toward, times_in
from mystery.interview.journal import Opening, event_json, event_of, events_from_answers
from mystery.interview.migrate import Move, Orphan, migration, move, orphans
from mystery.interview.model import AnswerProblem, Event, ItemState, State, Submission
from mystery.interview.simulate import Simulation, simulate
from mystery.interview.state import can_finish, choice_label, label, state
from mystery.interview.submission import media_in, submission

__all__ = [
    "ENDINGS",
    "MISSING_CHOICE",
    "MISSING_QUESTION",
    "Answer",
    "AnswerProblem",
    "Circumstances",
    "Conditions",
    "Event",
    "ItemState",
    "Missing",
    "Move",
    "Opening",
    "Orphan",
    "Simulation",
    "State",
    "Submission",
    "answers_of",
    "as_codes",
    "as_number",
    "can_finish",
    "choice_label",
    "conditions_of",
    "ending_of",
    "event_json",
    "event_of",
    "events_from_answers",
    "events_toward",
    "is_running",
    "label",
    "media_in",
    "migration",
    "move",
    "orphans",
    "simulate",
    "state",
    "submission",
    "times_in",
]
