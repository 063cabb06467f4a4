"""A workbook, in any of its file formats, as a definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mystery.problems import Place, Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.missing_tables import with_missing_tables
from mystery.questionnaire.model import Choice, Definition, Node
from mystery.questionnaire.xlsform.aliases import (
    CHOICE_COLUMNS,
    CHOICE_FIELDS,
    FALSE,
    SURVEY_COLUMNS,
    SURVEY_FIELDS,
)
from mystery.questionnaire.xlsform.choices import read_choices
from mystery.questionnaire.xlsform.columns import Column, understand
from mystery.questionnaire.xlsform.defaults import drop_impossible_defaults
from mystery.questionnaire.xlsform.instances import instance_faults
from mystery.questionnaire.xlsform.items import CellReader
from mystery.questionnaire.xlsform.languages import Languages, find_languages
from mystery.questionnaire.xlsform.markdown import open_markdown
from mystery.questionnaire.xlsform.references import SheetPart, reference_faults
from mystery.questionnaire.xlsform.rows import walk
from mystery.questionnaire.xlsform.rules import read_rules_sheet
from mystery.questionnaire.xlsform.selects import ListBook
from mystery.questionnaire.xlsform.settings import Settings, read_settings
from mystery.questionnaire.xlsform.sheets import SHEETS, Sheet, Workbook
from mystery.questionnaire.xlsform.survey import SurveyReader
from mystery.questionnaire.xlsform.tables import read_tables
from mystery.questionnaire.xlsform.workbook import open_workbook

ENDINGS = ("xlsx", "xlsm", "xls", "ods", "md")


def read_workbook(
    data: bytes, name: str, attachments: Mapping[str, bytes] | None = None
) -> tuple[Definition, list[Problem]]:
    """A definition and every problem found. With an error among them the definition is incomplete.

    `name` is the file's name: its ending chooses the reader. `attachments` are csv and geojson
    files by name, for selects that draw from them.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in ENDINGS:
        params = {"ending": ending, "known": ", ".join(f".{known}" for known in ENDINGS)}
        return Definition(_stem(name)), [Problem("WORKBOOK_FORMAT_UNKNOWN", Place(name), params)]
    workbook = open_markdown(data, name) if ending == "md" else open_workbook(data, name)
    survey = workbook.sheet("survey")
    if survey is None or not survey.headings:
        return Definition(_stem(name)), workbook.problems + _without_survey(workbook, survey)
    return _read(workbook, survey, attachments or {})


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0] or name


def _without_survey(workbook: Workbook, survey: Sheet | None) -> list[Problem]:
    if not workbook.names:
        return []
    if survey is not None:
        return [Problem("HEADINGS_MISSING", survey.place(), {"sheet": survey.name})]
    params = {"guess": did_you_mean("survey", workbook.names), "sheets": ", ".join(workbook.names)}
    return [Problem("SURVEY_SHEET_MISSING", Place(workbook.file), params)]


def _read(
    workbook: Workbook, survey: Sheet, attachments: Mapping[str, bytes]
) -> tuple[Definition, list[Problem]]:
    settings = read_settings(workbook.sheet("settings"))
    columns, problems = understand(survey, SURVEY_FIELDS, SURVEY_COLUMNS)
    problems = workbook.problems + settings.problems + problems
    if not any(column.field == "type" for column in columns):
        problems.append(Problem("COLUMN_MISSING", survey.place(), {"column": "type", "sheet": survey.name}))
        return Definition(_stem(workbook.file)), problems
    choices_sheet = workbook.sheet("choices")
    choice_columns = understand(choices_sheet, CHOICE_FIELDS, CHOICE_COLUMNS)[0] if choices_sheet else []
    languages = find_languages(columns, choice_columns, settings)
    problems += languages.problems
    tables, table_problems = read_tables(attachments)
    lists = read_choices(choices_sheet, languages.default)
    external = read_choices(workbook.sheet("external_choices"), languages.default)
    book = ListBook(lists.lists, external.lists)
    collapse = settings.get("clean_text_values").lower() not in FALSE
    reader = CellReader(survey, columns, languages.default, collapse)
    rows = SurveyReader(survey, reader, book, settings.get("name") or "data")
    nodes, dropped = drop_impossible_defaults(rows.read(), lists.lists)
    rules, rule_problems = read_rules_sheet(workbook.sheet("rules"), languages.default, collapse=collapse)
    problems += rule_problems
    for name, place in rows.externals.items():
        if name not in tables:
            tables[name] = ()
            problems.append(Problem("TABLE_NOT_ATTACHED", place, {"file": name}))
    settings.values.update(rows.settings)
    _allow_external_twice(lists.lists, external.lists, settings)
    problems += [*lists.problems, *external.problems, *table_problems, *rows.problems, *dropped]
    problems += _sheet_warnings(workbook) + reference_faults(
        nodes, rows, settings, _referring(workbook, columns, choice_columns)
    )
    problems += _saved_nowhere(workbook, nodes)
    problems += instance_faults(nodes, rows.externals, book.lists)
    definition = _definition(workbook.file, settings, languages, nodes, book.lists)
    definition, missing = with_missing_tables(replace(definition, tables=tables, rules=rules))
    return definition, problems + missing


