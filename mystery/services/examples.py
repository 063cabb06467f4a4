"""Examples of a questionnaire: given answers with what they must lead to; they document and they test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mystery.marks import load
from mystery.problems import Problem, Rejected, errors_of
from mystery.services.questionnaires import EXAMPLES_FOLDER


@dataclass(frozen=True, slots=True)
class Example:
    """`answers` as their author wrote them (numbers are still text); `expect`: path, hidden, score, flags."""

    name: str
    answers: Mapping[str, object]
    expect: Mapping[str, object]


def examples_in(pack: Path) -> list[Example]:
    """The examples of a questionnaire's folder, by file name. Raises `Rejected` for unreadable ones."""
    return [_read(file) for file in sorted((pack / EXAMPLES_FOLDER).glob("*.yaml"))]


def _read(file: Path) -> Example:
    node, problems = load(file.read_text(encoding="utf-8"), str(file))
    if node is None or errors_of(problems):
        raise Rejected(problems)
    content = node.plain()
    if not isinstance(content, Mapping):
        raise Rejected([Problem("VALUE_NOT_A_MAPPING", node.place, {"key": "-", "value": node.kind})])
    return Example(file.stem, content.get("answers", {}), content.get("expect", {}))
