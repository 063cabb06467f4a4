"""Headings: which column of the language each is, and which language its texts are in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mystery.problems import Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.xlsform.aliases import MEDIA, NESTED_COLUMNS, TRANSLATED
from mystery.questionnaire.xlsform.sheets import Row, Sheet

_LANGUAGE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CLOSE = 0.78


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` '' is one that we only keep; `part` is the kind of a media column."""

    index: int
    heading: str
    field: str = ""
    part: str = ""
    language: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        return (self.field or self.heading, self.part, self.language)


def language_code(written: str) -> str:
    """“Deutsch (de)” -> “de”, “EN” -> “en”; a language without a code keeps its name."""
    text = " ".join(written.split())
    match = _LANGUAGE.search(text)
    if match:
        return _plain_code(match.group(1))
    return _plain_code(text) if _CODE.fullmatch(text) and len(text) < 4 else text


def _plain_code(code: str) -> str:
    head, *tail = re.split("[-_]", code)
    return "-".join([head.lower(), *tail])


def same_language(written: str, languages: Sequence[str], headings: Sequence[str] = ()) -> str:
    """The language that a setting means: by code, by name, or by the name in front of a code."""
    code = language_code(written)
    if code in languages:
        return code
    folded = code.casefold()
    for heading in headings:
        name = heading.rpartition(":")[2]
        if name.partition("(")[0].strip().casefold() == folded and language_code(name) in languages:
            return language_code(name)
    return next((language for language in languages if language.casefold() == folded), code)


def understand(
    sheet: Sheet, fields: Sequence[str], aliases: Mapping[str, str], *, closest: bool = True
) -> tuple[list[Column], list[Problem]]:
    """The columns of a sheet. `closest` warns about unknown headings that resemble a known one."""
    double = any("::" in heading for heading in sheet.headings.values())
    columns: list[Column] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], str] = {}
    for index, heading in sheet.headings.items():
        column, problem = _column(index, heading, double=double, fields=fields, aliases=aliases)
        place = sheet.place(None, index)
        if problem and not _is_filled(sheet, index):
            continue
        if problem:
            problems.append(Problem(problem, place, {"heading": heading}))
        elif column.identity in seen:
            params = {"heading": heading, "other": seen[column.identity]}
            problems.append(Problem("COLUMN_TWICE", place, params))
        else:
            seen[column.identity] = heading
            columns.append(column)
            guess = _closest(column, fields) if closest else ""
            if guess:
                problems.append(Problem("COLUMN_MISSPELT", place, {"heading": heading, "guess": guess}))
    return columns, problems


def _is_filled(sheet: Sheet, index: int) -> bool:
    return any(index < len(row.cells) and row.cells[index] for row in sheet.rows)


def _column(
    index: int, heading: str, *, double: bool, fields: Sequence[str], aliases: Mapping[str, str]
) -> tuple[Column, str]:
    """The column of one heading, and the code of its problem ('' if none)."""
    parts = _parts(heading, double)
    first = _snake(parts[0])
    field = aliases.get(first, first)
    if first in MEDIA and "media" in fields:
        parts, field = ["media", first, *parts[1:]], "media"
    if len(parts) == 1:
        return Column(index, heading, field if field in fields else ""), ""
    nested = NESTED_COLUMNS.get((first, parts[1].lower()))
    if nested in fields and nested:
        return _translated(index, heading, nested, parts[2:])
    if field == "media" and field in fields:
        return _media(index, heading, parts[1:])
    if field not in fields:
        return Column(index, heading), ""
    return _translated(index, heading, field, parts[1:])


def _media(index: int, heading: str, parts: list[str]) -> tuple[Column, str]:
    kind = parts[0].lower()
    if kind not in MEDIA:
        return Column(index, heading), "MEDIA_UNKNOWN"
    if len(parts) > 2:
        return Column(index, heading), "COLUMN_UNREADABLE"
    language = language_code(parts[1]) if len(parts) == 2 else ""
    return Column(index, heading, "media", kind, language), ""


def _translated(index: int, heading: str, field: str, parts: list[str]) -> tuple[Column, str]:
    if not parts:
        return Column(index, heading, field), ""
    if field not in TRANSLATED:
        return Column(index, heading), "COLUMN_NOT_TRANSLATED"
    if len(parts) > 1 or not parts[0]:
        return Column(index, heading), "COLUMN_UNREADABLE"
    return Column(index, heading, field, "", language_code(parts[0])), ""


def _parts(heading: str, double: bool) -> list[str]:
    if "::" in heading:
        return [part.strip() for part in heading.split("::")]
    single = [part.strip() for part in heading.replace("jr:", "jr\0").split(":")]
    parts = [part.replace("jr\0", "jr:") for part in single]
    if double and _snake(parts[0]) not in TRANSLATED and _snake(parts[0]) not in MEDIA:
        return [heading]
    return parts


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()


def _closest(column: Column, fields: Sequence[str]) -> str:
    """A known column that this unknown one resembles; '' if none."""
    if column.field or column.heading.count(":") > 2:
        return ""
    word = _snake(_parts(column.heading, double=False)[0])
    if len(word) < 4:
        return ""
    guess = did_you_mean(word, fields)
    return guess if _resembles(word, guess.partition(" / ")[0]) else ""


def _resembles(word: str, guess: str) -> bool:
    return SequenceMatcher(None, word, guess).ratio() >= _CLOSE


def cell(row: Row, column: Column) -> str:
    """The text of a cell; a row may be shorter than the headings."""
    return row.cells[column.index] if column.index < len(row.cells) else ""