def _definition(
    file: str,
    settings: Settings,
    languages: Languages,
    nodes: tuple[Node, ...],
    lists: Mapping[str, Iterable[Choice]],
) -> Definition:
    titles = {languages.default: settings.get("form_title"), **settings.titles}
    title = {code: titles[code] for code in languages.codes if titles.get(code)}
    return Definition(
        name=settings.get("form_id") or _stem(file),
        version=settings.get("version"),
        languages=languages.codes,
        default_language=languages.default,
        title=title,
        modes=settings.words("modes"),
        missing=settings.words("missing"),
        choices={name: tuple(choices) for name, choices in lists.items()},
        nodes=nodes,
        settings=settings.kept(),
        place=Place(file),
    )


def _saved_nowhere(workbook: Workbook, nodes: tuple[Node, ...]) -> list[Problem]:
    """Entities are left out with a warning, but what names one without declaring any is a slip."""
    if workbook.sheet("entities"):
        return []
    saving = (node for node in walk(nodes) if any(_is_save_to(heading) for heading in node.extras))
    return [Problem("ENTITIES_SHEET_MISSING", node.place, {"name": node.name}) for node in saving]


def _is_save_to(heading: str) -> bool:
    return "_".join(heading.split()).lower() == "save_to"


def _referring(workbook: Workbook, survey: list[Column], choices: list[Column]) -> list[SheetPart]:
    """Where references stand: nearly everywhere on the survey sheet, in the texts of the choices sheet."""
    plain = {column.index for column in survey if column.field in ("type", "name", "trigger")}
    texts = [column.index for column in choices if column.field in ("label", "media")]
    found: list[SheetPart] = []
    for name in ("settings", "survey", "choices"):
        sheet = workbook.sheet(name)
        if sheet is not None:
            anywhere = [index for index in sheet.headings if name != "survey" or index not in plain]
            found.append((sheet, texts if name == "choices" else anywhere))
    return found


def _allow_external_twice(
    lists: Mapping[str, list[Choice]], external: Mapping[str, list[Choice]], settings: Settings
) -> None:
    """In external_choices a name stands once per filter value; the choices sheet is held to its own rule."""

    def twice(choices: Iterable[Choice]) -> bool:
        names = [choice.name for choice in choices]
        return len(names) != len(set(names))

    own = [choices for name, choices in lists.items() if choices is not external.get(name)]
    if any(map(twice, external.values())) and not any(map(twice, own)):
        settings.values.setdefault("allow_choice_duplicates", "yes")


def _unused_sheets(workbook: Workbook) -> tuple[str, ...]:
    return tuple(
        name for name in workbook.names if name.strip().lower() not in SHEETS and not name.startswith("_")
    )


def _sheet_warnings(workbook: Workbook) -> list[Problem]:
    """A missing sheet whose name was perhaps mistyped, and sheets whose content we leave out."""
    problems = []
    for wanted in ("choices", "settings"):
        if wanted in workbook.sheets:
            continue
        for name in _unused_sheets(workbook):
            if did_you_mean(name, [wanted, "-" * 40]) == wanted:
                problems.append(
                    Problem("SHEET_NAME_SIMILAR", Place(workbook.file, sheet=name), {"wanted": wanted})
                )
    for name, code in (("entities", "ENTITIES_LEFT_OUT"), ("osm", "OSM_LEFT_OUT")):
        sheet = workbook.sheet(name)
        if sheet and sheet.rows:
            problems.append(Problem(code, sheet.place()))
    return problems
