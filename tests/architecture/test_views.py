"""Views are thin, know no tables, and the audiences know nothing of one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from mystery.web.shared.security import csrf
from tests.architecture.sources import name_of, python_files
from tests.web.access_rules import RULES

LONGEST_VIEW = 20
_ROUTES = {"route", "get", "post", "put", "patch", "delete"}
_STATES = "mystery.store.models.states"


def _audience_files() -> Iterator[Path]:
    return (path for path in python_files("mystery/web") if len(path.parts) - path.parts.index("web") > 2)


def _imports(tree: ast.Module) -> Iterator[str]:
    """The modules that are imported when the program runs; what only type checkers read does not count."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_views_import_no_tables() -> None:
    guilty = [
        f"{name_of(path)}: {module}"
        for path in _audience_files()
        if path.parent.name != "shared"
        for module in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if module.startswith("mystery.store")
        and not module.startswith(_STATES)
        and not _STATES.startswith(module)
    ]
    assert not guilty, "use a service or web/shared/lookup.py; states may be imported from " + _STATES


def test_audiences_do_not_import_one_another() -> None:
    guilty = []
    for path in _audience_files():
        own = path.parts[path.parts.index("web") + 1]
        for module in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            parts = module.split(".")
            if parts[:2] == ["mystery", "web"] and len(parts) > 2 and parts[2] not in (own, "shared"):
                guilty.append(f"{name_of(path)}: {module}")
    assert not guilty


def test_views_are_short() -> None:
    long = []
    for path in python_files("mystery/web"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(_is_route(each) for each in node.decorator_list):
                lines = (node.end_lineno or 0) - node.lineno
                if lines > LONGEST_VIEW:
                    long.append(f"{name_of(path)}:{node.lineno} {node.name} has {lines} lines")
    assert not long


def _is_route(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in _ROUTES
    )


def test_every_change_needs_a_token_or_a_signature(app: Flask) -> None:
    """Only routes that are declared as signed may do without the CSRF token."""
    exempt = set(csrf._exempt_views) | {blueprint.name for blueprint in csrf._exempt_blueprints}
    declared = {endpoint for endpoint, rule in RULES.items() if rule.signed}
    views = {f"{view.__module__}.{view.__name__}": name for name, view in app.view_functions.items()}
    undeclared = [each for each in exempt if views.get(str(each), str(each)) not in declared]
    assert not undeclared
