"""Every item type is there in every place that must know it: a type that is half there is not there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from mystery.interview import Event, event_json, events_from_answers, state
from mystery.questionnaire import TYPES, Choice, Definition, ItemType, Node, compile_form
from mystery.questionnaire.read_rules import RULE_KEYS
from mystery.questionnaire.xlsform import read_workbook, write_markdown
from mystery.questionnaire.yaml_write import write_yaml
from mystery.reporting import answer_line, wording
from mystery.resources import folder
from mystery.services.answers_told import NOTHING, Teller
from tests.conformance.cases import FEATURES, form_of_feature
from tests.js import run

ASKED = [name for name, kind in TYPES.items() if kind.answerable]
WRITTEN = [name for name, kind in TYPES.items() if not (kind.container or kind.whole)]
ANSWERS: dict[str, tuple[object, object]] = {
    "text": ("kind", 5), "number": (4, "many"), "date": ("2026-11-23", "never"), "time": ("10:30:00", "noon"),
    "datetime": ("2026-11-23T10:30:00+01:00", "later"), "code": ("a", "z"), "codes": (["a"], ["z"]),
    "place": ("54.3 10.1 0 5", ""), "media": ({"sha256": "0" * 64, "name": "a.jpg", "size": 5}, ""),
    "seconds": ({"seconds": 12.5}, {"seconds": -1}),
    "promise": ({"what": "An offer by mail", "by": "2026-11-30"}, {"by": "2026-11-30"}),
}  # fmt: skip
"""Kind of a value -> an answer that fits, and one that does not ("" where every text fits)."""


def definition_with(name: str) -> Definition:
    kind = TYPES[name]
    node = Node("asked", name, "letters" if kind.has_list else "", {"en": "Asked"})
    if name == "calculate":
        node = replace(node, label={}, calculation="1 + 1")
    if name == "background-geopoint":
        node = replace(node, trigger="${first}")
    if name == "audit":
        node = replace(node, name="audit")
    choices = {"letters": (Choice("a", {"en": "The letter A"}), Choice("b", {"en": "The letter B"}))}
    first = Node("first", "text", label={"en": "First"})
    return Definition("one-type", "1", ("en",), "en", {"en": "One"}, choices=choices, nodes=(first, node))


def answers_of(name: str) -> tuple[object, object]:
    return ("OK", "") if name == "acknowledge" else ANSWERS[TYPES[name].value]


@cache
def in_javascript() -> dict[str, dict[str, object]]:
    (found,) = run([{"action": "types", "names": list(TYPES)}])
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.name)
def test_the_device_stores_the_same_kind_of_value(kind: ItemType) -> None:
    there = in_javascript()[kind.name]
    assert there["value"] == kind.value
    assert there["container"] == kind.container
    assert there["select"] == kind.has_list
    assert there["question"] == (kind.answerable or kind.name == "note")


@pytest.mark.parametrize("name", [*ASKED, "note"])
def test_the_player_has_a_widget_of_its_own(name: str) -> None:
    assert in_javascript()[name]["widget"] is True


@pytest.mark.parametrize("name", ASKED)
def test_both_interpreters_take_what_fits_and_refuse_what_does_not(name: str) -> None:
    form = compile_form(definition_with(name))
    fits, does_not = answers_of(name)
    for answer, problems in ((fits, 0), (does_not, 1 if does_not else 0)):
        if answer == 5 and TYPES[name].value == "text":
            problems = 0  # a number is a text as well
        events = events_from_answers(form, {"asked": answer}) if answer else []
        here = [problem.code for problem in state(form, events).problems]
        (there,) = run([{"action": "state", "form": form.package, "events": _json(events)}])
        assert isinstance(there, dict)
        assert [problem["code"] for problem in there["problems"]] == here
        assert len(here) == problems


@pytest.mark.parametrize("name", ASKED)
def test_a_reviewer_and_the_paper_tell_its_answer_in_words(name: str) -> None:
    form = compile_form(definition_with(name))
    answer, _ = answers_of(name)
    found = state(form, events_from_answers(form, {"asked": answer}))
    told = Teller(form, found, "en").told("asked", answer)
    assert told != NOTHING
    for language in ("de", "en"):
        line = answer_line(told.kind, told.value, wording("visit", language))
        assert line
        assert not set(line) & set("{}()")


@pytest.mark.parametrize("name", WRITTEN)
def test_it_goes_through_yaml_and_a_workbook_and_comes_back(name: str) -> None:
    definition = definition_with(name)
    assert f"type: {name}" in write_yaml(definition)
    returned, problems = read_workbook(write_markdown(definition).encode(), "one.md")
    assert problems == []
    assert [node.type for node in returned.nodes] == ["text", name]


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.name)
def test_it_has_cases_of_its_own(kind: ItemType) -> None:
    used = set(
        chain.from_iterable((item.type for item in form_of_feature(each).items.values()) for each in FEATURES)
    )
    assert kind.name in used


def test_the_schema_knows_rules_as_the_reader_does() -> None:
    schema = json.loads((folder("questionnaires") / "questionnaire.schema.json").read_text(encoding="utf-8"))
    assert tuple(schema["$defs"]["rule"]["properties"]) == RULE_KEYS


def _json(events: Sequence[Event]) -> list[dict[str, object]]:
    return [event_json(event) for event in events]
