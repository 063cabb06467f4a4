"""An expression while it is being typed: what is wrong with it, where, and how it reads."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mystery.problems import Problem
from mystery.questionnaire.document import Spot, find
from mystery.services.draft_state import state_of

_SUBJECTS = ("name", "item", "path", "function", "column", "code", "value", "found")


@dataclass(frozen=True, slots=True)
class Trial:
    """An expression, the node it belongs to, and the key it would stand at."""

    expr: str
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A problem and the part of the expression it is about, from the first sign to behind the last."""

    problem: Problem
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Tried:
    problems: tuple[Marked, ...]
    reading: str


def try_out(content: Mapping[str, Any], trial: Trial, language: str) -> Tried:
    """Put the expression where it would stand, without saving, and look only at what concerns it."""
    in_scheme = trial.key.startswith("scheme/")
    scheme = copy.deepcopy(content["scheme"]) if in_scheme else None
    changed = {**content, "document": copy.deepcopy(content["document"]), "examples": [], "scheme": scheme}
    if not _put(changed, trial):
        return Tried((), "")
    state = state_of(changed, language)
    here = [found.problem for found in state.problems if found.spot == Spot(trial.id, trial.key)]
    reading = state.readings.get(trial.id, {}).get(trial.key, "")
    return Tried(tuple(_marked(problem, trial.expr) for problem in here), reading)


def _put(content: dict[str, Any], trial: Trial) -> bool:
    """Whether there is such a place. Outside of nodes the key is a way through lists and mappings."""
    if trial.id and not trial.key.startswith("scheme/"):
        node = find(content["document"], trial.id)
        if node is not None:
            node[trial.key] = trial.expr
        return node is not None
    *way, last = trial.key.split("/")
    target: Any = content if way[:1] == ["scheme"] else content["document"]
    for step in way:
        if isinstance(target, list) and step.isdecimal() and int(step) < len(target):
            target = target[int(step)]
        elif isinstance(target, dict) and step in target:
            target = target[step]
        else:
            return False
    if not isinstance(target, dict):
        return False
    target[last] = trial.expr
    return True


def _marked(problem: Problem, expr: str) -> Marked:
    """Where syntax fails the parser says so; else the subject of the sentence is looked for."""
    at = problem.params.get("at")
    if isinstance(at, int):
        begin = min(max(at - 1, 0), len(expr))
        return Marked(problem, begin, min(begin + 1, len(expr)))
    for key in _SUBJECTS:
        subject = str(problem.params.get(key, ""))
        begin = expr.find(subject) if subject else -1
        if begin >= 0:
            return Marked(problem, begin, begin + len(subject))
    return Marked(problem, 0, len(expr))
