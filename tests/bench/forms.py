"""Questionnaires of any size under a fixed seed: one as authors write them, three of one shape of logic."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from mystery.questionnaire.model import Choice, Definition, Node

SEED = 20_000
PER_SECTION = 20
_AREAS, _TOWNS = 10, 200
_KINDS = ("integer", "text", "date", "acknowledge")


def _label(text: str) -> dict[str, str]:
    return {"default": text}


def _choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, _label(name.title())) for name in names)


_LISTS: Mapping[str, Sequence[Choice]] = {
    "yn": _choices("yes", "no"),
    "topics": _choices("price", "delivery", "warranty", "care"),
    "areas": _choices(*(f"a{number}" for number in range(_AREAS))),
    "towns": tuple(
        Choice(f"t{number}", _label(f"Town {number}"), {"area": f"a{number % _AREAS}"})
        for number in range(_TOWNS)
    ),
}


def _ask(name: str, kind: str, text: str = "", **facets: object) -> Node:
    return Node(name, kind, label=_label(text or name), **facets)  # type: ignore[arg-type]  # facets of Node


def _calculate(name: str, calculation: str) -> Node:
    return Node(name, "calculate", calculation=calculation)


def _section(number: int, children: Sequence[Node], **facets: object) -> Node:
    return _ask(f"s{number}", "section", f"Section {number}", children=tuple(children), **facets)


def _definition(name: str, sections: Sequence[Node]) -> Definition:
    return Definition(name, version="1", title=_label(name), nodes=tuple(sections), choices={
        key: tuple(choices) for key, choices in _LISTS.items()
    })  # fmt: skip


def _cut(nodes: Sequence[Node], size: int = PER_SECTION) -> Iterator[list[Node]]:
    for start in range(0, len(nodes), size):
        yield list(nodes[start : start + size])


def chain(size: int) -> Definition:
    """Each question is relevant by its predecessor."""
    asked = [
        _ask(f"q{number}", "select_one", list_name="yn",
             relevant=f"${{q{number - 1}}} = 'yes'" if number else "")
        for number in range(size)
    ]  # fmt: skip
    return _definition("chain", [_section(at, nodes) for at, nodes in enumerate(_cut(asked))])


def gates(size: int) -> Definition:
    """One question opens or closes each section of twenty."""
    sections = []
    for at in range(-(-size // PER_SECTION)):
        gate = f"g{at}"
        rest = [
            _ask(
                f"q{at}_{number}",
                "integer",
                relevant=f"${{{gate}}} = 'yes'",
                constraint=". >= 0 and . <= 100",
            )
            for number in range(min(PER_SECTION, size - at * PER_SECTION) - 1)
        ]
        sections.append(_section(at, [_ask(gate, "select_one", list_name="yn"), *rest]))
    return _definition("gates", sections)


def fan_out(size: int) -> Definition:
    """Every question reads the first one."""
    first = _ask("q0", "integer")
    rest = [_ask(f"q{number}", "integer", relevant=f"${{q0}} > {number % 7}") for number in range(1, size)]
    return _definition("fan_out", [_section(at, nodes) for at, nodes in enumerate(_cut([first, *rest]))])


def mixed(size: int) -> Definition:
    """As authors write: depth, groups, repeats with sums, cascading lists, piping, checks, running totals."""
    draw = random.Random(SEED)
    sections: list[Node] = []
    left = size
    while left > 0:
        children = _mixed_items(len(sections), draw)
        sections.append(_section(len(sections), _first(children, left)))
        left -= count(sections[-1:])
    return _definition("mixed", sections)


def _mixed_items(at: int, draw: random.Random) -> list[Node]:
    name = f"i{at}"
    most = draw.choice((100, 300, 600))
    before = f"coalesce(${{i{at - 1}_total}}, 0)" if at else "0"
    seen = f"${{{name}_seen}} = 'yes'"
    items = [
        _ask(f"{name}_seen", "select_one", "Were you greeted?", list_name="yn", required="true()"),
        _ask(f"{name}_wait", "integer", "Seconds?", relevant=seen, constraint=f". >= 0 and . <= {most}",
             constraint_message=_label("Too long."), warning=f". <= {most // 2}"),
        _ask(f"{name}_points", "integer", "Points?", constraint=". >= 0 and . <= 10"),
        _calculate(f"{name}_score", f"if({seen}, 1, 0) + coalesce(${{{name}_points}}, 0) * 2"),
        _calculate(f"{name}_total", f"{before} + ${{{name}_score}}"),
        _ask(f"{name}_who", "text", "Who served you?", relevant=f"{seen} and ${{{name}_wait}} < {most // 2}"),
        _ask(f"{name}_kind", "select_one", f"How kind was ${{{name}_who}}?", list_name="yn",
             relevant=f"${{{name}_who}} != ''"),
        _ask(f"{name}_area", "select_one", "Area?", list_name="areas"),
        _ask(f"{name}_town", "select_one", "Town?", list_name="towns",
             choice_filter=f"area = ${{{name}_area}}"),
        _ask(f"{name}_topics", "select_multiple", "Topics?", list_name="topics"),
        _details(name, draw),
        _ask(f"{name}_note", "note", f"So far ${{{name}_total}} points, town ${{{name}_town}}."),
    ]  # fmt: skip
    return items + (_defects(name) if at % 4 == 0 else _rest(name, draw))


def _details(name: str, draw: random.Random) -> Node:
    """Three levels down."""
    limit = draw.randint(50, 200)
    inner = _ask(f"{name}_offer", "group", "Offer", relevant=f"${{{name}_price}} > {limit}", children=(
        _ask(f"{name}_reason", "text", "Why?", required=f"${{{name}_price}} > {limit * 2}"),
        _ask(f"{name}_other", "decimal", "Other price?", constraint=f". < ${{{name}_price}}"),
    ))  # fmt: skip
    price = _ask(f"{name}_price", "decimal", "Price?")
    topical = f"selected(${{{name}_topics}}, 'price')"
    return _ask(f"{name}_details", "group", "Details", relevant=topical, children=(price, inner))


def _defects(name: str) -> list[Node]:
    """A repeat and what is made of it."""
    repeat = _ask(f"{name}_defects", "repeat", "Defects", children=(
        _ask(f"{name}_what", "text", "What?"),
        _ask(f"{name}_cost", "decimal", "Cost?", constraint=". >= 0"),
        _calculate(f"{name}_share", f"${{{name}_cost}} div sum(${{{name}_cost}})"),
    ))  # fmt: skip
    return [
        repeat,
        _calculate(f"{name}_sum", f"sum(${{{name}_cost}})"),
        _ask(f"{name}_severe", "select_one", "Severe?", list_name="yn", relevant=f"${{{name}_sum}} > 100"),
    ]


def _rest(name: str, draw: random.Random) -> list[Node]:
    return [
        _ask(f"{name}_more{number}", draw.choice(_KINDS), f"More {number}?",
             relevant=f"${{{name}_points}} > {draw.randint(0, 5)}")
        for number in range(6)
    ]  # fmt: skip


def count(nodes: Sequence[Node]) -> int:
    """Items, without what only holds them."""
    return sum(count(node.children) if node.children else 1 for node in nodes)


def _first(nodes: Sequence[Node], most: int) -> list[Node]:
    """As many of them as have no more than `most` items; a group goes whole or not at all."""
    kept: list[Node] = []
    for node in nodes:
        if count([*kept, node]) <= most:
            kept.append(node)
    return kept


SHAPES: Mapping[str, Callable[[int], Definition]] = {
    "chain": chain, "gates": gates, "fan-out": fan_out, "mixed": mixed,
}  # fmt: skip
