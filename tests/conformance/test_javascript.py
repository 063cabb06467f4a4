"""The JavaScript twin gives what the table says: in Node, by the modules as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mystery.questionnaire.expression import parse
from tests.conformance.test_expressions import CASES, NOW, same
from tests.js import run

# What the compiler refuses never reaches a device.
REFUSED = ("EXPRESSION_", "EVALUATION_ARGUMENTS", "EVALUATION_NAME")


def _bound(tree: object) -> object:
    """References by name become items by key: without a form a name is a key."""
    match tree:
        case ("ref", str(name)):
            return ["item", name]
        case ("current", tuple(inner)):
            return _bound(inner)
        case ("path", _, ()):
            return ["repeat", ""]
        case ("path", 0, tuple(names)):
            return ["column", names[-1]]
        case ("path", _, tuple(names)) | ("abs", tuple(names)):
            return ["item", names[-1]]
        case tuple():
            return [_bound(part) for part in tree]
    return tree


def request_of(case: dict[str, object]) -> dict[str, object]:
    given = {name: case.get(name) for name in ("answers", "tables")}
    tree = _bound(parse(str(case["expr"])))
    return {"action": "bare", "tree": tree, "zone": "Europe/Berlin", "now": NOW.isoformat(), **given}


@pytest.fixture(scope="module")
def compiled() -> list[dict[str, object]]:
    return [case for case in CASES if not str(case.get("error", "")).startswith(REFUSED)]


def test_every_expression_gives_in_javascript_what_the_table_says(compiled: list[dict[str, object]]) -> None:
    replies = run([request_of(case) for case in compiled])
    wrong = [
        f"{case['expr']} gives {json.dumps(reply)}"
        for case, reply in zip(compiled, replies, strict=True)
        if not agree(case, reply)
    ]
    assert len(replies) > 2000
    assert not wrong, "\n".join(wrong)


def agree(case: dict[str, object], reply: object) -> bool:
    assert isinstance(reply, dict)
    if reply.get("error") != case.get("error") or reply.get("type") != case.get("type"):
        return False
    return same(reply.get("value"), case.get("value"))


def test_the_engine_uses_neither_the_page_nor_the_network_nor_eval() -> None:
    folder = Path(__file__).parents[2] / "static/js/interview"
    forbidden = (
        "document.",
        "window.",
        "fetch(",
        "eval(",
        "new Function",
        "innerHTML",
        "Date.now",
        "Math.random",
    )
    found = [
        f"{path.name}: {word}"
        for path in folder.glob("*.js")
        for word in forbidden
        if word in path.read_text()
    ]
    assert found == []
