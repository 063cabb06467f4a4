"""References that other tools refuse: to the form's root, to items nobody sees, in the interview's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mystery.problems import Problem
from mystery.problems.guess import did_you_mean
from mystery.questionnaire.analyse import trigger_names
from mystery.questionnaire.model import Node
from mystery.questionnaire.xlsform.aliases import EXPRESSIONS
from mystery.questionnaire.xlsform.rows import walk
from mystery.questionnaire.xlsform.settings import Settings

_REFERENCE = re.compile(r"\$\{([^}]+)\}")


def reference_faults(nodes: tuple[Node, ...], root: str, settings: Settings) -> list[Problem]:
    """All of them, with their places."""
    return [
        *_to_root(nodes, root, settings),
        *_unknown_in_instance_name(nodes, settings),
        *_invisible_triggers(list(walk(nodes))),
    ]


def _invisible_triggers(nodes: list[Node]) -> list[Problem]:
    """A trigger is an event of the screen, so what is never on the screen cannot be one."""
    invisible = {node.name for node in nodes if _is_invisible(node)}
    return [
        Problem("TRIGGER_INVISIBLE", node.place_of("trigger"), {"name": node.name, "trigger": name})
        for node in nodes
        if node.trigger
        for name in trigger_names(node.trigger)
        if name in invisible
    ]


def _is_invisible(node: Node) -> bool:
    computed = node.calculation or node.trigger
    return node.type == "calculate" or bool(computed and not (node.label or node.hint))


def _unknown_in_instance_name(nodes: Iterable[Node], settings: Settings) -> list[Problem]:
    """The name of an interview may be built from answers; those items must exist."""
    names = {node.name for node in walk(nodes)} | {"instanceID"}
    unknown = [name for name in _REFERENCE.findall(settings.get("instance_name")) if name not in names]
    return [
        Problem(
            "NAME_UNKNOWN",
            settings.places["instance_name"],
            {"name": name, "guess": did_you_mean(name, names), "places": settings.places["instance_name"]},
        )
        for name in unknown
    ]


def _to_root(nodes: Iterable[Node], root: str, settings: Settings) -> list[Problem]:
    """`${data}` is the whole form in an XForm, so an item of that name cannot be referred to."""
    problems = []
    reference = f"${{{root}}}"
    if reference in settings.get("instance_name"):
        problems.append(Problem("REFERENCE_TO_ROOT", settings.places["instance_name"], {"name": root}))
    for node in nodes:
        for name in (*EXPRESSIONS, "default", "choice_filter"):
            if reference in getattr(node, name):
                problems.append(Problem("REFERENCE_TO_ROOT", node.place_of(name), {"name": root}))
        problems += _to_root(node.children, root, Settings())
    return problems
