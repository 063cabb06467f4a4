"""Conditions that stand outside of a questionnaire, such as those of a scheme, as sentences."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from mystery.problems import Place, Rejected
from mystery.questionnaire.expand import expand
from mystery.questionnaire.expression import parse
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.model import Definition
from mystery.questionnaire.reading import words
from mystery.questionnaire.reading.say import Speaker, Unspeakable
from mystery.questionnaire.resolve import Resolver
from mystery.questionnaire.scope import scope_of

Key = TypeVar("Key", bound=Hashable)


def conditions(
    definition: Definition, written: Mapping[Key, tuple[str, str]], language: str
) -> dict[Key, str]:
    """Key -> sentence, for (`happens`, `counts` or `times`, expression). What cannot be parsed has none."""
    whole = expand(definition)
    scope = scope_of(whole)
    speaker = Speaker(definition, scope, language)
    resolver = Resolver(whole, scope, Findings())
    said = {key: _said(kind, text, resolver, speaker) for key, (kind, text) in written.items()}
    return {key: sentence for key, sentence in said.items() if sentence}


def _said(kind: str, text: str, resolver: Resolver, speaker: Speaker) -> str:
    resolver.start(None, Place())
    try:
        tree = resolver.bind(parse(text))
    except Rejected:
        return ""
    try:
        said = speaker.value(tree) if kind == "times" else speaker.condition(tree)
    except Unspeakable:
        said = text if kind == "times" else words.HOLDS.said(speaker.language, it=text)
    return words.OUTSIDE[kind].said(speaker.language, it=said)
