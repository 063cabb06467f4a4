"""Who goes where: the life of an assignment, who may take it, what a wave needs before it starts.

What enters: states, targets, windows, histories and `now`. What leaves: whether a step is legal, how
many tests are still to be planned and when, and problems in the way.
"""

from mystery.fieldwork.eligible import (
    ROTATION_DAYS,
    Candidate,
    Past,
    Visit,
    distance_km,
    eligible,
)
from mystery.fieldwork.go_live import (
    KINDS,
    Grounds,
    Line,
    Play,
    Preparation,
    blocking,
    grounds_lines,
    wave_lines,
)
from mystery.fieldwork.states import DONE_STATES, OPEN_STATES, STEPS, WAVE_STEPS, may_become
from mystery.fieldwork.targets import missing, spread, window_at

__all__ = [
    "DONE_STATES",
    "KINDS",
    "OPEN_STATES",
    "ROTATION_DAYS",
    "STEPS",
    "WAVE_STEPS",
    "Candidate",
    "Grounds",
    "Line",
    "Past",
    "Play",
    "Preparation",
    "Visit",
    "blocking",
    "distance_km",
    "eligible",
    "grounds_lines",
    "may_become",
    "missing",
    "spread",
    "wave_lines",
    "window_at",
]
