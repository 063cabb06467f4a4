"""Exports for SPSS, archives and survey programs, read back by readers that are not ours, or independent."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyreadstat
import pytest

from mystery.exports.wave import Version, Wanted, dataset_of
from tests.unit.exports.world import about, dataset, files, form, record

_NS = "{ddi:codebook:2_5}"


def read_sav(folder: Path, name: str, wanted: Wanted | None = None, **how: Any) -> tuple[Any, Any]:
    path = folder / "file.sav"
    path.write_bytes(files("sav", wanted)[name])
    frame, meta = pyreadstat.read_sav(path, **how)
    return frame, meta


def test_spss_gets_labels_values_and_user_missing_codes(tmp_path: Path) -> None:
    frame, meta = read_sav(tmp_path, "s-1-w-1-visit.sav", Wanted("de"), user_missing=True)
    assert meta.column_names_to_labels["mood"] == "Wie war die Stimmung?"
    # an answer of -98 is there, so that a code of -98 would be ambiguous
    assert meta.variable_value_labels["mood"] == {
        1.0: "Froh", 2.0: "Verärgert", 3.0: "Ruhig", -997.0: "Weiß nicht", -998.0: "Verweigert",
    }  # fmt: skip
    assert meta.missing_ranges["mood"] == [{"lo": -997.0, "hi": -997.0}, {"lo": -998.0, "hi": -998.0}]
    assert list(frame["mood"]) == [1.0, -998.0, 2.0, 3.0, -997.0]
    assert frame["count"].fillna(0).tolist() == [-5.0, -997.0, 0.0, 0.0, -98.0]
    assert meta.variable_measure["mood"] == "nominal"
    assert list(frame["gone"]) == ["=1+1", "", "", "", ""]


def test_spss_takes_several_answers_as_one_set(tmp_path: Path) -> None:
    frame, meta = read_sav(tmp_path, "s-1-w-1-visit.sav")
    assert meta.mr_sets["colours_set"]["variable_list"] == ["colours__red", "colours__blue", "colours__green"]
    assert meta.mr_sets["colours_set"]["counted_value"] == 1
    assert frame["colours__red"].isna().tolist() == [False, True, False, True, True]


def test_spss_dates_are_dates_and_its_names_are_legal(tmp_path: Path) -> None:
    frame, meta = read_sav(tmp_path, "s-1-w-1-visit.sav")
    assert str(frame["day"][2]) == "2026-11-23"
    assert str(frame["clock"][2]) == "10:30:00"
    assert str(frame["seen_at"][3]) == "2026-11-23 10:15:00"
    assert frame["area"].tolist()[2] == 12.5
    assert all(len(name.encode()) <= 64 for name in meta.column_names)
    assert len({name.lower() for name in meta.column_names}) == len(meta.column_names)
    assert "1: 2 Datensätze" in " ".join(meta.notes)


def test_spss_texts_of_any_length_come_back_whole(tmp_path: Path) -> None:
    texts = ["", "kurz", "ä" * 127, "x" * 255, "y" * 256, "z" * 1_000 + "ö" * 2_000, "Ende"]
    records = [
        record(number, "1", {"gone": text} if text else {}) for number, text in enumerate(texts, start=1)
    ]
    found = dataset_of(about(), [Version("1", form("1"), len(texts))], records)
    path = tmp_path / "long.sav"
    path.write_bytes(files("sav", None, found)["s-1-w-1-visit.sav"])
    frame, meta = pyreadstat.read_sav(path)
    assert list(frame["gone"]) == texts
    assert meta.column_names == [each.name for each in found.records.variables]
    assert frame["meta_interview"].tolist() == [str(each.facts["meta_interview"]) for each in records]


def test_spss_rounds_have_a_file_of_their_own(tmp_path: Path) -> None:
    frame, _ = read_sav(tmp_path, "s-1-w-1-visit-defects__photos.sav")
    assert frame["caption"].tolist() == ["@risk", "ä" * 400]
    assert frame["meta_parent_key"].str.endswith("/defects[2]").all()


_ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
    "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt"],
    "prodStmt": ["producer", "copyright", "prodDate", "prodPlac", "software", "fundAg", "grantNo"],
    "fileTxt": ["fileName", "fileCitation", "fileCont", "fileStrc", "dimensns", "fileType"],
    "dimensns": ["caseQnty", "varQnty"],
    "dataDscr": ["varGrp", "nCubeGrp", "var"],
    "var": [
        "location", "labl", "security", "qstn", "valrng", "invalrng", "universe", "sumStat", "txt",
        "catgry", "codInstr", "concept", "derivation", "varFormat", "notes",
    ],
    "catgry": ["catValu", "labl", "txt", "catStat"],
}  # fmt: skip
"""The order that DDI Codebook 2.5 prescribes, as far as we write its elements."""


def test_an_archive_gets_a_codebook_whose_elements_stand_in_the_order_of_the_standard() -> None:
    root = ET.fromstring(files("ddi")["s-1-w-1-visit.xml"])
    assert (root.tag, root.get("version")) == (f"{_NS}codeBook", "2.5")
    assert root.findtext(f"{_NS}stdyDscr/{_NS}citation/{_NS}titlStmt/{_NS}titl")
    for element in root.iter():
        order = _ORDER.get(element.tag.removeprefix(_NS))
        if order:
            places = [order.index(child.tag.removeprefix(_NS)) for child in element]
            assert places == sorted(places), element.tag
    ids = [each.get("ID") for each in root.iter() if each.get("ID")]
    assert len(ids) == len(set(ids))
    [group] = root.iter(f"{_NS}varGrp")
    assert (group.get("type"), set(str(group.get("var")).split()) <= {*ids}) == ("multipleResp", True)


def test_the_codebook_describes_the_files_beside_it() -> None:
    written = files("ddi")
    root = ET.fromstring(written.pop("s-1-w-1-visit.xml"))
    described = [each.findtext(f"{_NS}fileTxt/{_NS}fileName") for each in root.iter(f"{_NS}fileDscr")]
    assert described == list(written)
    for number, (name, content) in enumerate(written.items(), start=1):
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        variables = [each for each in root.iter(f"{_NS}var") if each.get("files") == f"F{number}"]
        assert [each.get("name") for each in variables] == header, name
        for place, variable in enumerate(variables):
            values = {each.findtext(f"{_NS}catValu") for each in variable.iter(f"{_NS}catgry")}
            if values and header[place] in ("mood", "colours__red", "meta_review"):
                assert {row[place] for row in rows} - {""} <= values
    mood = next(each for each in root.iter(f"{_NS}var") if each.get("name") == "mood")
    assert [
        each.findtext(f"{_NS}catValu") for each in mood.iter(f"{_NS}catgry") if each.get("missing") == "Y"
    ] == [
        "dont_know",
        "refused",
    ]
    assert mood.findtext(f"{_NS}txt") == "1: Wie war er?"


def read_triples(written: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    """A small reader of Triple-S 2.0 that knows nothing of how the files were made."""
    root = ET.fromstring(written[name])
    assert (root.tag, root.get("version")) == ("sss", "2.0")
    record = root.find("survey/record")
    assert record is not None
    assert record.get("format") == "csv"
    lines = list(csv.reader(io.StringIO(written[str(record.get("href"))].decode(), newline="")))
    return [
        {str(each.findtext("name")): _triples_value(each, line) for each in record}
        for line in lines[int(str(record.get("skip"))) :]
    ]


def _triples_value(variable: ET.Element, line: list[str]) -> Any:
    position, kind = variable.find("position"), variable.get("type")
    assert position is not None
    text = line[int(str(position.get("start"))) - 1]
    values = {str(each.get("code")): each.text for each in variable.iterfind("values/value")}
    if text == "":
        return None
    if kind == "single":
        return values[text]
    if kind == "multiple":
        assert len(text) == len(values)
        return [values[str(place)] for place, bit in enumerate(text, start=1) if bit == "1"]
    if kind == "quantity":
        bounds = variable.find("values/range")
        assert bounds is not None
        assert text in values or float(str(bounds.get("from"))) <= float(text) <= float(str(bounds.get("to")))
        return values.get(text, float(text))
    if kind == "character":
        assert len(text) <= int(str(variable.findtext("size")))
    return text


def test_a_survey_program_reads_the_same_answers_from_triple_s() -> None:
    written = files("triples", Wanted("en"))
    found = read_triples(written, "s-1-w-1-visit.sss")
    assert [row["mood"] for row in found] == ["Glad", "Refused", "Angry", "Calm", "Don't know"]
    assert [row["colours"] for row in found[:3]] == [["Red", "Blue"], ["Don't know"], ["Green"]]
    assert [row["count"] for row in found] == [-5.0, "Don't know", None, None, -98.0]
    assert (found[2]["day"], found[2]["clock"], found[3]["spot__latitude"]) == ("20261123", "103000", 53.5)
    assert found[3]["call_back__ended"] == "broken"
    assert "colours__red" not in found[0]
    rounds = read_triples(written, "s-1-w-1-visit-defects__photos.sss")
    assert [row["caption"] for row in rounds] == ["@risk", "ä" * 400]


@pytest.mark.parametrize("format", ["csv", "xlsx", "sav", "json", "ddi", "triples"])
def test_the_same_records_give_the_same_bytes(format: str) -> None:
    assert files(format, None, dataset()) == files(format, None, dataset())
