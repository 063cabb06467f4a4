"""Expressions in plain words: “Shown if “Were you greeted?” is “No””.

What enters: a `Definition`. What leaves: for each node the sentences of its rules, in German or English.
Where an expression is too special for words, the sentence quotes it as it is written.
"""

from mystery.questionnaire.reading.readings import FACETS, readings, readings_by_line, readings_by_name

__all__ = ["FACETS", "readings", "readings_by_line", "readings_by_name"]
