"""Definition -> the YAML text that a researcher would have written: short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mystery.questionnaire.model import Definition
from mystery.questionnaire.plain import plain

_WIDTH = 110
_PLAIN = re.compile(r"[\w$./(][^\n\t]*", re.ASCII)
_WORD = re.compile(r"[^\W_][^\n\t]*")
_READ_OTHERWISE = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n", "~"})


def write_yaml(definition: Definition) -> str:
    """The text of questionnaire.yaml: `read` gives the definition back. Tables are files of their own."""
    return yaml_text(plain(definition))


def yaml_text(tree: Mapping[str, object]) -> str:
    """The text of a plain tree; what is nested and short stands on one line."""
    return "\n".join(_block(tree, 0)) + "\n"


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
