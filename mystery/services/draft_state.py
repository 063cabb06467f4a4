"""What is to be said about the content of a draft: problems by node, the form, examples, weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from mystery.problems import Problem, Rejected, errors_of
from mystery.questionnaire import AttachedFile, Definition, Form, check_read, compile_form
from mystery.questionnaire.document import Marker, Reading, Spot, find, name_of, names_of, read_document
from mystery.questionnaire.reading import conditions, readings_by_line
from mystery.questionnaire.xlsform import walk
from mystery.scoring import (
    Best,
    Scheme,
    ScoreSheet,
    best_of,
    check_scheme,
    completed,
    derived_scheme,
    read_marked_scheme,
    section_of_items,
)
from mystery.services.drafts import content_of, files_of
from mystery.services.examples import play_marked_example
from mystery.store.models import Draft

_PLACE = re.compile(r"\b(\d+):1\b")
_PLACED = ("first", "places")
_PLAYED = ("at", "mode", "answers", "expect")
_LOOK_BACK = 12
"""Revisions that a preview goes back at most to find one without errors."""


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with the node and key it belongs to."""

    spot: Spot
    problem: Problem


@dataclass(frozen=True, slots=True)
class State:
    """All that the builder shows beside a content. `form` is None while there are errors.

    `readings` are by node id and key, `examples` the differences by example id, `weights` by node id,
    `sheets` what each example is worth by its id, `best` what a visit without any fault comes to.
    """

    definition: Definition
    problems: tuple[Found, ...]
    form: Form | None = None
    scheme: Scheme | None = None
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    examples: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    weights: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, ScoreSheet] = field(default_factory=dict)
    best: Best | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors_of(found.problem for found in self.problems)


def state_of_draft(draft: Draft, language: str) -> State:
    """The state of the newest revision, with the files of the draft."""
    return state_of(content_of(draft), language, files_of(draft))


def shown_state(draft: Draft, language: str) -> State:
    """What a preview shows: the newest revision, or while it has errors the last one before without any."""
    state = state_of_draft(draft, language)
    for number in range(draft.revision - 1, max(draft.revision - 1 - _LOOK_BACK, 0), -1):
        if state.form is not None:
            break
        content = {**content_of(draft, number), "examples": [], "scheme": None}
        state = state_of(content, language, files_of(draft))
    return state


def state_of(
    content: Mapping[str, Any], language: str, files: Mapping[str, AttachedFile] | None = None
) -> State:
    """Read, check, compile and try out a content. Raises `Rejected` only for nesting beyond reason."""
    marker = Marker()
    document = content["document"]
    reading = read_document(document, content["tables"], marker)
    definition = replace(reading.definition, files=files)
    problems = check_read(definition, reading.problems)
    form, more = _compiled(definition, problems)
    names = names_of(document)
    scheme, scheme_problems = _scheme(content.get("scheme"), form, marker)
    found = [each for problem in (*problems, *more) for each in _found(problem, reading, document)]
    found += [_of_scheme(problem, marker, names) for problem in scheme_problems]
    usable = None if errors_of(scheme_problems) else scheme
    played = _examples(content["examples"], form, usable, marker)
    return State(
        definition=definition,
        problems=tuple(found),
        form=form,
        scheme=usable,
        readings=_with_scheme(_readings(reading, language), scheme, reading.definition, names, language),
        examples={key: tuple(differences) for key, (differences, _sheet) in played.items()},
        weights=_weights(form, usable, names),
        sources=_sources(definition),
        sheets={key: sheet for key, (_differences, sheet) in played.items() if sheet is not None},
        best=None if form is None or usable is None else best_of(form, usable),
    )


def _compiled(definition: Definition, problems: list[Problem]) -> tuple[Form | None, tuple[Problem, ...]]:
    """The form, if there can be one. A missing translation blocks publishing, not the preview."""
    if any(problem.code != "TRANSLATION_MISSING" for problem in errors_of(problems)):
        return None, ()
    try:
        return compile_form(definition), ()
    except Rejected as refused:
        return None, refused.problems


def _found(problem: Problem, reading: Reading, document: Mapping[str, Any]) -> Iterator[Found]:
    """The problem at each node it concerns. Lines inside the sentence become names: a draft has no lines."""
    params = dict(problem.params)
    lines = [int(line) for line in _PLACE.findall(str(params.get("places", "")))]

    def named(hit: re.Match[str]) -> str:
        return _named(reading.marker.spot(int(hit[1])), document)

    for key in _PLACED:
        if key in params:
            params[key] = _PLACE.sub(named, str(params[key]))
    for line in dict.fromkeys(lines or [problem.place.line]):
        yield Found(reading.marker.spot(line), replace(problem, params=params))


