"""The choice lists and tables that travel with a form: only those used, only the columns read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mystery.questionnaire.analyse import Analysis, Parts
from mystery.questionnaire.model import Choice, Definition, Node
from mystery.questionnaire.resolve import BUILT_IN_COLUMNS


def source_of(node: Node, definition: Definition) -> str:
    """The list a select shows. A table whose codes or labels stand in other columns has its own name."""
    value, label = node.parameters.get("value", "name"), node.parameters.get("label", "label")
    if node.list_name in definition.choices or (value, label) == BUILT_IN_COLUMNS:
        return node.list_name
    return f"{node.list_name}:{value}:{label}"


def lists_of(analysis: Analysis) -> tuple[dict[str, object], dict[str, object]]:
    """(choices, tables) of the package. Columns that no filter and no lookup reads stay at home."""
    definition = analysis.definition
    nodes = [one.node for one in analysis.scope.nodes]
    used = {source_of(node, definition) for node in nodes if node.list_name}
    used -= {node.list_name for node in nodes if node.list_item}
    used |= analysis.columns.keys() | (_tick_labels(analysis) & definition.choices.keys())
    choices: dict[str, object] = {
        name: _choices(name, members, analysis)
        for name, members in definition.choices.items()
        if name in used
    }
    tables: dict[str, object] = {}
    for source in sorted(used - choices.keys()):
        name, value, label = _parts(source)
        columns = analysis.columns.get(name, set()) - set(BUILT_IN_COLUMNS)
        rows = definition.tables.get(name, ())  # no rows while the file is not attached
        tables[source] = [_row(row, value, label, columns) for row in rows]
    return choices, tables


def _tick_labels(analysis: Analysis) -> set[str]:
    """Lists whose labels stand under the ticks of a range."""
    return {one.node.parameters.get("tick_labelset", "") for one in analysis.scope.nodes}


def _parts(source: str) -> tuple[str, str, str]:
    name, _, columns = source.partition(":")
    value, _, label = columns.partition(":")
    return name, value or "name", label or "label"


def _choices(list_name: str, members: Sequence[Choice], analysis: Analysis) -> list[dict[str, object]]:
    read = analysis.columns.get(list_name, set())
    parts = {name: text for (of, name), text in analysis.choice_parts.items() if of == list_name}
    if not parts:
        return [_choice(choice, dict(choice.label), read) for choice in members]
    return [_choice(choice, _plain(parts.get(choice.name) or choice.label), read) for choice in members]


def _plain(label: Mapping[str, str | Parts]) -> dict[str, object]:
    """A label with pieces as JSON gives it: a list of texts and lists."""
    return {
        language: text
        if isinstance(text, str)
        else [one if isinstance(one, str) else list(one) for one in text]
        for language, text in label.items()
    }


def _choice(choice: Choice, label: Mapping[str, object], read: set[str]) -> dict[str, object]:
    packed: dict[str, object] = {"name": choice.name, "label": label}
    if read and choice.columns:
        columns = {column: text for column, text in choice.columns.items() if column in read}
        if columns:
            packed["columns"] = columns
    if choice.media:
        packed["media"] = {kind: dict(files) for kind, files in choice.media.items()}
    return packed


def _row(row: Mapping[str, str], value: str, label: str, columns: set[str]) -> dict[str, str]:
    packed = {"name": row.get(value, ""), "label": row.get(label, "")}
    packed.update({column: row.get(column, "") for column in sorted(columns)})
    return packed
