"""Two definitions -> their differences, in the order of the newer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mystery.questionnaire.changes import lists, nodes
from mystery.questionnaire.changes.model import Change
from mystery.questionnaire.changes.placing import matched, placings
from mystery.questionnaire.model import Definition

_HEAD = ("languages", "default_language", "modes", "missing")


def compare(before: Definition, after: Definition, renamed: Mapping[str, str] | None = None) -> list[Change]:
    """Every difference that a person would want to know of. `renamed`: old name -> new name, where known.

    Other renamed items are recognised by their type and text.
    """
    old, new = placings(before), placings(after)
    pairs = matched(old, new, renamed or {})
    return [
        *_head(before, after),
        *nodes.structure(old, new, pairs),
        *nodes.contents(before, after, old, new, pairs),
        *lists.choices(before, after),
        *lists.tables(before, after),
    ]


def _head(before: Definition, after: Definition) -> Iterator[Change]:
    yield from nodes.texts("title", before.title, after.title)
    old, new = before.settings.get("description"), after.settings.get("description")
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from nodes.texts("description", _texts(old), _texts(new))
    for key in _HEAD:
        was, now = _shown(getattr(before, key)), _shown(getattr(after, key))
        if was != now:
            yield Change("PROPERTY", params={"key": key, "before": was, "after": now})
    if _settings(before) != _settings(after):
        was, now = _pairs(_settings(before)), _pairs(_settings(after))
        yield Change("PROPERTY", params={"key": "settings", "before": was, "after": now})


def _texts(value: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, Mapping) else {}


def _shown(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _settings(definition: Definition) -> dict[str, object]:
    return {key: value for key, value in definition.settings.items() if key != "description"}


def _pairs(values: Mapping[str, object]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(values.items()))
