"""Which languages a workbook speaks, and which is the default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mystery.problems import Problem
from mystery.questionnaire.xlsform.columns import Column, same_language
from mystery.questionnaire.xlsform.settings import Settings

UNNAMED = "default"


@dataclass(frozen=True, slots=True)
class Languages:
    """Codes in the order of the columns; `default` is one of them."""

    codes: tuple[str, ...]
    default: str
    problems: list[Problem] = field(default_factory=list)


def find_languages(survey: Sequence[Column], choices: Sequence[Column], settings: Settings) -> Languages:
    """Texts without a language belong to the default one, so that must be known before reading rows."""
    columns = [*survey, *choices]
    named = list(dict.fromkeys(column.language for column in columns if column.language))
    plain_label = any(column.field == "label" and not column.language for column in survey)
    wanted = settings.get("default_language")
    problems: list[Problem] = []
    if wanted:
        headings = [column.heading for column in columns if column.language]
        default = same_language(wanted, named, headings)
        if default not in named and named and not plain_label:
            params = {"language": wanted, "languages": ", ".join(named)}
            problems.append(Problem("DEFAULT_LANGUAGE_UNKNOWN", settings.places["default_language"], params))
            default = named[0]
    else:
        default = UNNAMED if plain_label or not named else named[0]
    codes = dict.fromkeys(
        column.language or default for column in columns if column.language or column.field == "label"
    )
    codes.setdefault(default)
    return Languages(tuple(codes), default, problems)
