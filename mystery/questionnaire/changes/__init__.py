"""What is different between two versions of a questionnaire, in words.

What enters: two `Definition`s. What leaves: `Change` values, which `said` turns into German or English
sentences; and, for two forms, the problems that forbid the later one to be a version of the earlier.
"""

from mystery.questionnaire.changes.compare import compare
from mystery.questionnaire.changes.model import Change
from mystery.questionnaire.changes.rules import version_problems
from mystery.questionnaire.changes.words import CHOICE_LIST, said

__all__ = ["CHOICE_LIST", "Change", "compare", "said", "version_problems"]
