"""Who goes where: the life of an assignment and who may take it.

What enters: states, windows, histories and `now`. What leaves: whether a step is legal, and problems.
"""

from mystery.fieldwork.states import DONE_STATES, OPEN_STATES, STEPS, may_become

__all__ = ["DONE_STATES", "OPEN_STATES", "STEPS", "may_become"]
