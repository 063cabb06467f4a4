"""Definition -> the plain tree of questionnaire.yaml, keys in the order in which people write them."""

from __future__ import annotations

from collections.abc import Mapping

from mystery.questionnaire.missing_tables import ENDINGS
from mystery.questionnaire.model import Choice, Definition, Node, Texts

_CONTAINERS = ("section", "group", "repeat")
_TEXTS_BEFORE = ("label", "hint", "guidance_hint", "interviewer_note", "read_aloud")
_RULES = (
    "relevant", "required", "required_message", "readonly", "constraint", "constraint_message", "warning",
    "warning_message", "calculation", "trigger", "default", "choice_filter", "repeat_count", "appearance",
    "parameters", "evidence", "modes", "touchpoint", "process", "phase", "dimension", "rotate", "pin",
    "media",
)  # fmt: skip


def plain(definition: Definition, *, every_language_named: bool = False) -> dict[str, object]:
    """The tree of questionnaire.yaml: texts, lists and mappings in the order in which they are written.

    People write one text plainly; with `every_language_named` each text is a mapping all the same.
    """
    settings = dict(definition.settings)
    description = settings.pop("description", {})
    languages = [] if definition.languages == ("default",) else list(definition.languages)
    default = "" if every_language_named else definition.default_language
    data: dict[str, object] = {
        "questionnaire": definition.name,
        "version": definition.version,
        "languages": languages,
        "default_language": _unless_first(definition),
        "title": _texts(definition.title, default),
        "description": _texts(description, default) if isinstance(description, Mapping) else description,
        "modes": list(definition.modes),
        "missing": list(definition.missing),
        "settings": settings,
        "choices": {
            name: [_choice(choice, default) for choice in choices]
            for name, choices in definition.choices.items()
        },
    }
    key = "sections" if any(node.type == "section" for node in definition.nodes) else "items"
    data[key] = [node_tree(node, default) for node in definition.nodes]
    data["rules"] = [_rule(rule, default) for rule in definition.rules]
    return {name: value for name, value in data.items() if value}


def _unless_first(definition: Definition) -> str:
    """The default language where it is not simply the first."""
    first = definition.default_language == definition.languages[0]
    return "" if first else definition.default_language


def _texts(texts: Mapping[str, object], default: str) -> object:
    """One text if only the default language has one."""
    return texts[default] if set(texts) == {default} else dict(texts)


def _choice(choice: Choice, default: str) -> dict[str, object]:
    data: dict[str, object] = {"name": choice.name, "label": _texts(choice.label, default)}
    data.update(choice.columns)
    data["media"] = _media(choice.media, default)
    return {key: value for key, value in data.items() if value}


def _media(media: Mapping[str, Texts], default: str) -> dict[str, object]:
    return {kind: _texts(files, default) for kind, files in media.items()}


def _rule(rule: Node, default: str) -> dict[str, object]:
    data = {"rule": rule.name, "when": rule.relevant, "constraint": rule.constraint}
    severity = "" if rule.severity == "error" else rule.severity
    rest = {"message": _texts(rule.label, default), "severity": severity, "items": list(rule.about)}
    return {key: value for key, value in {**data, **rest}.items() if value}


def node_tree(node: Node, default: str) -> dict[str, object]:
    container = node.type in _CONTAINERS
    data: dict[str, object] = {node.type if container else "item": node.name}
    if not container:
        data["type"] = _type(node)
    for name in (*_TEXTS_BEFORE, *_RULES):
        value = getattr(node, name)
        if name == "media":
            value = _media(value, default)
        elif name.endswith("_message") or name in _TEXTS_BEFORE:
            value = _texts(value, default)
        elif name in ("required", "readonly"):
            value = True if value == "true()" else value
        data[name] = list(value) if isinstance(value, tuple) else value
    data["extras"] = dict(node.extras)
    kept = {key: value for key, value in data.items() if value}
    if node.missing is not None:
        kept["missing"] = list(node.missing)
    if container:
        kept["items"] = [node_tree(child, default) for child in node.children]
    return kept


def _type(node: Node) -> str:
    if not node.list_name:
        return node.type
    command = f"{node.type}_from_file" if node.list_name.endswith(ENDINGS) else node.type
    return f"{command} {node.list_name}{' or_other' if node.or_other else ''}"
