"""Rules about the code that no linter knows."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import name_of, python_files, text_files

LONGEST_MODULE = 400
# What test_nothing_is_left_unfinished looks for: these words are its subject, and nothing here is unfinished.
_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
_UNSAFE = re.compile(r"\|\s*safe\b|\bMarkup\(|innerHTML|insertAdjacentHTML|document\.write")
_HOST = re.compile(r"""(?:src|href|url|from|import|fetch)\s*[=(:]?\s*["'(]\s*(?:https?:)?//(?!localhost)""")


def test_modules_are_short() -> None:
    long = {
        name_of(path): lines
        for path in python_files("mystery", "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long, f"more than {LONGEST_MODULE} lines: {long}"


def test_a_module_opens_with_a_line_that_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in python_files("mystery")
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_nothing_is_left_unfinished() -> None:
    marks = [
        name_of(path)
        for path in (
            *python_files("mystery"),
            *text_files("templates", ".html"),
            *text_files("static", ".js"),
        )
        if _UNFINISHED.search(path.read_text(encoding="utf-8"))
    ]
    assert not marks


def test_only_services_commit() -> None:
    guilty = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("mystery")
        if not name_of(path).startswith("mystery/services/")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not guilty


def test_markup_is_never_made_from_strings() -> None:
    files = (*python_files("mystery"), *text_files("templates", ".html"), *text_files("static", ".js"))
    guilty = [name_of(path) for path in files if _UNSAFE.search(path.read_text(encoding="utf-8"))]
    assert not guilty


def test_nothing_is_loaded_from_another_host() -> None:
    files = (*text_files("templates", ".html"), *text_files("static", ".js", ".css", ".svg"))
    guilty = [name_of(path) for path in files if _HOST.search(path.read_text(encoding="utf-8"))]
    assert not guilty


def test_addresses_are_absolute_only_by_the_base_url() -> None:
    guilty = [
        name_of(path) for path in python_files("mystery") if "_external=True" in path.read_text("utf-8")
    ]
    assert not guilty
