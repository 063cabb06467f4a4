"""A questionnaire as ODK Collect is given it: our XForm, and what Collect must ask that our player knows.

Collect cannot be told which visit it is at, has no button for “don't know”, and knows no evidence that must
be there. So its form asks for the visit first, offers the missing codes as choices or in a question of their
own, and demands what we would refuse to do without. None of it exists outside this rendering.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from mystery.exports.xform import write_xform
from mystery.interview import MISSING_CHOICE, MISSING_QUESTION
from mystery.problems import Problem, Rejected
from mystery.questionnaire import TYPES, Choice, Definition, Node, Texts

VISIT = "mystery_visit"
VISITS_FILE = "mystery_visits.csv"
MODE = "capi"
START, END = "mystery_start", "mystery_end"

_WHICH_VISIT = {"de": "Welcher Besuch?", "en": "Which visit?"}
_NO_ANSWER = {"de": "Keine Antwort, weil", "en": "No answer, because"}
_MISSING = {
    "dont_know": {"de": "Weiß nicht", "en": "Don't know"},
    "refused": {"de": "Verweigert", "en": "Refused"},
    "not_applicable": {"de": "Trifft nicht zu", "en": "Not applicable"},
}
_CODE = re.compile(r"\(([a-z]{2})[^)]*\)$|^([a-z]{2})(?:-|$)")


def write_collect_xform(definition: Definition) -> bytes:
    """The bytes of the form that Collect downloads. Raises `Rejected` where an XForm cannot say it."""
    names = {node.name for node in _all(definition.nodes)}
    taken = sorted(names & {VISIT, START, END})
    if taken:
        raise Rejected([Problem("COLLECT_NAME_TAKEN", definition.place, {"name": taken[0]})])
    return write_xform(_Rendering(definition).whole()).encode()


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)


@dataclass(slots=True)
class _Rendering:
    definition: Definition
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)

    def whole(self) -> Definition:
        definition = self.definition
        self.lists = dict(definition.choices)
        asked = tuple(self._nodes(definition.nodes))
        row = {"name": "0", "label": "0"}
        return replace(
            definition,
            nodes=(self._which_visit(), *self._filled(), *asked),
            choices=self.lists,
            tables={**definition.tables, VISITS_FILE: (row,)},
            settings={"client_editable": "yes", **definition.settings},
        )

    def _which_visit(self) -> Node:
        return Node(
            VISIT,
            "select_one",
            VISITS_FILE,
            label=self._said(_WHICH_VISIT),
            required="true()",
        )

    def _filled(self) -> Iterator[Node]:
        """Times tell how long a visit took, and audit.csv how long each answer."""
        there = {node.type for node in self.definition.nodes}
        for kind, name in (("start", START), ("end", END), ("audit", "audit")):
            if kind not in there:
                yield Node(name, kind)

    def _said(self, texts: Texts) -> dict[str, str]:
        return {language: texts[_spoken(language)] for language in self.definition.languages}

    def _nodes(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            children = tuple(self._nodes(node.children))
            yield from self._item(replace(node, children=children) if children else node)

    def _item(self, node: Node) -> Iterator[Node]:
        if node.modes and MODE not in node.modes:
            node = replace(node, relevant="false()")
        if node.evidence == "required" and not node.required:
            node = replace(node, required="true()")
        codes = self.definition.missing if node.missing is None else node.missing
        kind = TYPES.get(node.type)
        if not codes or kind is None or not kind.answerable or node.readonly == "true()":
            yield node
        elif node.type in ("select_one", "select_multiple") and node.list_name in self.definition.choices:
            yield self._with_missing(node, codes)
        elif node.required:
            yield from self._beside(node, codes)
        else:
            yield node

    def _with_missing(self, node: Node, codes: Sequence[str]) -> Node:
        """The missing codes stand behind the choices, whatever a filter leaves of those."""
        name = f"{node.list_name}-{'-'.join(codes)}"
        more = tuple(self._missing_choice(code) for code in codes)
        self.lists[name] = (*self.definition.choices[node.list_name], *more)
        if not node.choice_filter:
            return replace(node, list_name=name)
        always = " or ".join(f"name = '{choice.name}'" for choice in more)
        return replace(node, list_name=name, choice_filter=f"({node.choice_filter}) or {always}")

    def _beside(self, node: Node, codes: Sequence[str]) -> Iterator[Node]:
        """A required item may stay empty when the question behind it says why."""
        name = f"mystery-missing-{'-'.join(codes)}"
        self.lists[name] = tuple(self._missing_choice(code) for code in codes)
        why = f"{node.name}{MISSING_QUESTION}"
        yield replace(node, required=f"({node.required}) and ${{{why}}} = ''")
        yield Node(
            why,
            "select_one",
            name,
            label=self._said(_NO_ANSWER),
            relevant=node.relevant,
            appearance="minimal",
        )

    def _missing_choice(self, code: str) -> Choice:
        texts = _MISSING.get(code, {"de": code, "en": code})
        return Choice(f"{MISSING_CHOICE}{code}", self._said(texts))


def _spoken(language: str) -> str:
    """`Deutsch (de)`, `de-AT` and `de` are German; for other languages we have English."""
    found = _CODE.search(language.strip().lower())
    return "de" if found and "de" in found.groups() else "en"


def write_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as Collect reads them; all have the keys of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else ["name", "label"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def table_files(package: Mapping[str, object]) -> dict[str, bytes]:
    """The lists beside a form as files, with the columns that the form reads and no others."""
    tables = cast(Mapping[str, Sequence[Mapping[str, str]]], package.get("tables") or {})
    whole: dict[str, list[dict[str, str]]] = {}
    for source, rows in tables.items():
        name, _, columns = source.partition(":")
        value, _, label = columns.partition(":")
        into = whole.setdefault(name, [{} for _ in rows])
        for row, more in zip(into, rows, strict=True):
            names = {"name": value or "name", "label": label or "label"}
            ordered = sorted(
                more.items(), key=lambda each: (each[0] not in names, each[0] == "label", each[0])
            )
            row.update({names.get(column, column): text for column, text in ordered})
    return {
        name: _geojson(rows) if name.endswith(".geojson") else write_csv(rows) for name, rows in whole.items()
    }


def _geojson(rows: Iterable[Mapping[str, str]]) -> bytes:
    features = [{"type": "Feature", "properties": dict(row), **_geometry(row)} for row in rows]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()


def _geometry(row: Mapping[str, str]) -> dict[str, Any]:
    try:
        latitude, longitude = map(float, row.get("geometry", "").split()[:2])
    except ValueError:
        latitude = longitude = 0.0
    return {"geometry": {"type": "Point", "coordinates": [longitude, latitude]}}
