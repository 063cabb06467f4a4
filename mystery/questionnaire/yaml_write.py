"""Definition -> the YAML text that a researcher would have written: short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mystery.questionnaire.missing_tables import ENDINGS
from mystery.questionnaire.model import Choice, Definition, Node, Texts

_WIDTH = 110
_CONTAINERS = ("section", "group", "repeat")
_TEXTS_BEFORE = ("label", "hint", "guidance_hint", "interviewer_note", "read_aloud")
_RULES = (
    "relevant", "required", "required_message", "readonly", "constraint", "constraint_message", "warning",
    "warning_message", "calculation", "trigger", "default", "choice_filter", "repeat_count", "appearance",
    "parameters", "evidence", "modes", "touchpoint", "process", "phase", "dimension", "rotate", "pin",
    "media",
)  # fmt: skip
_PLAIN = re.compile(r"[\w$./(][^\n\t]*", re.ASCII)
_WORD = re.compile(r"[^\W_][^\n\t]*")
_READ_OTHERWISE = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n", "~"})


def write_yaml(definition: Definition) -> str:
    """The text of questionnaire.yaml: `read` gives the definition back. Tables are files of their own."""
    return "\n".join(_block(_questionnaire(definition), 0)) + "\n"


def _questionnaire(definition: Definition) -> dict[str, object]:
    settings = dict(definition.settings)
    description = settings.pop("description", {})
    languages = [] if definition.languages == ("default",) else list(definition.languages)
    default = definition.default_language
    data: dict[str, object] = {
        "questionnaire": definition.name,
        "version": definition.version,
        "languages": languages,
        "default_language": default if default != definition.languages[0] else "",
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
    data[key] = [_node(node, default) for node in definition.nodes]
    data["rules"] = [_rule(rule, default) for rule in definition.rules]
    return {name: value for name, value in data.items() if value}


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


def _node(node: Node, default: str) -> dict[str, object]:
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
        kept["items"] = [_node(child, default) for child in node.children]
    return kept


def _type(node: Node) -> str:
    if not node.list_name:
        return node.type
    command = f"{node.type}_from_file" if node.list_name.endswith(ENDINGS) else node.type
    return f"{command} {node.list_name}{' or_other' if node.or_other else ''}"


def _block(data: Mapping[str, object], depth: int) -> Iterator[str]:
    """A mapping over several lines; each value on its key's line where it fits."""
    for key, value in data.items():
        yield from _entry(f"{_scalar(key)}:", value, depth)


def _entry(head: str, value: object, depth: int) -> Iterator[str]:
    """A key, or the dash of a list, with its value behind or below."""
    pad = "  " * depth
    if isinstance(value, str) and _is_paragraphs(value):
        yield f"{pad}{head} |-"
        yield from (f"{pad}  {line}".rstrip() for line in value.split("\n"))
        return
    line = f"{pad}{head} {_flow(value, top=True)}"
    if not isinstance(value, list | dict) or (len(line) <= _WIDTH and not _has_nodes(value)):
        yield line
    elif isinstance(value, dict):
        yield f"{pad}{head}"
        yield from _block(value, depth + 1)
    else:
        yield f"{pad}{head}"
        for member in value:
            yield from _member(member, depth + 1)


def _member(value: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    line = f"{pad}- {_flow(value, top=True)}"
    if not isinstance(value, dict) or (len(line) <= _WIDTH and not _has_nodes(value)):
        yield line
        return
    first, *rest = _block(value, depth + 1)
    yield f"{pad}- {first[len(pad) + 2 :]}"
    yield from rest


def _has_nodes(value: object) -> bool:
    """Members of sections and groups always stand below one another."""
    if isinstance(value, dict):
        return "items" in value
    return isinstance(value, list) and any(isinstance(member, dict) for member in value)


def _flow(value: object, *, top: bool = False) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_scalar(str(key), flow=True)}: {_flow(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return "true" if value is True else _scalar(str(value), flow=not top)


def _scalar(text: str, *, flow: bool = False) -> str:
    """Without quotes where YAML reads the same text, in quotes otherwise."""
    if any(ord(sign) < 32 or sign in "\x7f\x85\u2028\u2029\ufeff" for sign in text):
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")
    if _is_plain(text, flow=flow):
        return text
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, *, flow: bool) -> bool:
    if not (_PLAIN.fullmatch(text) or _WORD.fullmatch(text)) or text != text.strip():
        return False
    if text.lower() in _READ_OTHERWISE or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (flow and any(sign in text for sign in ",[]{}:"))


def _is_paragraphs(text: str) -> bool:
    """Several lines that a block keeps exactly: no odd blanks, no control signs."""
    lines = text.split("\n")
    clean = all(line == line.strip() and line.isprintable() for line in lines)
    return len(lines) > 1 and clean and bool(lines[0]) and bool(lines[-1])
