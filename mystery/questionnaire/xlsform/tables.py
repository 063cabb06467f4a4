"""Attached csv and geojson files as rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from mystery.problems import Place, Problem

Rows = tuple[Mapping[str, str], ...]
_ROWS_LIMIT = 200_000
_BROKEN = (UnicodeDecodeError, csv.Error, ValueError, KeyError, AttributeError, TypeError, RecursionError)


def read_tables(attachments: Mapping[str, bytes]) -> tuple[dict[str, Rows], list[Problem]]:
    """Rows by file name. Files of other kinds (media) are none of our business here."""
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for name, data in attachments.items():
        reader = {"csv": _csv_rows, "geojson": _geojson_rows}.get(name.rpartition(".")[2].lower())
        if reader is None:
            continue
        try:
            tables[name] = reader(data.decode("utf-8-sig"))
        except _BROKEN as broken:
            problems.append(
                Problem("TABLE_UNREADABLE", Place(name), {"why": str(broken) or type(broken).__name__})
            )
    return tables, problems


def _csv_rows(text: str) -> Rows:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = []
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append(
            {(key or "").strip(): (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        )
        if len(rows) > _ROWS_LIMIT:
            raise ValueError(f"more than {_ROWS_LIMIT} rows")
    return tuple(rows)


def _geojson_rows(text: str) -> Rows:
    rows = []
    for feature in json.loads(text)["features"]:
        properties = {str(key): str(value) for key, value in (feature.get("properties") or {}).items()}
        properties.setdefault("id", str(feature.get("id", "")))
        point = (feature.get("geometry") or {}).get("coordinates") or []
        properties["geometry"] = " ".join(str(number) for number in reversed(point[:2]))
        rows.append(properties)
    return tuple(rows)
