"""The modules that the player will fetch for a form, so that its page can name them all at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask, current_app

from mystery.web.shared.statics import StaticFiles

MAIN = "js/player/main.js"
_FAMILIES = "js/interview/families.js"
_WIDGETS = "js/player/widgets/registry.js"
_PARTS = "js/player/parts.js"
_TREE = re.compile(r'\["([^"]+)"(?:,"([^"]+)")?')
_LISTED = re.compile(r'(\w+): "([^"]*)"')
_LONGER = re.compile(r"longer: (\d+)")
_SOURCE = re.compile(r'import\("([^"]+)"\)')

Said = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one of the three registries: what asks for a module, and the module."""

    module: str
    listed: Said = field(default_factory=dict)
    longer: int = 0

    def draws(self, node: Mapping[str, Any], options: int) -> bool:
        """As `rowOf` in widgets/registry.js."""
        looks = self.listed.get("looks")
        return (
            node["type"] in self.listed["types"]
            and (looks is None or not looks.isdisjoint(_looks(node)))
            and options >= self.longer + bool(self.longer)
        )

    def is_wanted(self, said: Said) -> bool:
        """As `isWanted` in families.js: any of its words is said."""
        return any(not words.isdisjoint(said.get(kind, ())) for kind, words in self.listed.items())


def init_app(app: Flask) -> None:
    app.jinja_env.globals["player_modules"] = player_modules


def player_modules(boot: Mapping[str, Any]) -> tuple[str, ...]:
    """What the page of a player names; reckoned once for a published form and the kinds of events."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    if boot.get("preview"):
        return all_modules(files)
    kinds = frozenset(event["kind"] for event in boot.get("events", ()))
    key = (boot["layout"], boot["fingerprint"], kinds)
    known: dict[tuple[str, str, frozenset[str]], tuple[str, ...]]
    known = current_app.extensions.setdefault("player_modules", {})
    if key not in known:
        known[key] = modules_for(files, boot["package"], boot["layout"], kinds)
    return known[key]


def modules_for(
    files: StaticFiles, package: Mapping[str, Any], layout: str, events: Iterable[str] = ()
) -> tuple[str, ...]:
    """`main.js`, what it imports, and what form, layout and kinds of events ask for."""
    said = {**_said(package), "pages": frozenset([layout]), "events": frozenset(events)}
    rows = (*rows_of(files, _FAMILIES), *rows_of(files, _PARTS))
    wanted = (row.module for row in rows if row.is_wanted(said))
    return _with_imports(files, {*wanted, *_widgets(files, package)})


def all_modules(files: StaticFiles) -> tuple[str, ...]:
    """A preview takes all: its form may become any other."""
    names = (_FAMILIES, _WIDGETS, _PARTS)
    return _with_imports(files, {row.module for name in names for row in rows_of(files, name)})


def _with_imports(files: StaticFiles, wanted: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for start in (MAIN, *sorted(wanted)) for each in files.modules(start)))


@cache
def rows_of(files: StaticFiles, name: str) -> tuple[Row, ...]:
    """The rows of a registry: there one line each."""
    lines = (files.root / name).read_text(encoding="utf-8").splitlines()
    return tuple(_row(files, name, line) for line in lines if "load: " in line and _SOURCE.search(line))


def _row(files: StaticFiles, registry: str, line: str) -> Row:
    listed = {kind: frozenset(words.split()) for kind, words in _LISTED.findall(line)}
    longer = _LONGER.search(line)
    source = _SOURCE.findall(line)[0]
    return Row(files.beside(registry, source), listed, int(longer[1]) if longer else 0)


def _said(package: Mapping[str, Any]) -> Said:
    """As `saidBy` in families.js; the trees of expressions are found in the text of the package."""
    nodes = package["nodes"]
    rest = {name: part for name, part in package.items() if name not in ("tables", "graph")}
    trees = frozenset(_TREE.findall(json.dumps(rest, separators=(",", ":"))))
    return {
        "types": frozenset(node["type"] for node in nodes),
        "looks": frozenset(look for node in nodes for look in _looks(node)),
        "facets": frozenset(facet for node in nodes for facet in node),
        "keys": frozenset(name for name, part in rest.items() if part),
        "trees": frozenset(kind for kind, _ in trees),
        "calls": frozenset(name for kind, name in trees if kind == "call"),
    }


def _widgets(files: StaticFiles, package: Mapping[str, Any]) -> Iterator[str]:
    """One for each kind of question; an item that is never drawn fits no row."""
    lists = {**package["tables"], **package["choices"]}
    for node in package["nodes"]:
        name = node.get("list", "")
        options = len(lists.get(name, lists.get(f"{name}.csv", ())))
        yield from (row.module for row in _first(files, node, options))


def _first(files: StaticFiles, node: Mapping[str, Any], options: int) -> Iterator[Row]:
    fitting = (row for row in rows_of(files, _WIDGETS) if row.draws(node, options))
    first = next(fitting, None)
    if first is not None:
        yield first


def _looks(node: Mapping[str, Any]) -> list[str]:
    return str(node.get("appearance", "")).split()
