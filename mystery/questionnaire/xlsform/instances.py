"""In an XForm lists and files share one set of names: two sources must not go by the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mystery.problems import Place, Problem
from mystery.questionnaire.missing_tables import ENDINGS
from mystery.questionnaire.model import Node
from mystery.questionnaire.xlsform.rows import walk

_FACETS = ("relevant", "required", "readonly", "constraint", "calculation", "choice_filter", "default")
_PULLDATA = re.compile(r"""\bpulldata\(\s*['"]([^'"]+)['"]""")
_LAST_SAVED = "__last-saved"
Source = tuple[str, str, Place]
"""Name, what it is read from ('' = a choice list), where that is said."""


def instance_faults(
    nodes: Iterable[Node], externals: Mapping[str, Place], lists: Mapping[str, object]
) -> list[Problem]:
    """A problem for each source whose name another source has already."""
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for name, source, place in _sources(list(walk(nodes)), externals, lists):
        first = seen.setdefault(name, source)
        if first != source:
            params = {"name": name, "first": first or name, "second": source or name}
            problems.append(Problem("INSTANCE_TWICE", place, params))
    return problems


def _sources(
    nodes: list[Node], externals: Mapping[str, Place], lists: Mapping[str, object]
) -> Iterator[Source]:
    searched = {node.list_name for node in nodes if node.appearance.startswith("search(")}
    yield from ((name, "", Place()) for name in lists if name not in searched)
    for file, place in externals.items():
        yield file.rpartition(".")[0], file, place
    for node in nodes:
        if node.list_name not in lists and node.list_name.endswith(ENDINGS):
            yield node.list_name.rpartition(".")[0], node.list_name, node.place_of("type")
        for facet in _FACETS:
            text = getattr(node, facet)
            if "last-saved#" in text:
                yield _LAST_SAVED, _LAST_SAVED, node.place_of(facet)
            for name in _PULLDATA.findall(text):
                yield name, f"{name}.csv", node.place_of(facet)
