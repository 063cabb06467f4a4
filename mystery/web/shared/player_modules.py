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
_CALL = re.compile(r'\["call","([^"]+)"')
_LISTED = re.compile(r"(types|looks|pages|keys|calls): \[([^\]]*)\]")
_LONGER = re.compile(r"longer: (\d+)")
_SOURCE = re.compile(r'import\("([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one of the three registries: what asks for a module, and the module."""

    module: str
    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    longer: int = 0

    def draws(self, node: Mapping[str, Any], options: int) -> bool:
        """As `rowOf` in widgets/registry.js."""
        looks = self.listed.get("looks")
        return (
            node["type"] in self.listed["types"]
            and (looks is None or not looks.isdisjoint(_looks(node)))
            and options >= self.longer + bool(self.longer)
        )

    def names(self, kind: str, words: Iterable[str]) -> bool:
        return not self.listed.get(kind, frozenset()).isdisjoint(words)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["player_modules"] = player_modules


def player_modules(boot: Mapping[str, Any]) -> tuple[str, ...]:
    """What the page of a player names; reckoned once for a form that was published."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    layout, fingerprint = boot["layout"], boot["fingerprint"]
    known: dict[tuple[str, str], tuple[str, ...]] = current_app.extensions.setdefault("player_modules", {})
    if boot.get("preview"):
        return all_modules(files)
    if (layout, fingerprint) not in known:
        known[layout, fingerprint] = modules_for(files, boot["package"], layout)
    return known[layout, fingerprint]


def modules_for(files: StaticFiles, package: Mapping[str, Any], layout: str) -> tuple[str, ...]:
    """`main.js`, what it imports, and what this form asks for on a page of this layout."""
    return _with_imports(
        files, {*_engine(files, package), *_widgets(files, package), *_parts(files, package, layout)}
    )


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
    listed = {kind: frozenset(re.findall('"([^"]*)"', words)) for kind, words in _LISTED.findall(line)}
    longer = _LONGER.search(line)
    source = _SOURCE.findall(line)[0]
    return Row(files.beside(registry, source), listed, int(longer[1]) if longer else 0)


def _engine(files: StaticFiles, package: Mapping[str, Any]) -> Iterator[str]:
    """Families of functions, by the calls in the trees; tables hold no trees."""
    said = {name: part for name, part in package.items() if name != "tables"}
    called = frozenset(_CALL.findall(json.dumps(said, separators=(",", ":"))))
    return (row.module for row in rows_of(files, _FAMILIES) if row.names("calls", called))


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


def _parts(files: StaticFiles, package: Mapping[str, Any], layout: str) -> Iterator[str]:
    nodes = package["nodes"]
    types = {node["type"] for node in nodes}
    looks = {look for node in nodes for look in _looks(node)}
    wanted = {"types": types, "looks": looks, "pages": {layout}, "keys": package.keys()}
    for row in rows_of(files, _PARTS):
        if any(row.names(kind, words) for kind, words in wanted.items()):
            yield row.module


def _looks(node: Mapping[str, Any]) -> list[str]:
    return str(node.get("appearance", "")).split()
