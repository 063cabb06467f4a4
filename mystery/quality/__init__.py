"""Whether a submission is likely to be true.

What enters: a `Submission` and its `Context` (form, agreed time and place, the scenario's timers, what
is usual in the wave, files seen before). What leaves: `Flag` values for a reviewer, who decides; a flag
never rejects anything by itself.
"""

from mystery.quality.inspect import inspect
from mystery.quality.model import DOUBT, HINT, SEVERITIES, STOP, Context, Flag, Measured
from mystery.quality.places import metres_between
from mystery.quality.words import sentence

__all__ = [
    "DOUBT",
    "HINT",
    "SEVERITIES",
    "STOP",
    "Context",
    "Flag",
    "Measured",
    "inspect",
    "metres_between",
    "sentence",
]
