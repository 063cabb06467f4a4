"""The catalogue of every error and warning.

What enters: nothing. What leaves: `Problem` values, each with a code, a place and named
parameters, and `describe()`, which turns one into a sentence with a remedy, in German or English.
The rest of the code passes codes around; only the edges (web, command line) ask for sentences.
Each area has a module here that lists its entries; the catalogue is their union.
"""

from mystery.problems.catalogue import CATALOGUE, describe, remedy
from mystery.problems.guess import did_you_mean
from mystery.problems.model import Entry, Forbidden, NotFound, Place, Problem, Rejected, Severity, errors_of

__all__ = [
    "CATALOGUE",
    "Entry",
    "Forbidden",
    "NotFound",
    "Place",
    "Problem",
    "Rejected",
    "Severity",
    "describe",
    "did_you_mean",
    "errors_of",
    "remedy",
]
