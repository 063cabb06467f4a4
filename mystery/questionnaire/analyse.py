"""One walk over a definition: every expression parsed and bound, every text with `${x}` cut into parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mystery.problems import Place, Rejected
from mystery.questionnaire.expression import Tree, parse
from mystery.questionnaire.findings import Findings
from mystery.questionnaire.model import Choice, Definition, Node, Texts
from mystery.questionnaire.resolve import Resolver
from mystery.questionnaire.scope import Placed, Scope, scope_of
from mystery.questionnaire.types import TYPES

EXPRESSIONS = (
    "relevant", "required", "readonly", "constraint", "warning", "calculation", "default",
    "choice_filter", "repeat_count",
)  # fmt: skip
TEXTS = (
    "label", "hint", "guidance_hint", "interviewer_note", "read_aloud", "required_message",
    "constraint_message", "warning_message",
)  # fmt: skip
_NEVER_LISTED = ("", "media", "promise")
"""Kinds of value that are no words to choose from."""
_PIPE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_LAST_SAVED = re.compile(r"\$\{\s*(last-saved#[^}\s]+)\s*\}\Z")
_SUM = re.compile(r"[(-]*[\d.]+\)*(?:(?: ?[*+] ?| (?:div|mod|-) )[(-]*[\d.]+\)*)+")
_CALL = re.compile(r"[A-Za-z][\w:-]*\(")

Parts = list[str | Tree]


@dataclass(slots=True)
class Analysis:
    """What is known of a definition. `trees` and `reads` are by (key, facet); a text's facet is `label`.

    `parts` are the cut texts by (key, text); `choice_parts` by (list, choice). `listed` are the items of
    repeats whose answers a select offers, by the select.
    """

    definition: Definition
    scope: Scope
    findings: Findings
    trees: dict[tuple[str, str], Tree] = field(default_factory=dict)
    reads: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    parts: dict[tuple[str, str], dict[str, str | Parts]] = field(default_factory=dict)
    choice_parts: dict[tuple[str, str], dict[str, str | Parts]] = field(default_factory=dict)
    triggers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named_by_rules: dict[str, list[str]] = field(default_factory=dict)
    columns: dict[str, set[str]] = field(default_factory=dict)
    listed: dict[str, Placed] = field(default_factory=dict)
    strict: bool = True

    def about(self, rule: Placed) -> list[str]:
        """Keys of the items that a rule leads to: those its author names, else the questions it reads."""
        if rule.key in self.named_by_rules:
            return self.named_by_rules[rule.key]
        found: dict[str, None] = {}
        waiting, seen = [rule.key], {rule.key}
        for key in waiting:
            kind = TYPES.get(self.scope.by_key[key].node.type)
            if kind is not None and kind.answerable:
                found[key] = None
                continue
            reads = [each for facet in EXPRESSIONS for each in self.reads.get((key, facet), ())]
            waiting += [each for each in dict.fromkeys(reads) if each not in seen]
            seen.update(reads)
        return list(found)

    def is_strict_at(self, place: Place) -> bool:
        """Whether what can be compiled all the same is an error here: in texts of our own, when checking."""
        return self.strict and not self.definition.is_lenient_at(place)


def analyse(definition: Definition) -> Analysis:
    """Parse and bind everything; the findings are the expressions' and references' problems."""
    scope = scope_of(definition)
    findings = Findings()
    analysis = Analysis(definition, scope, findings)
    resolver = Resolver(definition, scope, findings)
    for placed in scope.nodes:
        for facet in EXPRESSIONS:
            if getattr(placed.node, facet) and _takes(placed.node, facet):
                _expression(analysis, resolver, placed, facet)
        if placed.node.list_item:
            _answers_listed(analysis, resolver, placed)
        for name in TEXTS:
            if getattr(placed.node, name):
                _text(analysis, resolver, placed, name)
        if placed.node.trigger:
            _trigger(analysis, resolver, placed)
        if placed.node.about:
            _about(analysis, resolver, placed)
    _choice_labels(analysis, resolver)
    analysis.columns = resolver.columns
    return analysis


def _takes(node: Node, facet: str) -> bool:
    """Only repeats are counted and only selects filter; elsewhere nobody would ever evaluate it."""
    if facet == "repeat_count":
        return node.type == "repeat"
    return facet != "choice_filter" or bool(node.list_name and not node.list_item)


def _expression(analysis: Analysis, resolver: Resolver, placed: Placed, facet: str) -> None:
    text, place = getattr(placed.node, facet), placed.node.place_of(facet)
    if facet == "default" and not is_dynamic(text):
        analysis.trees[placed.key, facet] = _literal(placed.node, text)
        return
    if facet == "default" and (last := _LAST_SAVED.match(text)):
        analysis.findings.add("DEFAULT_OF_LAST_INTERVIEW", place, name=last[1])
        return
    tree = _parsed(analysis, text, place)
    if tree is None:
        return
    resolver.start(placed, place, placed.node.list_name if facet == "choice_filter" else "")
    analysis.trees[placed.key, facet] = resolver.bind(tree)
    analysis.reads[placed.key, facet] = tuple(resolver.reads)


def _parsed(analysis: Analysis, text: str, place: Place) -> Tree | None:
    try:
        return parse(text)
    except Rejected as rejected:
        for problem in rejected.problems:
            analysis.findings.add(problem.code, place, **problem.params)
    return None


def _answers_listed(analysis: Analysis, resolver: Resolver, placed: Placed) -> None:
    """`select_one ${name}`: what it offers is a facet, the names in the rounds that its filter leaves."""
    node, place = placed.node, placed.node.place_of("type")
    target = resolver.named(node.list_item, placed, place)
    if target is None:
        return
    kind = TYPES.get(target.node.type)
    if target is placed or not target.repeat or kind is None or kind.value in _NEVER_LISTED:
        analysis.findings.add("LIST_NOT_OF_A_REPEAT", place, name=node.name, item=target.name)
        return
    repeat = analysis.scope.by_key[target.repeat]
    predicates: tuple[Tree, ...] = ()
    resolver.start(placed, node.place_of("choice_filter"))
    if node.choice_filter:
        tree = _parsed(analysis, node.choice_filter, resolver.place)
        if tree is None:
            return
        predicates = (resolver.bind_in_rows(tree, repeat),)
    resolver.read(target)
    analysis.listed[placed.key] = target
    facet = placed.key, "choice_filter"
    analysis.trees[facet] = ("filter", ("item", repeat.key), predicates, (target.key,))
    analysis.reads[facet] = (repeat.key, *resolver.reads)


def is_dynamic(default: str) -> bool:
    """XLSForm: a default is a plain value unless it refers to an item, calls a function or is a sum."""
    if "${" in default or _CALL.search(default):
        return True
    return _SUM.fullmatch(" ".join(default.split())) is not None


def _literal(node: Node, text: str) -> Tree:
    if node.type in ("integer", "decimal", "range"):
        try:
            return ("num", float(text))
        except ValueError:  # `check` reports it with its place
            return ("str", text)
    return ("str", text)


def _text(analysis: Analysis, resolver: Resolver, placed: Placed, name: str) -> None:
    texts: Texts = getattr(placed.node, name)
    if not any("${" in text for text in texts.values()):
        return
    reads = dict.fromkeys(analysis.reads.get((placed.key, "label"), ()))
    parts: dict[str, str | Parts] = {}
    for language, text in texts.items():
        place = placed.node.places.get(f"{name}.{language}") or placed.node.place_of(name)
        resolver.start(placed, place)
        parts[language] = parts_of(text, resolver)
        reads |= resolver.reads
    analysis.parts[placed.key, name] = parts
    analysis.reads[placed.key, "label"] = tuple(reads)


def parts_of(text: str, resolver: Resolver) -> str | Parts:
    """`Hello ${name}!` -> ["Hello ", ["item", "name"], "!"]; a text without `${` stays a text."""
    if "${" not in text:
        return text
    if len(_PIPE.findall(text)) != text.count("${"):
        resolver.findings.add("TEXT_REFERENCE_UNREADABLE", resolver.place, text=text)
        return text
    parts: Parts = []
    for index, piece in enumerate(_PIPE.split(text)):
        if index % 2:
            target = resolver.named(piece, resolver.near, resolver.place)
            if target is not None:
                resolver.read(target)
                parts.append(("item", target.key))
        elif piece:
            parts.append(piece)
    return parts


def _trigger(analysis: Analysis, resolver: Resolver, placed: Placed) -> None:
    place = placed.node.place_of("trigger")
    targets = [resolver.named(name, placed, place) for name in trigger_names(placed.node.trigger)]
    if None not in targets:
        analysis.triggers[placed.key] = tuple(dict.fromkeys(one.key for one in targets if one))


def trigger_names(trigger: str) -> list[str]:
    """`${a}, ${b}` -> a, b; our own texts may write a name without braces."""
    if "${" in trigger:
        return _PIPE.findall(trigger)
    return [name.strip() for name in trigger.split(",")]


def _about(analysis: Analysis, resolver: Resolver, placed: Placed) -> None:
    place = placed.node.place_of("about")
    targets = (resolver.named(name, placed, place) for name in placed.node.about)
    analysis.named_by_rules[placed.key] = [target.key for target in targets if target is not None]


def _choice_labels(analysis: Analysis, resolver: Resolver) -> None:
    for list_name, choices in analysis.definition.choices.items():
        if "${" not in "\n".join(text for choice in choices for text in choice.label.values()):
            continue  # one look at all of thousands
        for choice in choices:
            if "${" in "".join(choice.label.values()):
                analysis.choice_parts[list_name, choice.name] = _choice_label(choice, resolver)


def _choice_label(choice: Choice, resolver: Resolver) -> dict[str, str | Parts]:
    resolver.start(None, choice.place or Place())
    return {language: parts_of(text, resolver) for language, text in choice.label.items()}
