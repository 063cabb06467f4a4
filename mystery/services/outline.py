"""A published questionnaire to read: its items in order, how they are answered, and their rules in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mystery.questionnaire import Definition, Node, Texts
from mystery.questionnaire.manual import TYPES
from mystery.questionnaire.reading import readings_by_name
from mystery.services.version_changes import of_version
from mystery.store.models import QuestionnaireVersion


@dataclass(frozen=True, slots=True)
class Line:
    """One node. `depth` 0 is a section; `choices` are (code, label)."""

    depth: int
    name: str
    title: str
    type: str
    readings: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]


def outline(version: QuestionnaireVersion, language: str) -> list[Line]:
    """Every section, group and item of a version."""
    definition = of_version(version).definition
    return list(_Writer(definition, language).lines(definition.nodes, 0))


class _Writer:
    def __init__(self, definition: Definition, language: str) -> None:
        self.definition, self.language = definition, language
        self.readings = readings_by_name(definition, language)

    def lines(self, nodes: Iterable[Node], depth: int) -> Iterator[Line]:
        for node in nodes:
            yield Line(
                depth,
                node.name,
                self.text(node.label) or self.text(node.read_aloud),
                TYPES[node.type].label(self.language) if node.type in TYPES else node.type,
                tuple(self.readings.get(node.name, {}).values()),
                tuple(
                    (each.name, self.text(each.label))
                    for each in self.definition.choices.get(node.list_name, ())
                ),
            )
            yield from self.lines(node.children, depth + 1)

    def text(self, texts: Texts) -> str:
        return (
            texts.get(self.language)
            or texts.get(self.definition.default_language)
            or next(iter(texts.values()), "")
        )
