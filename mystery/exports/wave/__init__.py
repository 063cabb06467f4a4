"""The records of a wave, all versions of a questionnaire together, in formats of other programs.

What enters: the forms of all versions, and records as they were handed in. What leaves: one neutral
`Dataset` (variables with their words, tables of cells), and from it the files of each format. Pure: no
database, no clock; files are written into what the caller opens.
"""

from mystery.exports.wave.build import dataset_of
from mystery.exports.wave.formats import FORMATS, Format
from mystery.exports.wave.model import About, Dataset, File, Record, Version, Wanted, pack
from mystery.exports.wave.together import together

__all__ = [
    "FORMATS",
    "About",
    "Dataset",
    "File",
    "Format",
    "Record",
    "Version",
    "Wanted",
    "dataset_of",
    "pack",
    "together",
]
