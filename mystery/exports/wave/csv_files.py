"""Each table as a csv file, and a codebook: what ODK Central, Kobo and SurveyCTO hand out, too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import partial
from typing import BinaryIO

from mystery.exports.csv_text import plain
from mystery.exports.wave import codebook
from mystery.exports.wave.model import RECORDS, Dataset, File, Table, Wanted, names
from mystery.exports.wave.rendering import renderer
from mystery.exports.wave.words import CODEBOOK


def csv_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """The records first; repeats, remarks and the codebook have files of their own."""
    found = [File(suffix_of(table), "csv", partial(write_table, table, wanted)) for table in dataset.tables]
    name = CODEBOOK[wanted.language].lower()
    return [*found, File(name, "csv", partial(_write_codebook, dataset, wanted))]


def suffix_of(table: Table) -> str:
    return "" if table.name == RECORDS else table.name


def write_table(table: Table, wanted: Wanted, out: BinaryIO) -> None:
    renders = [renderer(variable, wanted) for variable in table.variables]
    rows = ([render(cell) for render, cell in zip(renders, cells, strict=True)] for cells in table.rows())
    _write(names(table.variables), rows, wanted, out)


def _write_codebook(dataset: Dataset, wanted: Wanted, out: BinaryIO) -> None:
    rows = ([plain(cell) for cell in row] for row in codebook.rows(dataset, wanted.language))
    _write(codebook.headings(wanted.language), rows, wanted, out)


def _write(header: Sequence[str], rows: Iterable[Sequence[str]], wanted: Wanted, out: BinaryIO) -> None:
    encoding = "utf-8-sig" if wanted.marked else "utf-8"
    text = io.TextIOWrapper(out, encoding=encoding, newline="", write_through=False)
    writer = csv.writer(text, delimiter=";" if wanted.semicolons else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()  # the file is the caller's to close
