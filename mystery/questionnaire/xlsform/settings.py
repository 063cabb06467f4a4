"""The settings sheet: one row of values, most of them kept as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.questionnaire.xlsform.aliases import SETTING_COLUMNS
from mystery.questionnaire.xlsform.columns import language_code
from mystery.questionnaire.xlsform.sheets import Sheet
from mystery.questionnaire.xlsform.texts import is_name, kept, plain_quotes

_KNOWN = (
    "form_title", "form_id", "version", "default_language", "instance_name", "style", "submission_url",
    "public_key", "namespaces", "allow_choice_duplicates", "name", "modes", "missing", "clean_text_values",
)  # fmt: skip
_WITHOUT_EFFECT = ("public_key", "add_none_option", "flat", "sms_keyword", "sms_separator")
_TITLE = "mystery_title"
_DESCRIPTION = "mystery_description"


@dataclass(slots=True)
class Settings:
    """The values of the settings sheet by canonical column name, and where each stands."""

    values: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self.get(name).replace(",", " ").split())

    def kept(self) -> dict[str, object]:
        """Settings that have no field of their own in a definition."""
        own = ("form_title", "form_id", "version", "default_language", "modes", "missing")
        values: dict[str, object] = {key: kept(value) for key, value in self.values.items() if key not in own}
        return {**values, "description": self.descriptions} if self.descriptions else values


def read_settings(sheet: Sheet | None) -> Settings:
    found = Settings()
    if sheet is None or not sheet.rows:
        return found
    row = sheet.rows[0]
    for index, heading in sheet.headings.items():
        text = row.cells[index] if index < len(row.cells) else ""
        if not text:
            continue
        key = _canonical(heading)
        place = sheet.place(row, index)
        own = {_TITLE: found.titles, _DESCRIPTION: found.descriptions}.get(heading.partition("::")[0])
        if own is not None:
            own[language_code(heading.partition("::")[2])] = text
            continue
        if key in found.values and not _both_allowed(heading, found.places[key].column_name):
            params = {"heading": heading, "other": found.places[key].column_name}
            found.problems.append(Problem("COLUMN_TWICE", place, params))
        found.values[key] = plain_quotes(text) if key == "instance_name" else text
        found.places[key] = place
    found.problems += _faults(found.values, found.places)
    if len(sheet.rows) > 1:
        found.problems.append(Problem("SETTINGS_SEVERAL_ROWS", sheet.place(sheet.rows[1])))
    return found


def _both_allowed(heading: str, other: str) -> bool:
    """`form_id` and the older `id_string` may stand side by side; one heading spelt in two ways may not."""
    return _snake(heading) != _snake(other)


def _snake(heading: str) -> str:
    return "_".join(heading.split()).lower()


def _canonical(heading: str) -> str:
    snake = _snake(heading)
    known = SETTING_COLUMNS.get(snake, snake)
    return known if known in _KNOWN or known in _WITHOUT_EFFECT else heading


def _faults(values: Mapping[str, str], places: Mapping[str, Place]) -> list[Problem]:
    root = values.get("name", "")
    wrong = [] if not root or is_name(root) else [Problem("ROOT_INVALID", places["name"], {"name": root})]
    return wrong + [
        Problem("SETTING_WITHOUT_EFFECT", places[key], {"setting": key})
        for key in _WITHOUT_EFFECT
        if values.get(key) and values[key].lower() not in ("false", "no")
    ]
