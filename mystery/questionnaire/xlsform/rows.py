"""A definition as the three sheets of a workbook: headings and rows of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mystery.questionnaire.analyse import trigger_names
from mystery.questionnaire.missing_tables import ENDINGS
from mystery.questionnaire.model import Choice, Definition, Node, Texts
from mystery.questionnaire.xlsform.aliases import TRANSLATED
from mystery.questionnaire.xlsform.portable import Portable
from mystery.questionnaire.xlsform.texts import kept_cell

LANGUAGE_NAMES = {
    "de": "Deutsch", "en": "English", "fr": "Français", "es": "Español", "it": "Italiano", "nl": "Nederlands",
    "pl": "Polski", "pt": "Português", "tr": "Türkçe", "cs": "Čeština", "da": "Dansk", "sv": "Svenska",
    "ru": "Русский", "uk": "Українська", "ar": "العربية", "zh": "中文", "ja": "日本語",
}  # fmt: skip

Row = dict[str, str]

_INSTANCE = re.compile(r"""\binstance\(\s*['"]([^'"]+)['"]""")
_LOOKING = (
    "relevant", "required", "readonly", "constraint", "warning", "calculation", "default", "choice_filter",
    "repeat_count",
)  # fmt: skip

_XLSFORM_TYPES = {"timer": "decimal", "promise": "text", "signature": "image"}
_PLAIN = (
    "relevant", "constraint", "warning", "calculation", "trigger", "default", "choice_filter",
    "repeat_count", "evidence", "rotate", "touchpoint", "process", "phase", "dimension",
)  # fmt: skip
_ORDER = (
    "type", "name", "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required",
    "required_message", "readonly", "relevant", "constraint", "constraint_message", "warning",
    "warning_message", "calculation", "trigger", "default", "choice_filter", "repeat_count", "appearance",
    "parameters", "missing", "evidence", "modes", "touchpoint", "process", "phase", "dimension", "rotate",
    "pin", "media", "mystery_type",
)  # fmt: skip


@dataclass(slots=True)
class Table:
    """One sheet to be written: headings in their order, rows as heading -> text."""

    name: str
    headings: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def lines(self) -> Iterator[list[str]]:
        yield self.headings
        for row in self.rows:
            yield [row.get(heading, "") for heading in self.headings]


def tables_of(definition: Definition) -> list[Table]:
    """survey, choices, rules and settings. Empty sheets are left out."""
    headings = Headings(definition)
    survey = Table("survey", rows=list(_survey_rows(definition.nodes, headings, Portable(definition))))
    survey.rows += _looked_up(definition)
    survey.headings = headings.sorted(survey.rows, ("type", "name", *headings.of("label")))
    choices = Table("choices", rows=list(_choice_rows(definition.choices, headings)))
    choices.headings = headings.sorted(choices.rows, ("list_name", "name", *headings.of("label")))
    settings = Table("settings", rows=[_settings_row(definition, headings)])
    settings.headings = list(settings.rows[0])
    rules = Table("rules", rows=[_rule_row(rule, headings) for rule in definition.rules])
    rules.headings = ["rule", "when", "constraint", *headings.of("message"), "severity", "items"]
    return [survey, *(table for table in (choices, rules) if table.rows), settings]


def _rule_row(rule: Node, headings: Headings) -> Row:
    row: Row = {"rule": rule.name, "when": rule.relevant, "constraint": rule.constraint}
    row |= {"severity": rule.severity, "items": " ".join(rule.about)}
    headings.put(row, "message", rule.label)
    return row


def _looked_up(definition: Definition) -> Iterator[Row]:
    """Tables that only `instance()` reads, so the form must name them; pulldata() brings its own along."""
    nodes = list(walk(definition.nodes))
    shown = {node.list_name for node in nodes}
    read = {name for node in nodes for facet in _LOOKING for name in _INSTANCE.findall(getattr(node, facet))}
    for name in sorted(read - definition.choices.keys()):
        for ending in ("csv", "xml"):
            stem = name.removesuffix(f".{ending}")
            if f"{stem}.{ending}" in definition.tables and f"{stem}.{ending}" not in shown:
                yield {"type": f"{ending}-external", "name": stem}


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node in document order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


@dataclass(frozen=True, slots=True)
class Headings:
    """How a text column is headed in each language of a definition."""

    definition: Definition

    def of(self, column: str) -> list[str]:
        return [self.heading(column, language) for language in self.definition.languages]

    def heading(self, column: str, language: str) -> str:
        """The plain column where there is one language: other tools find there what formulas read."""
        only = self.definition.languages == (language,)
        return column if only or language == "default" else f"{column}::{self.language(language)}"

    def language(self, code: str) -> str:
        """“Deutsch (de)” for a code that has a name; otherwise as the author wrote it."""
        return f"{LANGUAGE_NAMES[code]} ({code})" if code in LANGUAGE_NAMES else code

    def put(self, row: Row, column: str, texts: Texts) -> None:
        for language, text in texts.items():
            if text:
                row[self.heading(column, language)] = text

    def sorted(self, rows: Iterable[Row], first: Iterable[str]) -> list[str]:
        """All headings in use: `first`, then ours in their usual order, then the author's own."""
        used = dict.fromkeys(first)
        for row in rows:
            used.update(dict.fromkeys(row))
        rank = {name: place for place, name in enumerate(_ORDER)}
        languages = {self.language(code): place for place, code in enumerate(self.definition.languages)}

        def place(heading: str) -> tuple[int, int]:
            column, _, language = heading.partition("::")
            known = column in TRANSLATED or not language
            return (rank.get(column, 99) if known else 99, languages.get(language.rpartition("::")[2], 0))

        first_ones = list(dict.fromkeys(first))
        return first_ones + sorted((one for one in used if one not in first_ones), key=place)


def _survey_rows(nodes: Iterable[Node], headings: Headings, portable: Portable) -> Iterator[Row]:
    for node in nodes:
        row, near = _node_row(node, headings), portable.next_node()
        for facet in _LOOKING:
            if "${" in row.get(facet, "") or "pulldata(" in row.get(facet, ""):
                in_rows = facet == "choice_filter"
                row[facet] = portable.expression(row[facet], near, in_rows=in_rows)
        yield row
        if node.type in ("group", "repeat", "section"):
            yield from _survey_rows(node.children, headings, portable)
            yield {"type": "end_repeat" if node.type == "repeat" else "end_group", "name": node.name}


def _node_row(node: Node, headings: Headings) -> Row:
    row: Row = {"type": type_cell(node), "name": node.name}
    for column in TRANSLATED[:-1]:
        headings.put(row, column, getattr(node, column))
    for column in _PLAIN:
        row[column] = getattr(node, column)
    row["trigger"] = ", ".join(f"${{{name}}}" for name in trigger_names(node.trigger) if name)
    row["required"] = _switch(node.required)
    row["readonly"] = _switch(node.readonly)
    row["appearance"] = (
        f"{node.appearance} signature".strip() if node.type == "signature" else node.appearance
    )
    parameters = " ".join(f"{key}={value}" for key, value in node.parameters.items())
    row["parameters"] = "" if node.type == "promise" else parameters  # other tools refuse those of a promise
    if node.missing is not None:
        row["missing"] = " ".join(node.missing) or "none"
    row["modes"] = " ".join(node.modes)
    if node.pin:
        row["pin"] = "yes"
    if node.type in ("timer", "promise", "section"):
        row["mystery_type"] = f"promise {parameters}".strip() if node.type == "promise" else node.type
    for kind, files in node.media.items():
        headings.put(row, f"media::{kind}", files)
    row.update({key: kept_cell(value) for key, value in node.extras.items()})
    return {heading: text for heading, text in row.items() if text}


def type_cell(node: Node) -> str:
    """The type as XLSForm spells it: `select_one_from_file shops.csv`, `begin_group`."""
    if node.type in ("section", "group"):
        return "begin_group"
    if node.type == "repeat":
        return "begin_repeat"
    base = _XLSFORM_TYPES.get(node.type, node.type)
    if not node.list_name:
        return base
    command = f"{base}_from_file" if node.list_name.endswith(ENDINGS) else base
    return f"{command} {node.list_name}{' or_other' if node.or_other else ''}"


def _switch(expression: str) -> str:
    return "yes" if expression == "true()" else expression


def _choice_rows(lists: Mapping[str, tuple[Choice, ...]], headings: Headings) -> Iterator[Row]:
    for name, choices in lists.items():
        for choice in choices:
            row: Row = {"list_name": name, "name": choice.name}
            headings.put(row, "label", choice.label)
            for kind, files in choice.media.items():
                headings.put(row, f"media::{kind}", files)
            yield {**row, **choice.columns}


def _settings_row(definition: Definition, headings: Headings) -> Row:
    default = definition.default_language
    row: Row = {
        "form_title": definition.title.get(default, ""),
        "form_id": definition.name,
        "version": definition.version,
        "default_language": "" if default == "default" else headings.language(default),
        "modes": " ".join(definition.modes),
        "missing": " ".join(definition.missing),
    }
    for language, text in definition.title.items():
        if language != default:
            row[f"mystery_title::{headings.language(language)}"] = text
    for key, value in definition.settings.items():
        if key == "description" and isinstance(value, Mapping):
            for language, text in value.items():
                row[f"mystery_description::{headings.language(language)}"] = text
        else:
            row[key] = kept_cell(value)
    return {heading: text for heading, text in row.items() if text}
