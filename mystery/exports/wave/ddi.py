"""A DDI Codebook 2.5 with the csv files that it describes: what data archives take.

The order of the elements is part of the standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import BinaryIO
from xml.etree import ElementTree as ET

from mystery.exports.wave import codebook
from mystery.exports.wave.csv_files import suffix_of, write_table
from mystery.exports.wave.model import Dataset, File, Kind, Table, Variable, Wanted
from mystery.exports.wave.words import CHOSEN, MISSING_WORDS
from mystery.exports.wave.xml_text import LANGUAGE, child, write_xml
from mystery.questionnaire import Texts, in_language

NAMESPACE, VERSION = "ddi:codebook:2_5", "2.5"
_NUMERIC = frozenset({Kind.NUMBER, Kind.FLAG})
_CATEGORIES = {Kind.DATE: "date", Kind.TIME: "time", Kind.MOMENT: "time"}


def ddi_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """The codebook, and each table by codes with the reasons for no answer."""
    coded = replace(wanted, labels=False, missing_codes=True, semicolons=False, marked=False)
    tables = [File(_named(table), "csv", partial(write_table, table, coded)) for table in dataset.tables]
    return [File("", "xml", partial(_write, dataset, wanted)), *tables]


def _named(table: Table) -> str:
    return suffix_of(table) or table.name


def _write(dataset: Dataset, wanted: Wanted, out: BinaryIO) -> None:
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "version": VERSION, LANGUAGE: wanted.language})
    _document(child(root, "docDscr"), dataset, wanted)
    _study(child(root, "stdyDscr"), dataset, wanted)
    for number, table in enumerate(dataset.tables, start=1):
        _file(child(root, "fileDscr", ID=f"F{number}"), dataset, table, wanted)
    data = child(root, "dataDscr")
    for number, table in enumerate(dataset.tables, start=1):
        ids = _ids(number, table)
        for place, each in enumerate(table.sets, start=1):
            members = " ".join(ids[name] for name in each.variables)
            group = child(data, "varGrp", ID=f"G{number}_{place}", type="multipleResp", var=members)
            _texts(group, "labl", each.label)
    for number, table in enumerate(dataset.tables, start=1):
        ids = _ids(number, table)
        for variable in table.variables:
            element = child(data, "var", ID=ids[variable.name], files=f"F{number}")
            _variable(element, variable, wanted)
    write_xml(root, out)


def _title(parent: ET.Element, dataset: Dataset, wanted: Wanted) -> ET.Element:
    citation = child(parent, "citation")
    title = child(citation, "titlStmt")
    about = dataset.about
    wave = in_language(about.wave_label, wanted.language, about.wave)
    said = f"{about.study_title}, {wave}: {in_language(dataset.title, wanted.language)}"
    child(title, "titl", said)
    child(title, "IDNo", dataset.stem)
    return citation


def _document(parent: ET.Element, dataset: Dataset, wanted: Wanted) -> None:
    production = child(_title(parent, dataset, wanted), "prodStmt")
    day = dataset.about.made_at.date().isoformat()
    child(production, "prodDate", day, date=day)
    child(production, "software", "Mystery")


def _study(parent: ET.Element, dataset: Dataset, wanted: Wanted) -> None:
    about = dataset.about
    citation = _title(parent, dataset, wanted)
    child(child(citation, "rspStmt"), "AuthEnty", about.agency)
    production = child(citation, "prodStmt")
    child(production, "producer", about.agency)
    child(production, "fundAg", about.client)
    versions = child(citation, "verStmt")
    child(versions, "version", ", ".join(each.version for each in dataset.versions))
    summary = child(child(parent, "stdyInfo"), "sumDscr")
    for event, day in (("start", about.starts_on), ("end", about.ends_on)):
        child(summary, "collDate", day.isoformat(), date=day.isoformat(), event=event)
    child(summary, "dataKind", "survey data")
    access = child(parent, "dataAccs")
    child(child(access, "useStmt"), "restrctn", codebook.purpose(wanted.language))


def _file(parent: ET.Element, dataset: Dataset, table: Table, wanted: Wanted) -> None:
    text = child(parent, "fileTxt")
    child(text, "fileName", File(_named(table), "csv", _nothing).name(dataset.stem))
    child(text, "fileCont", in_language(table.label, wanted.language, table.name))
    size = child(text, "dimensns")
    child(size, "caseQnty", str(table.count))
    child(size, "varQnty", str(len(table.variables)))
    child(text, "fileType", "text/csv")


def _nothing(out: BinaryIO) -> None:
    """A name needs no content."""


def _ids(number: int, table: Table) -> dict[str, str]:
    """The id of each variable by its name."""
    return {each.name: f"F{number}V{place}" for place, each in enumerate(table.variables, start=1)}


def _variable(element: ET.Element, variable: Variable, wanted: Wanted) -> None:
    discrete = variable.kind in (Kind.CODE, Kind.CODES, Kind.FLAG, Kind.TEXT)
    element.set("name", variable.name)
    element.set("intrvl", "discrete" if discrete else "contin")
    _texts(element, "labl", variable.label)
    if variable.item and not variable.part:
        _texts(child(element, "qstn"), "qstnLit", variable.label)
    if variable.missing:
        invalid = child(element, "invalrng")
        for code in variable.missing:
            child(invalid, "item", VALUE=code)
    if variable.earlier:
        child(element, "txt", codebook.changes(variable.earlier, wanted.language))
    _categories(element, variable)
    if variable.section:
        child(element, "concept", in_language(variable.section, wanted.language))
    kind = "numeric" if variable.kind in _NUMERIC else "character"
    form = child(element, "varFormat", type=kind)
    if variable.kind in _CATEGORIES:
        form.set("category", _CATEGORIES[variable.kind])
    if variable.versions:
        child(element, "notes", ", ".join(variable.versions), type="versions")


def _categories(element: ET.Element, variable: Variable) -> None:
    for option in variable.options:
        _category(element, option.code, option.label)
    if variable.kind is Kind.FLAG:
        for number, words in CHOSEN.items():
            _category(element, str(number), words)
    for code in variable.missing:
        _category(element, code, MISSING_WORDS.get(code, {}), missing="Y")


def _category(element: ET.Element, code: str, label: Texts, **attributes: str) -> None:
    category = child(element, "catgry", "", **attributes)
    child(category, "catValu", code)
    _texts(category, "labl", label)


def _texts(parent: ET.Element, name: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        element = child(parent, name, text)
        if len(language) == 2:
            element.set(LANGUAGE, language)
