"""One row of the survey sheet as the fields of a node."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.questionnaire.analyse import trigger_names
from mystery.questionnaire.model import Node, Texts
from mystery.questionnaire.xlsform.aliases import EXPRESSIONS, OWN_TYPES
from mystery.questionnaire.xlsform.columns import Column, cell
from mystery.questionnaire.xlsform.kinds import Kind
from mystery.questionnaire.xlsform.parameters import parameter_faults, parse_parameters
from mystery.questionnaire.xlsform.sheets import Row, Sheet
from mystery.questionnaire.xlsform.texts import expression, is_yes, kept, plain_quotes, put, single_blanks

_QUOTED = ("type", "name", "trigger", "default", "choice_filter", "repeat_count", "appearance", "parameters")
_LOOSE_REFERENCE = re.compile(r"\$\{(\s[^}]*|[^}]*\s)\}")
_OFFERS_NOTHING = ("none", "-")


@dataclass(slots=True)
class Cells:
    """The filled cells of one row, sorted by what they are for."""

    row: Row
    place: Place
    texts: dict[str, str] = field(default_factory=dict)
    translated: dict[str, dict[str, str]] = field(default_factory=dict)
    media: dict[str, Texts] = field(default_factory=dict)
    extras: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.texts.get(name, "")

    def place_of(self, name: str) -> Place:
        return self.places.get(name, self.place)


@dataclass(frozen=True, slots=True)
class CellReader:
    """Knows the columns of the survey sheet and the default language."""

    sheet: Sheet
    columns: Sequence[Column]
    default_language: str
    collapse: bool

    def read(self, row: Row) -> Cells:
        cells = Cells(row, self.sheet.place(row))
        for column in self.columns:
            text = cell(row, column)
            if text:
                self._sort(cells, column, single_blanks(text) if self.collapse else text)
        return cells

    def _sort(self, cells: Cells, column: Column, text: str) -> None:
        name = column.field
        if not name:
            cells.extras[column.heading] = kept(text)
            return
        cells.places.setdefault(name, self.sheet.place(cells.row, column.index))
        if name == "media":
            kind = dict(cells.media.get(column.part, {}))
            put(kind, column.language, text, self.default_language)
            cells.media[column.part] = kind
            language = column.language or self.default_language
            cells.places[f"media.{column.part}.{language}"] = self.sheet.place(cells.row, column.index)
        elif name in EXPRESSIONS:
            cells.texts[name] = expression(text)
        elif name in _QUOTED:
            cells.texts[name] = plain_quotes(text)
        elif column.language or name in _TRANSLATED_FIELDS:
            put(cells.translated.setdefault(name, {}), column.language, text, self.default_language)
        else:
            cells.texts[name] = text


_TRANSLATED_FIELDS = (
    "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required_message",
    "constraint_message", "warning_message",
)  # fmt: skip
_PLAIN_FIELDS = (
    "relevant", "constraint", "warning", "calculation", "trigger", "default", "choice_filter",
    "repeat_count", "evidence", "rotate", "touchpoint", "process", "phase", "dimension",
)  # fmt: skip


def node_of(
    cells: Cells, kind: Kind, default_language: str, list_name: str = "", children: tuple[Node, ...] = ()
) -> tuple[Node, list[Problem]]:
    """The node of an item or container row, and the problems of its cells."""
    own, problems = _own_type(cells, kind)
    appearance = cells.get("appearance")
    if own == "signature" or (own == "image" and "signature" in appearance.split()):
        own = "signature"
        appearance = " ".join(word for word in appearance.split() if word != "signature")
    ours = cells.get("mystery_type").partition(" ")[2].strip()
    told = ours or cells.get("parameters")
    parameters = parse_parameters(told)
    if parameters is None:
        params = {"text": told}
        problems.append(Problem("PARAMETERS_UNREADABLE", cells.place_of("parameters"), params))
    if kind.has_parameters and not ours:
        faults = parameter_faults(kind.type, parameters or {}, from_file=kind.from_file)
        problems += [Problem(code, cells.place_of("parameters"), params) for code, params in faults]
    _add_implied(cells, kind, default_language)
    node = Node(
        name=cells.get("name"),
        type=own,
        list_name=list_name or kind.list_name,
        **{name: texts for name, texts in cells.translated.items() if name in _TRANSLATED_FIELDS},  # type: ignore[arg-type]
        **{name: text for name, text in cells.texts.items() if name in _PLAIN_FIELDS},  # type: ignore[arg-type]
        required=_switch(cells.get("required")),
        readonly=_switch(cells.get("readonly")),
        appearance=appearance,
        parameters=parameters or {},
        missing=_missing(cells.get("missing")),
        modes=tuple(cells.get("modes").replace(",", " ").split()),
        or_other=kind.or_other,
        pin=is_yes(cells.get("pin")),
        media=cells.media,
        children=children,
        extras=cells.extras,
        place=cells.place,
        places=cells.places,
    )
    problems += _text_faults(cells, node)
    return node, problems


def _text_faults(cells: Cells, node: Node) -> list[Problem]:
    """What other tools refuse in references and media."""
    problems = []
    for name, place in cells.places.items():
        for text in (cells.get(name), *cells.translated.get(name, {}).values()):
            loose = _LOOSE_REFERENCE.search(text) if "${" in text else None
            if loose:
                params = {"written": loose[0], "better": f"${{{loose[1].strip()}}}"}
                problems.append(Problem("REFERENCE_WITH_BLANKS", place, params))
    if node.trigger and not ("${" in node.trigger and trigger_names(node.trigger)):
        problems.append(Problem("TRIGGER_UNREADABLE", cells.place_of("trigger"), {"name": node.name}))
    if "big-image" in node.media and "image" not in node.media:
        problems.append(Problem("BIG_IMAGE_ALONE", cells.place_of("media"), {"name": node.name}))
    return problems


def _own_type(cells: Cells, kind: Kind) -> tuple[str, list[Problem]]:
    """The type that only we have, from its column; else the type of the row."""
    own = cells.get("mystery_type").partition(" ")[0]
    if not own:
        return kind.type, []
    if own in OWN_TYPES:
        return own, []
    params = {"type": own, "guess": ", ".join(OWN_TYPES)}
    return kind.type, [Problem("ROW_TYPE_UNKNOWN", cells.place_of("mystery_type"), params)]


def _add_implied(cells: Cells, kind: Kind, default_language: str) -> None:
    for name, text in kind.implied.items():
        if name == "hint":
            cells.translated.setdefault("hint", {default_language: text})
        else:
            cells.texts.setdefault(name, text)


def _switch(text: str) -> str:
    return "" if text == "false()" else text


def _missing(text: str) -> tuple[str, ...] | None:
    if not text:
        return None
    words = tuple(text.replace(",", " ").split())
    return () if words in {(word,) for word in _OFFERS_NOTHING} else words
