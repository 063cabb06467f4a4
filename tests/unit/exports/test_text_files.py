"""Exports that spreadsheets and scripts read: csv, workbook, JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import jsonschema
import openpyxl
import pytest

from mystery.exports.wave import Version, Wanted, dataset_of
from mystery.problems import Rejected
from tests.architecture.sources import ROOT
from tests.unit.exports.world import about, dataset, files, form, record

MAIN = "s-1-w-1-visit.csv"


def rows(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_answers_stand_in_words_or_as_codes() -> None:
    words, codes = files("csv", Wanted("en"))[MAIN], files("csv", Wanted(labels=False))[MAIN]
    assert words.startswith("\N{ZERO WIDTH NO-BREAK SPACE}meta_interview,".encode())
    assert [(row["mood"], row["colours"]) for row in rows(words)[:3]] == [
        ("Glad", "Red; Blue"),
        ("Refused", "Don't know"),
        ("Angry", "Green"),
    ]
    assert [(row["mood"], row["colours"]) for row in rows(codes)[:3]] == [
        ("glad", "red blue"),
        ("refused", "dont_know"),
        ("angry", "green"),
    ]
    assert (rows(words)[3]["seen_at"], rows(words)[2]["day"]) == ("2026-11-23T10:15:00+01:00", "2026-11-23")


def test_missing_codes_can_stay_away_and_a_german_spreadsheet_gets_commas() -> None:
    plain = files("csv", Wanted(missing_codes=False, marked=False, semicolons=True))[MAIN]
    found = rows(plain, ";")
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert (found[1]["mood"], found[2]["area"], found[0]["count"]) == ("", "12,5", "-5")


@pytest.mark.parametrize("typed", ["=1+1", "+49 30", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_what_somebody_typed_never_becomes_a_formula(typed: str) -> None:
    records = [record(1, "1", {"gone": typed, "count": -5}, meta_tester=typed, meta_place=typed)]
    found = dataset_of(about(), [Version("1", form("1"), 1)], records)
    [row] = rows(files("csv", Wanted(), found)[MAIN])
    assert (row["gone"], row["meta_tester"], row["meta_place"]) == (f"'{typed}",) * 3
    assert row["count"] == "-5"
    sheet = openpyxl.load_workbook(
        io.BytesIO(files("xlsx", Wanted(), found)["s-1-w-1-visit.xlsx"])
    ).worksheets[0]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["gone"].data_type == "s"
    assert (cells["count"].data_type, cells["count"].value) == ("n", -5)


def test_a_number_that_was_typed_as_text_stays_one() -> None:
    found = dataset_of(about(), [Version("1", form("1"), 1)], [record(1, "1", {"gone": "-5"})])
    assert rows(files("csv", Wanted(), found)[MAIN])[0]["gone"] == "-5"


def test_a_workbook_has_records_repeats_codebook_and_what_it_is_about() -> None:
    book = openpyxl.load_workbook(io.BytesIO(files("xlsx", Wanted("en"))["s-1-w-1-visit.xlsx"]))
    assert book.sheetnames == ["Records", "defects", "defects__photos", "remarks", "Codebook", "About"]
    head, *lines = book["Records"].iter_rows(values_only=True)
    told = [dict(zip(head, line, strict=True)) for line in lines]
    assert str(told[3]["seen_at"]) == "2026-11-23 10:15:00"
    assert (told[0]["mood"], told[0]["colours__red"], told[1]["mood"]) == ("Glad", 1, "Refused")
    changed = [
        line[-1] for line in book["Codebook"].iter_rows(values_only=True) if line[1] == "mood" and line[-1]
    ]
    assert changed == ["1: How was he?", "1: Angry"]
    assert ("Left out", "who") in list(book["About"].iter_rows(values_only=True))


def test_a_table_that_is_wider_than_a_sheet_is_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mystery.exports.wave.workbook.MOST_COLUMNS", 20)
    with pytest.raises(Rejected) as refused:
        files("xlsx")
    assert [each.code for each in refused.value.problems] == ["EXPORT_TOO_LARGE"]


def test_the_json_document_is_as_its_schema_says() -> None:
    found: Any = json.loads(files("json")["s-1-w-1-visit.json"])
    schema = json.loads((ROOT / "docs/exports.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    records = found["tables"][0]["rows"]
    assert records[1]["mood"] == {"missing": "refused"}
    assert records[0]["colours"] == ["red", "blue"]
    assert [len(each["rows"]) for each in found["tables"]] == [each.count for each in dataset().tables]
