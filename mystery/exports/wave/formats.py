"""The one registry of formats that a wave can be exported in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mystery.exports.wave.csv_files import csv_files
from mystery.exports.wave.ddi import ddi_files
from mystery.exports.wave.json_file import json_files
from mystery.exports.wave.model import Dataset, File, Wanted
from mystery.exports.wave.sav import sav_files
from mystery.exports.wave.triples import triples_files
from mystery.exports.wave.workbook import workbook_files


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on a command line, and the files that it makes of a questionnaire's records."""

    name: str
    files: Callable[[Dataset, Wanted], list[File]]


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format("csv", csv_files),
        Format("xlsx", workbook_files),
        Format("sav", sav_files),
        Format("json", json_files),
        Format("ddi", ddi_files),
        Format("triples", triples_files),
    )
}
"""By name, in the order in which people are offered them."""
