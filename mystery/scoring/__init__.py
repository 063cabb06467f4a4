"""What an interview is worth.

What enters: a `Form`, a `Scheme` and a `Submission`. What leaves: a `ScoreSheet` whose trace says for
every point under which rule it was gained or lost.
"""

from mystery.scoring.model import (
    ItemRule,
    Rule,
    Scheme,
    ScoreSheet,
    SectionRule,
    SectionScore,
    TraceLine,
)

__all__ = ["ItemRule", "Rule", "Scheme", "ScoreSheet", "SectionRule", "SectionScore", "TraceLine"]
