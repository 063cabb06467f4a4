"""Documents of the builder: from definitions and back, problems at their nodes, merging."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.questionnaire import check_read, compile_form, read
from mystery.questionnaire.document import (
    Spot,
    document_of,
    merge,
    name_of,
    nodes_of,
    read_document,
    shape_problems,
)
from mystery.questionnaire.yaml_write import write_yaml

TEXT = """
questionnaire: visit
version: "1"
languages: [en, de]
title: {en: Visit, de: Besuch}
modes: [capi]
missing: [refused]
choices:
  town: [{name: kiel, label: {en: Kiel, de: Kiel}, region: north, id: a1}]
sections:
  - section: first
    label: {en: First, de: Eins}
    items:
      - {item: greeted, type: select_one town, label: {en: Greeted?, de: Begrüßt?}, required: true}
      - {group: inner, items: [{item: minutes, type: integer, label: {en: Minutes, de: Minuten}}]}
"""


def counter() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):012x}"


def content_of(text: str = TEXT) -> dict[str, Any]:
    definition, problems = read(text)
    assert not problems
    return {"document": document_of(definition, counter()), "scheme": None, "examples": [], "tables": {}}


def ids(content: dict[str, Any]) -> dict[str, str]:
    return {name_of(node): node["id"] for node in nodes_of(content["document"])}


def test_a_document_says_what_its_definition_said() -> None:
    definition, _ = read(TEXT)
    document = document_of(definition, counter())
    back = read_document(document, {})
    assert back.problems == []
    assert write_yaml(back.definition) == write_yaml(definition)
    assert compile_form(back.definition).fingerprint == compile_form(definition).fingerprint


def test_ids_never_reach_the_yaml_and_a_column_called_id_is_kept() -> None:
    content = content_of()
    written = write_yaml(read_document(content["document"], {}).definition)
    assert "0000000" not in written
    assert "id: a1" in written


def test_what_stands_outside_of_sections_gets_one() -> None:
    definition, _ = read("questionnaire: q\nitems:\n  - {item: a, type: text, label: A}\n")
    document = document_of(definition, counter())
    assert [section["section"] for section in document["sections"]] == ["page_1"]
    assert document["languages"] == ["default"]
    assert check_read(*_read(document)) == []


def _read(document: dict[str, Any]) -> Any:
    reading = read_document(document, {})
    return reading.definition, reading.problems


@pytest.mark.parametrize(
    ("name", "key", "value", "spot", "code"),
    [
        ("minutes", "relevant", "${nobody} = 1", "relevant", "NAME_UNKNOWN"),
        ("minutes", "type", "integre", "type", "TYPE_UNKNOWN"),
        ("minutes", "item", "two words", "item", "NAME_INVALID"),
        ("greeted", "labl", {"en": "x"}, "labl", "KEY_UNKNOWN"),
        ("minutes", "constraint", ". >", "constraint", "EXPRESSION_SYNTAX"),
        ("first", "relevant", "1 +", "relevant", "EXPRESSION_SYNTAX"),
    ],
)
def test_a_problem_is_at_its_node_and_key(name: str, key: str, value: object, spot: str, code: str) -> None:
    content = content_of()
    node = next(each for each in nodes_of(content["document"]) if name_of(each) == name)
    node[key] = value
    reading = read_document(content["document"], {})
    found = check_read(reading.definition, reading.problems)
    assert (Spot(node["id"], spot), code) in [(reading.spot(problem), problem.code) for problem in found]


def test_two_texts_of_one_item_are_brought_together() -> None:
    base = content_of()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["document"]["sections"][0]["items"][0]["label"]["en"] = "mine"
    theirs["document"]["sections"][0]["items"][0]["label"]["de"] = "theirs"
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.content["document"]["sections"][0]["items"][0]["label"] == {"en": "mine", "de": "theirs"}
    assert merged.changed == (ids(base)["greeted"],)


def test_the_same_key_changed_twice_is_a_conflict_and_theirs_stays() -> None:
    base = content_of()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["document"]["title"]["en"] = "mine"
    theirs["document"]["title"]["en"] = "theirs"
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.id, conflict.key, conflict.mine, conflict.theirs) == (
        "document", "title/en", "mine", "theirs",
    )  # fmt: skip
    assert merged.content == theirs


def test_what_one_moved_and_the_other_changed_is_both() -> None:
    base = content_of()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    section = mine["document"]["sections"][0]
    section["items"].append(section["items"][1]["items"].pop())
    theirs["document"]["sections"][0]["items"][1]["items"][0]["label"]["en"] = "theirs"
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert [name_of(each) for each in merged.content["document"]["sections"][0]["items"]] == [
        "greeted", "inner", "minutes",
    ]  # fmt: skip
    assert merged.content["document"]["sections"][0]["items"][2]["label"]["en"] == "theirs"


def test_removed_here_and_changed_there_is_a_conflict_about_the_whole_node() -> None:
    base = content_of()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["document"]["sections"][0]["items"].pop(1)
    theirs["document"]["sections"][0]["items"][1]["label"] = {"en": "theirs"}
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.id, conflict.key, conflict.mine) == (ids(base)["inner"], "", None)
    assert conflict.theirs == theirs["document"]["sections"][0]["items"][1]
    assert merged.content == theirs
    (back,) = merge(base, theirs, mine).conflicts
    assert back.mine == theirs["document"]["sections"][0]["items"][1]
    assert merge(base, theirs, mine).content == mine


def test_two_nodes_put_into_one_another_do_not_vanish() -> None:
    base = content_of()
    other = {"id": "0000000000ff", "group": "other", "items": []}
    base["document"]["sections"][0]["items"].append(other)
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    items = mine["document"]["sections"][0]["items"]
    items[1]["items"].append(items.pop(2))
    items = theirs["document"]["sections"][0]["items"]
    items[2]["items"].append(items.pop(1))
    merged = merge(base, mine, theirs)
    assert ids(merged.content).keys() == ids(base).keys()


_ACTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 50), st.integers(0, 50)), max_size=8)


def _acted(content: dict[str, Any], acts: list[tuple[int, int, int]], mark: str) -> dict[str, Any]:
    """A content after some edits: texts changed, nodes added, removed and moved."""
    content = copy.deepcopy(content)
    for number, (act, first, second) in enumerate(acts):
        document = content["document"]
        nodes = [node for node in nodes_of(document) if "section" not in node]
        boxes = [node for node in nodes_of(document) if "items" in node]
        box = boxes[second % len(boxes)]
        if act == 0 or not nodes:
            new = {"id": f"{mark}{number:010x}", "item": f"new_{mark}_{number}", "type": "text"}
            box["items"].insert(first % (len(box["items"]) + 1), new)
            continue
        node = nodes[first % len(nodes)]
        parent = next(each for each in nodes_of(document) if node in each.get("items", ()))
        inside = {node["id"], *(each["id"] for each in nodes_of({"sections": node.get("items", [])}))}
        if act in (1, 2):
            node.setdefault("label", {})["en" if act == 1 else "de"] = f"{mark}{number}"
        elif act == 3:
            parent["items"].remove(node)
        elif box["id"] not in inside:
            parent["items"].remove(node)
            box["items"].insert(second % (len(box["items"]) + 1), node)
    return content


@given(_ACTS, _ACTS)
@settings(max_examples=150, deadline=None)
def test_a_merge_is_always_a_sound_draft_and_respects_who_changed_alone(
    mine_acts: list[tuple[int, int, int]], their_acts: list[tuple[int, int, int]]
) -> None:
    base = content_of()
    mine, theirs = _acted(base, mine_acts, "aa"), _acted(base, their_acts, "bb")
    assert merge(base, mine, base).content == mine
    assert merge(base, base, theirs).content == theirs
    merged = merge(base, mine, theirs)
    assert shape_problems(merged.content) == []
    kept = set(ids(merged.content).values())
    undecided = {each.id for each in merged.conflicts if each.key == ""}
    if not undecided:
        before, here, there = (set(ids(one).values()) for one in (base, mine, theirs))
        assert (here - before) | (there - before) | (before & here & there) <= kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content["document"]["sections"].append({"section": "x", "items": "y"}),
        lambda content: content["document"]["sections"].append({"id": "00000000000g", "section": "x"}),
        lambda content: content["document"]["sections"].append(dict(content["document"]["sections"][0])),
        lambda content: content["document"].update(choices=[]),
        lambda content: content["document"].update(choices={"a": ["b"]}),
        lambda content: content.update(tables={"a.csv": [1]}),
        lambda content: content.update(scheme=[]),
        lambda content: content.pop("tables"),
        lambda content: content.update(examples=[{"id": "00000000000a", "answers": []}]),
        lambda content: content["document"].update(title={"en": "a\x00"}),
    ],
)
def test_what_cannot_be_a_draft_is_said(spoil: Callable[[dict[str, Any]], object]) -> None:
    content = content_of()
    assert shape_problems(content) == []
    spoil(content)
    assert shape_problems(content) != []


def test_nesting_without_end_is_refused() -> None:
    content = content_of()
    node: dict[str, Any] = content["document"]["sections"][0]
    for number in range(100, 200):
        node["items"] = [{"id": f"{number:012x}", "group": f"g{number}", "items": []}]
        node = node["items"][0]
    assert [problem.code for problem in shape_problems(content)] == ["DRAFT_TEXT_IMPOSSIBLE"]
