"""Whether what a browser sent can be a draft at all; what is wrong in its meaning is said elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mystery.problems import Place, Problem
from mystery.questionnaire.document.nodes import choices_of, nodes_of

MAX_BYTES = 4_000_000
"""Of a draft as JSON. The largest questionnaires of practice have a tenth of it."""
MAX_DEPTH = 40
_PARTS = {"document": dict, "scheme": (dict, type(None)), "examples": list, "tables": dict}
_ID = re.compile(r"[0-9a-f]{12}")
_IMPOSSIBLE = re.compile(r"[\x00\ud800-\udfff]")


def shape_problems(content: object) -> list[Problem]:
    """Why this cannot be stored as the content of a draft; empty if it can."""
    if not isinstance(content, dict):
        return [_problem("", "content")]
    unknown = [_problem(key, key) for key in content if key not in _PARTS]
    wrong = [
        _problem(key, key)
        for key, kind in _PARTS.items()
        if not isinstance(content.get(key, None if key == "scheme" else ...), kind)  # type: ignore[arg-type]
    ]
    if unknown or wrong:
        return unknown + wrong
    if not _can_be_stored(content, 0):
        return [Problem("DRAFT_TEXT_IMPOSSIBLE", Place(path="content"), {"limit": MAX_DEPTH})]
    return [*_structure(content), *_ids(content)]


def _problem(path: str, key: str) -> Problem:
    return Problem("DRAFT_SHAPE", Place(path=path), {"key": key or "content"})


def _can_be_stored(value: object, depth: int) -> bool:
    """No text that a database or YAML cannot hold, and no nesting that only a mistake produces."""
    if depth > MAX_DEPTH:
        return False
    if isinstance(value, str):
        return _IMPOSSIBLE.search(value) is None
    if isinstance(value, Mapping):
        pairs = value.items()
        return all(_can_be_stored(key, depth) and _can_be_stored(one, depth + 1) for key, one in pairs)
    return not isinstance(value, list) or all(_can_be_stored(one, depth + 1) for one in value)


def _structure(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Lists are lists of nodes wherever nodes are expected."""
    document = content["document"]
    if not _is_list_of_mappings(document.get("sections", [])):
        yield _problem("document.sections", "sections")
    lists = document.get("choices", {})
    if not isinstance(lists, dict) or not all(map(_is_list_of_mappings, lists.values())):
        yield _problem("document.choices", "choices")
    for node in nodes_of(document):
        if not _is_list_of_mappings(node.get("items", [])):
            yield _problem(f"document.{node.get('id', '')}.items", "items")
    for example in content["examples"]:
        if not isinstance(example, dict) or not isinstance(example.get("answers", {}), dict):
            yield _problem("examples", "examples")
    for name, rows in content["tables"].items():
        if not _is_list_of_mappings(rows):
            yield _problem(f"tables.{name}", name)


def _is_list_of_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(member, dict) for member in value)


def _ids(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Every node, choice and example has an id, and no two have the same."""
    document = content["document"]
    examples = [each for each in content["examples"] if isinstance(each, dict)]
    owners = [*nodes_of(document), *choices_of(document), *examples]
    ids = [owner.get("id") for owner in owners]
    if any(not isinstance(each, str) or not _ID.fullmatch(each) for each in ids):
        yield Problem("DRAFT_ID_MISSING", Place(path="document"))
        return
    twice = [each for each, count in Counter(ids).items() if count > 1]
    if twice:
        yield Problem("DRAFT_ID_TWICE", Place(path="document"), {"id": ", ".join(map(str, twice[:5]))})
