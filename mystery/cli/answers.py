"""Answers from a file or from standard input, as commands take them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mystery.problems import Problem, Rejected

ANSWERS = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
"""What a command's parameter takes."""


def read_json(text: str) -> Any:
    """Raises `ValueError` where it is no JSON, or nested without end."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def read_answers(file: Path) -> Mapping[str, object]:
    """Item name -> answer; `-` is standard input. Raises `Rejected` ANSWERS_FILE where it is no object."""
    try:
        answers = read_json(sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # no UTF-8 is one, too
        raise Rejected([Problem("ANSWERS_FILE", params={"reason": str(error)})]) from error
    if not isinstance(answers, dict):
        raise Rejected([Problem("ANSWERS_FILE", params={"reason": type(answers).__name__})])
    return answers
