"""The choices sheet, and the old external_choices sheet, as choice lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.questionnaire.model import Choice, Texts
from mystery.questionnaire.xlsform.aliases import CHOICE_COLUMNS, CHOICE_FIELDS
from mystery.questionnaire.xlsform.columns import Column, understand
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


class _Reader:
    """Where in a row what stands is worked out once: lists have tens of thousands of rows."""

    def __init__(
        self, sheet: Sheet, others: list[Column], by_field: Mapping[str, Column], default_language: str
    ) -> None:
        self.sheet = sheet
        self.default_language = default_language
        self.list_at, self.name_at = by_field["list_name"].index, by_field["name"].index
        self.labels = [(one.index, one.language) for one in others if one.field == "label"]
        self.media = [(one.index, one) for one in others if one.field == "media"]
        self.filters = [(one.index, one.heading) for one in others if one.field not in ("label", "media")]
        self.width = max(one.index for one in (*others, *by_field.values())) + 1
        self.place_of = sheet.places(self.name_at)

    def read(self, row: Row, found: Lists) -> None:
        cells = row.cells
        if len(cells) < self.width:
            cells += ("",) * (self.width - len(cells))
        list_name, name = cells[self.list_at], plain_quotes(cells[self.name_at])
        if not list_name:
            place = self.sheet.place(row, self.list_at)
            found.problems.append(Problem("CHOICE_WITHOUT_LIST", place))
            return
        if not name:
            place = self.sheet.place(row, self.name_at)
            found.problems.append(Problem("CHOICE_WITHOUT_NAME", place, {"list": list_name}))
            return
        label = self._label(cells)
        columns = {heading: cells[index] for index, heading in self.filters if cells[index]}
        media, places = self._media(row, cells) if self.media else ({}, {})
        choice = Choice(name, label, columns, media, self.place_of(row), places)
        if not label and not media:
            place = self.sheet.place(row)
            found.problems.append(Problem("CHOICE_WITHOUT_LABEL", place, {"name": name, "list": list_name}))
        if list_name in found.lists:
            found.lists[list_name].append(choice)
        else:
            found.lists[list_name] = [choice]

    def _label(self, cells: tuple[str, ...]) -> dict[str, str]:
        if len(self.labels) == 1:
            [(index, language)] = self.labels
            return {language or self.default_language: cells[index]} if cells[index] else {}
        label: dict[str, str] = {}
        for index, language in self.labels:
            if cells[index]:
                put(label, language, cells[index], self.default_language)
        return label

    def _media(self, row: Row, cells: tuple[str, ...]) -> tuple[dict[str, Texts], dict[str, Place]]:
        media: dict[str, dict[str, str]] = {}
        places: dict[str, Place] = {}
        for index, column in self.media:
            if cells[index]:
                kind = media.setdefault(column.part, {})
                put(kind, column.language, cells[index], self.default_language)
                language = column.language or self.default_language
                places[f"{column.part}.{language}"] = self.sheet.place(row, index)
        return dict(media), places
