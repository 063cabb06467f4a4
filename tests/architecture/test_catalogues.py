"""Lists that must be complete: settings, problems, tables, commands."""

from __future__ import annotations

import re
from importlib import import_module
from string import Formatter

import click
import pytest

from mystery.cli.group import COMMANDS
from mystery.problems import CATALOGUE
from mystery.settings import setting_lines, settings_page
from mystery.store.models import Base
from tests.architecture.sources import ROOT, python_files


def test_the_page_about_settings_is_up_to_date() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run: mystery settings --page > docs/settings.md"


def test_every_setting_is_obeyed() -> None:
    code = " ".join(path.read_text(encoding="utf-8") for path in python_files("mystery"))
    assert not [line.name for line in setting_lines() if not re.search(rf"\.{line.name}\b", code)]


def _fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_a_problem_says_the_same_in_both_languages() -> None:
    wrong = [
        code
        for code, entry in CATALOGUE.items()
        if not entry.en
        or not entry.de
        or bool(entry.remedy_en) != bool(entry.remedy_de)
        or _fields(entry.en) != _fields(entry.de)
        or _fields(entry.remedy_en) != _fields(entry.remedy_de)
    ]
    assert not wrong


def test_every_problem_can_happen() -> None:
    """A code that nobody raises is a promise that nobody keeps."""
    raised = " ".join(
        path.read_text(encoding="utf-8")
        for path in python_files("mystery")
        if "problems" not in path.parent.parts[-1]
    )
    families = tuple(re.findall(r"f\"([A-Z_]+_){", raised))
    never = [code for code in CATALOGUE if not re.search(rf"[\"']{code}[\"']", raised)]
    assert not [code for code in never if not code.startswith(families)]


def test_tables_and_columns_are_named_in_the_singular() -> None:
    singular = {"media", "collect_access"}
    plural = [name for name in Base.metadata.tables if name.endswith("s") and name not in singular]
    assert not plural


def test_moments_end_in_at_and_days_in_on() -> None:
    wrong = []
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kind = column.type.python_type.__name__
            if kind == "datetime" and not re.search(r"(^at|_at|_from|_to)$", column.name):
                wrong.append(f"{table.name}.{column.name}")
            if kind == "date" and not column.name.endswith("_on"):
                wrong.append(f"{table.name}.{column.name}")
    assert not wrong


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_exists_and_says_what_it_does(name: str) -> None:
    module, attribute = COMMANDS[name].split(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help
