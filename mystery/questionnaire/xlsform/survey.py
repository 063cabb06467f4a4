"""The survey sheet: rows become a tree of nodes, `begin` and `end` rows its branches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.analyse import is_dynamic
from mystery.questionnaire.check_items import better_name
from mystery.questionnaire.model import Node
from mystery.questionnaire.xlsform.items import CellReader, Cells, node_of
from mystery.questionnaire.xlsform.kinds import Kind, kind_of, known_types
from mystery.questionnaire.xlsform.loops import unroll
from mystery.questionnaire.xlsform.selects import ListBook
from mystery.questionnaire.xlsform.sheets import Row, Sheet
from mystery.questionnaire.xlsform.texts import is_name, is_yes


@dataclass(slots=True)
class _Frame:
    """An open group, repeat or loop; the outermost one has no row of its own."""

    kind: Kind | None = None
    cells: Cells | None = None
    children: list[Node] = field(default_factory=list)
    table_list: str | None = None


@dataclass(slots=True)
class SurveyReader:
    """Reads rows from top to bottom. `nodes` and `problems` grow; a wrong row never stops the rest."""

    sheet: Sheet
    reader: CellReader
    lists: ListBook
    root: str = "data"
    problems: list[Problem] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    externals: dict[str, Place] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=lambda: [_Frame()])
    repeats: dict[str, int] = field(default_factory=dict)

    def read(self) -> tuple[Node, ...]:
        for row in self.sheet.rows:
            self._row(row)
        while len(self.stack) > 1:
            frame = self.stack.pop()
            assert frame.kind is not None
            assert frame.cells is not None
            params = {"type": frame.kind.type, "name": frame.cells.get("name")}
            self._problem("BEGIN_WITHOUT_END", frame.cells, "type", params)
        return tuple(self.stack[0].children)

    def _row(self, row: Row) -> None:
        cells = self.reader.read(row)
        if is_yes(cells.get("disabled")):
            self._problem("ROW_DISABLED", cells, "disabled")
            return
        written = cells.get("type")
        if not written:
            self._row_without_type(cells)
            return
        kind = kind_of(written)
        if kind is None:
            params = {"type": written, "guess": did_you_mean(written.split()[0], known_types())}
            self._problem("ROW_TYPE_UNKNOWN", cells, "type", params)
            self._item(Kind("item", ""), cells)  # the name stays known to what refers to it
        elif kind.role == "end":
            self._end(kind, cells)
        elif kind.role == "setting":
            self.settings[kind.type] = cells.get("name")
        else:
            self._named(kind, cells)

    def _row_without_type(self, cells: Cells) -> None:
        if cells.get("name") or cells.translated.get("label"):
            self._problem("TYPE_MISSING", cells, "type", {"name": cells.get("name")})
        elif cells.texts or cells.translated:
            self._problem("ROW_SKIPPED", cells, "type")

    def _named(self, kind: Kind, cells: Cells) -> None:
        if kind.type == "audit" and not cells.get("name"):
            cells.texts["name"] = "audit"
        if kind.type == "note" and not cells.get("name"):
            cells.texts["name"] = f"generated_note_name_{cells.row.number}"
        self._check_name(kind, cells)
        if kind.role == "external":
            self._external(kind, cells)
        elif kind.role == "begin":
            self._begin(kind, cells)
        else:
            self._item(kind, cells)

    def _external(self, kind: Kind, cells: Cells) -> None:
        name = cells.get("name")
        file = f"{name}{'.csv' if kind.type == 'csv-external' else '.xml'}"
        if file in self.externals:
            self._problem("INSTANCE_TWICE", cells, "name", {"name": name, "first": file, "second": file})
        self.externals.setdefault(file, cells.place_of("type"))
        if name and not is_name(name):
            self._problem("NAME_INVALID", cells, "name", {"name": name, "better": better_name(name)})

    def _begin(self, kind: Kind, cells: Cells) -> None:
        name = cells.get("name")
        if kind.type == "repeat":
            first = self.repeats.setdefault(name, cells.row.number)
            if name and first != cells.row.number:
                self._problem("REPEAT_TWICE", cells, "name", {"name": name, "first": first})
            if name == self.root:
                self._problem("NAME_IS_ROOT", cells, "name", {"name": name})
        if kind.type == "loop":
            self.problems += self.lists.check_loop(kind, cells)
        table = "" if "table-list" in cells.get("appearance").split() else None
        self.stack.append(_Frame(kind, cells, table_list=table))

    def _end(self, kind: Kind, cells: Cells) -> None:
        frame = self.stack[-1]
        if frame.kind is None or frame.cells is None:
            self._problem("END_WITHOUT_BEGIN", cells, "type", {"type": kind.type})
            return
        if frame.kind.type != kind.type:
            params = {"type": kind.type, "open": frame.kind.type, "name": frame.cells.get("name"),
                      "row": frame.cells.row.number}  # fmt: skip
            self._problem("END_DOES_NOT_MATCH", cells, "type", params)
        self.stack.pop()
        self._close(frame, frame.kind, frame.cells)

    def _close(self, frame: _Frame, kind: Kind, cells: Cells) -> None:
        if kind.type != "loop":
            node, problems = node_of(
                cells, kind, self.reader.default_language, children=tuple(frame.children)
            )
        else:
            group = Kind("begin", "group")
            node, problems = node_of(cells, group, self.reader.default_language)
            node = unroll(node, tuple(frame.children), self.lists.of(kind.list_name))
        self.problems += problems
        self.stack[-1].children.append(node)

    def _item(self, kind: Kind, cells: Cells) -> None:
        list_name, problems = self.lists.check_select(kind, cells)
        self.problems += problems
        node, problems = node_of(cells, kind, self.reader.default_language, list_name)
        self.problems += problems
        self._check_item(kind, cells, node)
        self.stack[-1].children.append(node)

    def _check_item(self, kind: Kind, cells: Cells, node: Node) -> None:
        if node.type == "background-geopoint" and not node.trigger:
            self._problem("TRIGGER_MISSING", cells, "trigger", {"name": node.name})
        if node.type == "background-geopoint" and node.calculation:
            self._problem("CALCULATION_UNWANTED", cells, "calculation", {"name": node.name})
        if kind.written == "calculate" and not node.calculation and not is_dynamic(node.default):
            self._problem("CALCULATION_MISSING", cells, "calculation", {"name": node.name})
        if kind.written == "osm":
            self._problem("TYPE_REPLACED", cells, "type", {"type": "osm", "instead": "file"})
        if node.appearance.startswith("search("):
            self._problem("APPEARANCE_SEARCH", cells, "appearance", {"name": node.name})
        self._check_table_list(cells, node)

    def _check_table_list(self, cells: Cells, node: Node) -> None:
        frame = self.stack[-1]
        if frame.table_list is None or not node.list_name:
            return
        if node.choice_filter and not frame.table_list:
            self._problem("TABLE_LIST_FILTER", cells, "choice_filter", {"name": node.name})
        if frame.table_list and frame.table_list != node.list_name:
            params = {"list": node.list_name, "expected": frame.table_list}
            self._problem("TABLE_LIST_MIXED", cells, "type", params)
        frame.table_list = frame.table_list or node.list_name

    def _check_name(self, kind: Kind, cells: Cells) -> None:
        name = cells.get("name")
        if not name:
            self._problem("NAME_MISSING", cells, "name", {"type": cells.get("type")})
        elif name == "meta":
            self._problem("NAME_RESERVED", cells, "name", {"name": name})
        elif kind.type == "audit" and name != "audit":
            self._problem("AUDIT_NAME", cells, "name", {"name": name})

    def _problem(
        self, code: str, cells: Cells, column: str, params: Mapping[str, object] | None = None
    ) -> None:
        place = cells.places.get(column) or self._place_in_column(cells.row, column)
        self.problems.append(Problem(code, place, params or {}))

    def _place_in_column(self, row: Row, name: str) -> Place:
        index = next((column.index for column in self.reader.columns if column.field == name), -1)
        return self.sheet.place(row, index)
