"""Selects and the lists they draw from: the choices sheet, external_choices, attached files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mystery.problems import Problem
from mystery.questionnaire.missing_tables import ENDINGS
from mystery.questionnaire.model import Choice
from mystery.questionnaire.xlsform.items import Cells
from mystery.questionnaire.xlsform.kinds import Kind


@dataclass(slots=True)
class ListBook:
    """All lists of a workbook. `external` are the lists of the old external_choices sheet."""

    lists: dict[str, list[Choice]]
    external: dict[str, list[Choice]] = field(default_factory=dict)

    def of(self, name: str) -> Sequence[Choice]:
        return self.lists.get(name, [])

    def check_select(self, kind: Kind, cells: Cells) -> tuple[str, list[Problem]]:
        """The name of the list as the definition will call it, and what is wrong with the select."""
        name, place = kind.list_name, cells.place_of("type")
        if kind.written == "select_one_external":
            return self._external(name), []
        if kind.from_file and not name.endswith(ENDINGS):
            params = {"file": name, "endings": ", ".join(ENDINGS)}
            return name, [Problem("FILE_ENDING_UNKNOWN", place, params)]
        if kind.or_other and cells.get("choice_filter"):
            return name, [Problem("OR_OTHER_WITH_FILTER", cells.place_of("choice_filter"))]
        return name, []

    def check_loop(self, kind: Kind, cells: Cells) -> list[Problem]:
        if kind.list_name in self.lists:
            return []
        return [Problem("LOOP_WITHOUT_LIST", cells.place_of("type"), {"list": kind.list_name})]

    def _external(self, name: str) -> str:
        """An external list becomes a choice list; where the name is taken it gets one of its own."""
        if name not in self.external:
            return name
        taken = name in self.lists and self.lists[name] is not self.external[name]
        own = f"{name}-external" if taken else name
        self.lists[own] = self.external[name]
        return own
