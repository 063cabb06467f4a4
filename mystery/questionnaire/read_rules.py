"""The rules of questionnaire.yaml, which are looked at when the whole interview is there -> nodes."""

from __future__ import annotations

from mystery.marks import Fields, Marked
from mystery.questionnaire.model import Node
from mystery.questionnaire.read_nodes import places_of

RULE_KEYS = ("rule", "when", "constraint", "message", "severity", "items")
SEVERITIES = ("error", "warning")
FIELDS = {"rule": "name", "when": "relevant", "message": "label", "items": "about"}
"""Keys of a rule that have another name in a node."""


def read_rules(root: Fields) -> tuple[Node, ...]:
    """What is listed under `rules`; each needs a name, a constraint and a message."""
    return tuple(_rule(element, root) for element in root.elements("rules") if element.kind == "mapping")


def _rule(element: Marked, root: Fields) -> Node:
    fields = root.inside(element)
    fields.expect(RULE_KEYS)
    fields.require("rule", "constraint", "message")
    places = places_of(fields, ("message",))
    return Node(
        name=fields.text("rule"),
        type="rule",
        label=fields.texts("message"),
        relevant=fields.text("when").strip(),
        constraint=fields.text("constraint").strip(),
        severity=fields.one_of("severity", SEVERITIES) or "error",
        about=fields.words("items"),
        place=element.place,
        places={_renamed(key): place for key, place in places.items()},
    )


def _renamed(key: str) -> str:
    """`message.de` is `label.de` of the node."""
    first, dot, language = key.partition(".")
    return FIELDS.get(first, first) + dot + language
