"""The manual of the language: what each type, function, appearance and operator is, in both languages.

Which types and functions there are is said by their registries alone (`TYPES`, `SIGNATURES`); a test
holds the manual to them.
"""

from mystery.questionnaire.manual.functions import FUNCTIONS, signature_of
from mystery.questionnaire.manual.model import Entry
from mystery.questionnaire.manual.signs import APPEARANCES, OPERATORS
from mystery.questionnaire.manual.types import TYPES, type_facts

__all__ = ["APPEARANCES", "FUNCTIONS", "OPERATORS", "TYPES", "Entry", "signature_of", "type_facts"]
