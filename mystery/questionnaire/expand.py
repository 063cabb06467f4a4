"""What an author writes in short is written out before anything else looks at it: `or_other`, rules."""

from __future__ import annotations

from dataclasses import replace

from mystery.questionnaire.model import Choice, Definition, Node, Texts

OTHER = "other"
_OTHER_LABEL = {"de": "Sonstiges", "en": "Other"}
_SPECIFY_LABEL = {"de": "Bitte genauer angeben", "en": "Please specify"}
_SUFFIX = "-or-other"


def expand(definition: Definition) -> Definition:
    """Rules stand behind the items; an `or_other` select gets its choice and its text `<name>_other`."""
    if definition.rules:
        definition = replace(definition, nodes=(*definition.nodes, *definition.rules), rules=())
    if not any(_has_other(node) for node in definition.nodes):
        return definition
    choices = dict(definition.choices)
    nodes = _expanded(definition.nodes, definition, choices)
    return replace(definition, nodes=nodes, choices=choices)


def _has_other(node: Node) -> bool:
    return node.or_other or any(_has_other(child) for child in node.children)


def _expanded(
    nodes: tuple[Node, ...], definition: Definition, choices: dict[str, tuple[Choice, ...]]
) -> tuple[Node, ...]:
    written: list[Node] = []
    for node in nodes:
        if node.children:
            node = replace(node, children=_expanded(node.children, definition, choices))
        if not node.or_other or node.list_name not in definition.choices:
            written.append(node)
            continue
        list_name = _list_with_other(node.list_name, definition, choices)
        written += [replace(node, list_name=list_name), _specify(node, definition)]
    return tuple(written)


def _list_with_other(name: str, definition: Definition, choices: dict[str, tuple[Choice, ...]]) -> str:
    """A list of its own, so that other items with the same list do not get `other` too."""
    members = definition.choices[name]
    if any(choice.name == OTHER for choice in members):
        return name
    label = _in_languages(_OTHER_LABEL, definition)
    choices[name + _SUFFIX] = (
        *members,
        Choice(OTHER, label, place=members[0].place if members else definition.place),
    )
    return name + _SUFFIX


def _specify(node: Node, definition: Definition) -> Node:
    return Node(
        name=f"{node.name}_{OTHER}",
        type="text",
        label=_in_languages(_SPECIFY_LABEL, definition),
        relevant=f"selected(${{{node.name}}}, '{OTHER}')",
        required=node.required,
        modes=node.modes,
        place=node.place,
    )


def _in_languages(texts: Texts, definition: Definition) -> Texts:
    """The text for every language of the questionnaire; English where we have no better one."""
    return {language: texts.get(_code(language), texts["en"]) for language in definition.languages}


def _code(language: str) -> str:
    """`de`, `Deutsch (de)` and `de-AT` are all `de`."""
    inner = language.rpartition("(")[2].rstrip(")") or language
    return inner.split("-")[0].strip().lower()