def _named(spot: Spot, document: Mapping[str, Any]) -> str:
    node = find(document, spot.id)
    return name_of(node) or "-" if node is not None else spot.key or "-"


# --- the scheme ---


def _scheme(tree: object, form: Form | None, marker: Marker) -> tuple[Scheme | None, list[Problem]]:
    """The scheme of the draft; where it has none, the one that speaks for itself."""
    if not isinstance(tree, dict):
        return (None if form is None else derived_scheme(form)), []
    root = marker.mark(tree, Spot("", "scheme"), with_ids=False)
    scheme, problems = read_marked_scheme(root, [])
    if form is None:
        return None, problems
    reported = {problem.place.line for problem in problems}
    found = [each for each in check_scheme(scheme, form) if each.place.line not in reported]
    return scheme, problems + found


def _of_scheme(problem: Problem, marker: Marker, names: Mapping[str, str]) -> Found:
    """A problem of an item's rule belongs to the item."""
    spot = marker.spot(problem.place.line)
    parts = spot.key.split("/")
    if parts[:2] == ["scheme", "items"] and len(parts) > 2:
        spot = Spot(names.get(parts[2].rpartition("/")[2], ""), spot.key)
    return Found(spot, problem)


def _weights(
    form: Form | None, scheme: Scheme | None, names: Mapping[str, str]
) -> dict[str, tuple[Decimal, str]]:
    if form is None or scheme is None:
        return {}
    sections = section_of_items(form, scheme)
    rules = completed(scheme, form).items
    return {
        names[form.items[name].name]: (rule.weight, sections.get(name, ""))
        for name, rule in rules.items()
        if name in form.items and form.items[name].name in names
    }


# --- readings and sources ---


def _readings(reading: Reading, language: str) -> dict[str, dict[str, str]]:
    """By node id; a rule of the whole interview stands under '' with its number: `rules/0/constraint`."""
    found: dict[str, dict[str, str]] = {}
    for line, sentences in readings_by_line(reading.definition, language).items():
        spot = reading.marker.spot(line)
        if spot.id:
            found.setdefault(spot.id, {}).update(sentences)
        elif spot.key and "constraint" in sentences:
            found.setdefault("", {})[f"{spot.key}/constraint"] = sentences["constraint"]
    return found


def _with_scheme(
    found: dict[str, dict[str, str]],
    scheme: Scheme | None,
    definition: Definition,
    names: Mapping[str, str],
    language: str,
) -> Mapping[str, Mapping[str, str]]:
    """The readings, and those of a scheme's conditions at the spots where the builder shows them."""
    written = {} if scheme is None else dict(_conditions(scheme, names))
    for (owner, key), sentence in conditions(definition, written, language).items() if written else ():
        found.setdefault(owner, {})[key] = sentence
    return found


def _conditions(
    scheme: Scheme, names: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """(id, key) -> (kind, expression). A condition of an item stands at the item, all others at ''."""
    for name, item in scheme.items.items():
        if item.when:
            owner = names.get(name.rpartition("/")[2], "")
            yield (owner, f"scheme/items/{name}/when"), ("counts", item.when)
    for kind in ("knock_outs", "deductions", "thresholds"):
        for position, rule in enumerate(getattr(scheme, kind)):
            if rule.when:
                yield ("", f"scheme/{kind}/{position}/when"), ("happens", rule.when)
            if rule.times:
                yield ("", f"scheme/{kind}/{position}/times"), ("times", rule.times)
    for position, flag in enumerate(scheme.rules):
        yield ("", f"scheme/rules/{position}/when"), ("happens", flag.when)


def _sources(definition: Definition) -> dict[str, Mapping[str, str]]:
    """The conditions as they are written, by name: what a preview explains hidden items with."""
    return {node.name: {"relevant": node.relevant} for node in walk(definition.nodes) if node.relevant}


# --- examples ---


def _examples(
    examples: list[dict[str, Any]], form: Form | None, scheme: Scheme | None, marker: Marker
) -> dict[str, tuple[list[Problem], ScoreSheet | None]]:
    if form is None:
        return {}
    return {each["id"]: _played(each, form, scheme, marker) for each in examples}


def _played(
    example: Mapping[str, Any], form: Form, scheme: Scheme | None, marker: Marker
) -> tuple[list[Problem], ScoreSheet | None]:
    tree = {key: value for key, value in example.items() if key in _PLAYED and value}
    tree = {"answers": {}, "expect": {}, **tree}
    root = marker.mark(tree, Spot(str(example["id"]), ""), with_ids=False)
    return play_marked_example(root, [], form, scheme)
