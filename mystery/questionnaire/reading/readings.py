"""Every rule of a definition as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mystery.questionnaire.analyse import Analysis, analyse
from mystery.questionnaire.expand import expand
from mystery.questionnaire.expression import Tree
from mystery.questionnaire.model import Definition, Node
from mystery.questionnaire.reading import words
from mystery.questionnaire.reading.say import Speaker, Unspeakable
from mystery.questionnaire.scope import Placed

FACETS = tuple(words.SENTENCES)
_VALUES = frozenset({"calculation", "default", "repeat_count"})


def readings(definition: Definition, language: str) -> dict[str, dict[str, str]]:
    """Key of a node -> facet -> sentence, for every facet that the node has."""
    return {placed.key: said for placed, said in _each(definition, language)}


def readings_by_name(definition: Definition, language: str) -> dict[str, dict[str, str]]:
    """The same by the name of a node."""
    return {placed.name: said for placed, said in _each(definition, language)}


def readings_by_line(definition: Definition, language: str) -> dict[int, dict[str, str]]:
    """The same by the line on which a node begins."""
    return {placed.node.place.line: said for placed, said in _each(definition, language)}


def _each(definition: Definition, language: str) -> Iterator[tuple[Placed, dict[str, str]]]:
    analysis = analyse(expand(definition))
    written = {node.name for node in (*_walk(definition.nodes), *definition.rules)}
    speaker = Speaker(definition, analysis.scope, language)
    for placed in analysis.scope.nodes:
        if placed.name not in written:
            continue  # what `or_other` adds has no line of its own
        said = {
            facet: _said(placed, facet, analysis, speaker) for facet in FACETS if getattr(placed.node, facet)
        }
        if said:
            yield placed, said


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _said(placed: Placed, facet: str, analysis: Analysis, speaker: Speaker) -> str:
    written = getattr(placed.node, facet)
    tree = analysis.trees.get((placed.key, facet))
    speaker.near = placed.node
    if tree is not None:
        try:
            return _sentence(tree, facet, speaker)
        except Unspeakable:
            pass
    return words.WRITTEN[facet].said(speaker.language, it=written)


def _sentence(tree: Tree, facet: str, speaker: Speaker) -> str:
    if facet in _VALUES:
        said = speaker.value(tree)
    elif tree == ("call", "true"):
        return words.ALWAYS[facet].said(speaker.language)
    elif tree == ("call", "false"):
        return words.NEVER[facet].said(speaker.language)
    else:
        said = speaker.condition(tree)
    return words.SENTENCES[facet].said(speaker.language, it=said)
