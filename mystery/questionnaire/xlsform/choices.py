"""The choices sheet, and the old external_choices sheet, as choice lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.questionnaire.model import Choice, Texts
from mystery.questionnaire.xlsform.aliases import CHOICE_COLUMNS, CHOICE_FIELDS
from mystery.questionnaire.xlsform.columns import Column, cell, understand
from mystery.questionnaire.xlsform.sheets import Row, Sheet
from mystery.questionnaire.xlsform.texts import plain_quotes, put


@dataclass(slots=True)
class Lists:
    """Choice lists by name, in the order of the sheet."""

    lists: dict[str, list[Choice]] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_choices(sheet: Sheet | None, default_language: str) -> Lists:
    """All lists of a sheet. Rows without a list name belong to none and are reported."""
    if sheet is None:
        return Lists()
    columns, problems = understand(sheet, CHOICE_FIELDS, CHOICE_COLUMNS, closest=False)
    found = Lists(columns=columns, problems=problems)
    by_field = {column.field: column for column in columns if column.field in ("list_name", "name")}
    if sheet.rows:
        for needed in ("list_name", "name"):
            if needed not in by_field:
                params = {"column": needed, "sheet": sheet.name}
                found.problems.append(Problem("COLUMN_MISSING", sheet.place(), params))
    if len(by_field) < 2:
        return found
    others = [column for column in columns if column.field not in by_field]
    reader = _Reader(sheet, others, by_field, default_language)
    for row in sheet.rows:
        reader.read(row, found)
    return found


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    others: list[Column]
    by_field: Mapping[str, Column]
    default_language: str

    def read(self, row: Row, found: Lists) -> None:
        list_column, name_column = self.by_field["list_name"], self.by_field["name"]
        list_name, name = cell(row, list_column), plain_quotes(cell(row, name_column))
        if not list_name:
            place = self.sheet.place(row, list_column.index)
            found.problems.append(Problem("CHOICE_WITHOUT_LIST", place))
            return
        if not name:
            place = self.sheet.place(row, name_column.index)
            found.problems.append(Problem("CHOICE_WITHOUT_NAME", place, {"list": list_name}))
            return
        choice = self._choice(row, name)
        if not choice.label and not choice.media:
            place = self.sheet.place(row)
            found.problems.append(Problem("CHOICE_WITHOUT_LABEL", place, {"name": name, "list": list_name}))
        found.lists.setdefault(list_name, []).append(choice)

    def _choice(self, row: Row, name: str) -> Choice:
        label: dict[str, str] = {}
        media: dict[str, Texts] = {}
        columns: dict[str, str] = {}
        places: dict[str, Place] = {}
        filled = len(row.cells)
        for column in self.others:
            text = row.cells[column.index] if column.index < filled else ""
            if not text:
                continue
            if column.field == "label":
                put(label, column.language, text, self.default_language)
            elif column.field == "media":
                kind = dict(media.get(column.part, {}))
                put(kind, column.language, text, self.default_language)
                media[column.part] = kind
                places[f"{column.part}.{column.language or self.default_language}"] = self.sheet.place(
                    row, column.index
                )
            else:
                columns[column.heading] = text
        place = self.sheet.place(row, self.by_field["name"].index)
        return Choice(name, label, columns, media, place, places)
