"""Expressions in plain words: “Shown if “Were you greeted?” is “No””.

What enters: a `Definition`. What leaves: for each node the sentences of its rules, in German or English;
and those of conditions that stand elsewhere and speak of its items.
Where an expression is too special for words, the sentence quotes it as it is written.
"""

from mystery.questionnaire.reading.conditions import conditions
from mystery.questionnaire.reading.readings import FACETS, readings, readings_by_line, readings_by_name

__all__ = ["FACETS", "conditions", "readings", "readings_by_line", "readings_by_name"]
