"""The rules of calling: how attempts end, what follows, whose turn it is, and what it all comes to.

What enters: cases, histories, hours, holidays and `now`. What leaves: the next moment, the case whose turn
it is with its reasons, final codes, rates, quotas' verdicts, due moments, and problems. No clock, no chance.
"""

from mystery.calling.aapor import AAPOR, CLASSES, FinalCode, Label
from mystery.calling.business import add_business, due, open_time
from mystery.calling.compared import Apart, apart, ranks
from mystery.calling.day_parts import DAY_PARTS, WEEKDAYS, DayPart, day_part_at, day_parts
from mystery.calling.final import NOT_ATTEMPTED, Tried, final_code, finding
from mystery.calling.menus import (
    LONGEST_RUN,
    LONGEST_WAIT,
    MOST_LEVELS,
    Level,
    MenuStep,
    menu_ends,
    menu_levels,
    menu_steps,
)
from mystery.calling.outcomes import FINDINGS, KINDS, OUTCOMES, SURVEY, TEST, Outcome, outcomes_of
from mystery.calling.permitted import (
    USUAL_HOURS,
    Hours,
    hours_of_week,
    is_permitted,
    next_permitted,
    open_spans,
)
from mystery.calling.quotas import ACTIONS, Cell, Counted, Verdict, cells_of, count, verdict
from mystery.calling.rates import FORMULAS, Counts, Rates, counts_of, rates
from mystery.calling.reach import Contact, Planned, Reachability, Waiting, plan_rounds, reachability, windows
from mystery.calling.retry import Case, Next, Number, Plan, after, attempts_allowed
from mystery.calling.rules import LIMITS, USUAL_RULES, Rules, rules, rules_document
from mystery.calling.states import FINAL_STATES, RANKS, CallState, Event, fold
from mystery.calling.turn import REASONS, Agreed, Candidate, Choice, Reason, against, choose
from mystery.calling.worth import Worth, worth

__all__ = [
    "AAPOR", "ACTIONS", "CLASSES", "DAY_PARTS", "FINAL_STATES", "FINDINGS", "FORMULAS", "KINDS", "LIMITS",
    "LONGEST_RUN", "LONGEST_WAIT", "MOST_LEVELS", "NOT_ATTEMPTED", "OUTCOMES", "RANKS", "REASONS", "SURVEY",
    "TEST", "USUAL_HOURS", "USUAL_RULES", "WEEKDAYS", "Agreed", "Apart", "CallState", "Candidate", "Case",
    "Cell", "Choice", "Contact", "Counted", "Counts", "DayPart", "Event", "FinalCode", "Hours", "Label",
    "Level", "MenuStep", "Next", "Number", "Outcome", "Plan", "Planned", "Rates", "Reachability", "Reason",
    "Rules", "Tried", "Verdict", "Waiting", "Worth", "add_business", "after", "against", "apart",
    "attempts_allowed", "cells_of", "choose", "count", "counts_of", "day_part_at", "day_parts", "due",
    "final_code", "finding", "fold", "hours_of_week", "is_permitted", "menu_ends", "menu_levels",
    "menu_steps", "next_permitted", "open_spans", "open_time", "outcomes_of", "plan_rounds", "ranks",
    "rates", "reachability", "rules", "rules_document", "verdict", "windows", "worth",
]  # fmt: skip
