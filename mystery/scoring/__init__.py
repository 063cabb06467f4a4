"""What an interview is worth.

What enters: scheme.yaml, a `Form` and a `Submission`. What leaves: a `Scheme` with its problems, and a
`ScoreSheet` whose trace says for every point under which rule it was gained or lost.
"""

from mystery.scoring.best import Best, best_of
from mystery.scoring.check import check_scheme
from mystery.scoring.compare import compare_schemes
from mystery.scoring.derive import completed, derived_scheme
from mystery.scoring.grades import best_total_of, grade_of
from mystery.scoring.model import (
    FlagRule,
    ItemRule,
    Rule,
    Scheme,
    ScoreSheet,
    SectionRule,
    SectionScore,
    TraceLine,
)
from mystery.scoring.read import MODELS, read_marked_scheme, read_scheme
from mystery.scoring.score import Scorer, score, scorer, section_of_items

__all__ = [
    "MODELS",
    "Best",
    "FlagRule",
    "ItemRule",
    "Rule",
    "Scheme",
    "ScoreSheet",
    "Scorer",
    "SectionRule",
    "SectionScore",
    "TraceLine",
    "best_of",
    "best_total_of",
    "check_scheme",
    "compare_schemes",
    "completed",
    "derived_scheme",
    "grade_of",
    "read_marked_scheme",
    "read_scheme",
    "score",
    "scorer",
    "section_of_items",
]
