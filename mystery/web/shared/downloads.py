"""Tables that people take along, as csv files that no spreadsheet runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from mystery.exports.csv_text import csv_lines


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A csv file to be saved under `name`."""
    reply = Response("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply
