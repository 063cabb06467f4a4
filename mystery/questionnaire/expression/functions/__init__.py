"""The functions of the expression language: name -> what it computes from values.

Those that need the tree or the place of an argument stand in evaluate.py; how many arguments each takes,
in signatures.py. Every function is called with the `Scope` first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mystery.questionnaire.expression.functions import choices, dates, geo, numbers, text
from mystery.questionnaire.expression.values import Value

Function = Callable[..., Value]

FUNCTIONS: Mapping[str, Function] = {
    **choices.FUNCTIONS,
    **dates.FUNCTIONS,
    **geo.FUNCTIONS,
    **numbers.FUNCTIONS,
    **text.FUNCTIONS,
}

__all__ = ["FUNCTIONS", "Function"]
