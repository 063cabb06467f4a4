"""Differences of nodes: where they stand, what they say, which rules they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mystery.questionnaire.analyse import TEXTS
from mystery.questionnaire.changes.model import Change
from mystery.questionnaire.changes.placing import Nodes, Placing, unmoved
from mystery.questionnaire.model import Definition, Node, Texts
from mystery.questionnaire.reading import FACETS, readings_by_name

_LANGUAGES = ("de", "en")
_PROPERTIES = (
    "appearance", "parameters", "evidence", "modes", "missing", "touchpoint", "process", "phase",
    "dimension", "trigger", "media", "or_other", "rotate", "pin",
    "severity", "about",
)  # fmt: skip
_LONGEST = 200
Readings = Mapping[str, Mapping[str, Mapping[str, str]]]


def structure(old: Nodes, new: Nodes, pairs: Mapping[str, str]) -> Iterator[Change]:
    """Added, removed, renamed, moved."""
    back = {before: after for after, before in pairs.items()}
    for name, placing in old.items():
        if name not in back:
            yield _about(placing, "REMOVED", where=_title(old, placing.parent))
    still = _in_order(old, new, pairs)
    for name, placing in new.items():
        if name not in pairs:
            yield _about(placing, "ADDED", where=_title(new, placing.parent), type=placing.node.type)
            continue
        before = old[pairs[name]]
        if before.node.name != placing.node.name:
            yield _about(placing, "RENAMED", before=before.node.name, after=placing.node.name)
        if back.get(before.parent, before.parent) != placing.parent:
            places = {"before": _title(old, before.parent), "after": _title(new, placing.parent)}
            yield _about(placing, "MOVED", **places)
        elif name not in still:
            yield _about(placing, "REORDERED", where=_title(new, placing.parent))


def _in_order(old: Nodes, new: Nodes, pairs: Mapping[str, str]) -> set[str]:
    """The names of nodes that need not be moved to get from the old order to the new one."""
    inside: dict[str, list[str]] = {}
    for name, placing in new.items():
        if name in pairs:
            inside.setdefault(placing.parent, []).append(name)
    found: set[str] = set()
    for names in inside.values():
        stayed = unmoved([old[pairs[name]].index for name in names])
        found.update(name for name in names if old[pairs[name]].index in stayed)
    return found


def _title(nodes: Nodes, name: str) -> Texts | str:
    return name if name not in nodes else nodes[name].node.label or name


def _about(placing: Placing, code: str, **params: str | Texts) -> Change:
    return Change(code, placing.node.name, placing.node.label, params)


def contents(
    before: Definition, after: Definition, old: Nodes, new: Nodes, pairs: Mapping[str, str]
) -> Iterator[Change]:
    """What changed inside of nodes that both versions have."""
    was, now = _readings(before), _readings(after)
    for name, placing in new.items():
        if name not in pairs:
            continue
        one, other = old[pairs[name]].node, placing.node
        for change in (
            *_type(one, other),
            *_texts(one, other),
            *_rules(one, other, was, now),
            *_properties(one, other),
        ):
            yield Change(change.code, other.name, other.label, change.params)


def _readings(definition: Definition) -> Readings:
    return {language: readings_by_name(definition, language) for language in _LANGUAGES}


def _type(old: Node, new: Node) -> Iterator[Change]:
    if old.type != new.type:
        yield Change("TYPE", params={"before": old.type, "after": new.type})
    if old.list_name != new.list_name:
        yield Change("LIST", params={"before": old.list_name, "after": new.list_name})


def _texts(old: Node, new: Node) -> Iterator[Change]:
    for key in TEXTS:
        yield from texts(key, getattr(old, key), getattr(new, key))


def texts(key: str, old: Texts, new: Texts) -> Iterator[Change]:
    """One text, language by language."""
    for language in dict.fromkeys([*old, *new]):
        was, now = old.get(language, ""), new.get(language, "")
        if was == now:
            continue
        code = "TEXT" if was and now else "TEXT_ADDED" if now else "TEXT_REMOVED"
        params = {"key": key, "language": language, "before": _short(was), "after": _short(now)}
        yield Change(code, params=params)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _rules(old: Node, new: Node, was: Readings, now: Readings) -> Iterator[Change]:
    for facet in FACETS:
        one, other = getattr(old, facet), getattr(new, facet)
        if one == other:
            continue
        code = "RULE" if one and other else "RULE_ADDED" if other else "RULE_REMOVED"
        before, after = _said(was, old.name, facet), _said(now, new.name, facet)
        if before == after and one and other:
            before, after = {"en": one}, {"en": other}
        yield Change(code, params={"before": before, "after": after})


def _said(readings: Readings, name: str, facet: str) -> dict[str, str]:
    return {language: said.get(name, {}).get(facet, "") for language, said in readings.items()}


def _properties(old: Node, new: Node) -> Iterator[Change]:
    for key in _PROPERTIES:
        one, other = getattr(old, key), getattr(new, key)
        if one != other:
            yield Change("PROPERTY", params={"key": key, "before": _plain(one), "after": _plain(other)})


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={_plain(one)}" for key, one in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)
