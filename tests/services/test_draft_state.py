"""What the builder is told of a draft: problems at their place, readings, what visits are worth."""

from __future__ import annotations

import copy
from typing import Any

from flask import Flask

from mystery.questionnaire.document import names_of, nodes_of
from mystery.services import draft_sources, drafts
from mystery.services.accounts import actor_for
from mystery.services.draft_state import shown_state, state_of
from mystery.services.draft_trials import Trial, try_out
from tests.cast import someone

Content = dict[str, Any]


def with_rules(*rules: dict[str, Any]) -> Content:
    content = draft_sources.of_pack("store-visit")
    content["document"]["rules"] = list(rules)
    return content


def both(text: str) -> dict[str, str]:
    return {"de": text, "en": text}


def test_each_rule_has_its_own_problems_and_reading(app: Flask) -> None:
    sound = {"rule": "fits", "constraint": "${greeted} = 'yes'", "message": both("No")}
    broken = {"rule": "lost", "constraint": "${nobody} = 'yes'", "message": both("No")}
    state = state_of(with_rules(sound, broken), "en")
    found = [(each.spot.id, each.spot.key, each.problem.code) for each in state.problems]
    assert ("", "rules/1/constraint", "NAME_UNKNOWN") in found
    assert not any(key.startswith("rules/0") for _id, key, _code in found)
    assert "rules/0/constraint" in state.readings[""]


def test_a_rule_and_a_knock_out_are_tried_while_they_are_typed(app: Flask) -> None:
    content = with_rules({"rule": "fits", "constraint": "${greeted} = 'yes'", "message": both("No")})
    content["scheme"]["knock_outs"] = [{"when": "", "cap": "40"}]
    for key in ("rules/0/constraint", "scheme/knock_outs/0/when"):
        tried = try_out(content, Trial("${nobody} = 1", "", key), "en")
        assert [each.problem.code for each in tried.problems][:1], key
    assert try_out(content, Trial("1", "", "rules/7/constraint"), "en").problems == ()


def test_conditions_of_a_scheme_are_read_back_in_words(app: Flask) -> None:
    content = with_rules()
    content["scheme"]["items"] = {"greeted": {"weight": "1", "when": "${greeted} != ''"}}
    content["scheme"]["knock_outs"] = [{"when": "${greeted} = 'no'", "cap": "40"}]
    content["scheme"]["deductions"] = [{"when": "${greeted} = 'no'", "deduct": "5", "times": "${greeted} ="}]
    readings = state_of(content, "en").readings
    happens = readings[""]["scheme/knock_outs/0/when"]
    assert happens.startswith("Happens if “")
    assert happens.endswith("is “No”")
    assert readings[""]["scheme/deductions/0/when"] == happens
    assert "scheme/deductions/0/times" not in readings[""], "what is being typed"
    greeted = names_of(content["document"])["greeted"]
    assert readings[greeted]["scheme/items/greeted/when"].startswith("Counts only if “")
    tried = try_out(content, Trial("${greeted} = 'no' or true()", "", "scheme/knock_outs/0/when"), "de")
    assert tried.reading.startswith("Trifft zu, wenn „")


def test_what_an_item_counts_under_is_tried_while_it_is_typed(app: Flask) -> None:
    content = draft_sources.of_pack("store-visit")
    name = next(name for name in content["scheme"]["items"] if names_of(content["document"]).get(name))
    content["scheme"]["items"][name] = {"weight": "1", "when": ""}
    trial = Trial("${nobody} = 1", names_of(content["document"])[name], f"scheme/items/{name}/when")
    tried = try_out(content, trial, "en")
    assert [(each.problem.code, each.begin) for each in tried.problems] == [("SCHEME_UNKNOWN_ITEM", 2)]


def test_a_test_case_is_played_in_the_mode_it_was_recorded_in(app: Flask) -> None:
    content = draft_sources.of_pack("store-visit")
    item = next(node for node in nodes_of(content["document"]) if node.get("item") == "greeted")
    item["modes"] = ["cati"]
    case = {"id": "0000000000e1", "name": "Call", "answers": {}, "expect": {"hidden": [item["item"]]}}
    for mode, is_hidden in (("capi", True), ("cati", False)):
        content["examples"] = [{**case, "mode": mode}]
        codes = {each.code for each in state_of(content, "en").examples["0000000000e1"]}
        assert ("EXAMPLE_ASKED" not in codes) is is_hidden


def test_a_preview_shows_the_last_revision_without_errors(app: Flask) -> None:
    rita = actor_for(someone("Rita"))
    sound = draft_sources.of_pack("store-visit")
    draft = drafts.create(sound, rita)
    broken = copy.deepcopy(sound)
    broken["document"]["sections"][0]["relevant"] = "${nobody} = 1"
    drafts.save(draft, 1, broken, rita)
    title = copy.deepcopy(broken)
    title["document"]["title"] = both("Later")
    drafts.save(draft, 2, title, rita)
    assert state_of(title, "en").form is None
    shown = shown_state(draft, "en").form
    assert shown is not None
    assert shown.fingerprint == state_of(sound, "en").form.fingerprint  # type: ignore[union-attr]  # it is sound


def test_problems_of_the_scheme_stand_at_the_rule_they_are_about(app: Flask) -> None:
    content = draft_sources.of_pack("store-visit")
    content["scheme"]["knock_outs"] = [
        {"when": "${greeted} = 'no'", "cap": "40"},
        {"when": "${nobody} = 'no'", "cap": "400"},
    ]
    keys = {each.spot.key for each in state_of(content, "en").problems}
    assert {"scheme/knock_outs/1/when", "scheme/knock_outs/1/cap"} <= keys


def test_every_example_says_what_it_is_worth_and_what_the_best_visit_is(app: Flask) -> None:
    content = draft_sources.of_pack("store-visit")
    state = state_of(content, "en")
    assert state.best is not None
    assert state.best.total == 100
    assert set(state.sheets) == {each["id"] for each in content["examples"]}
    assert any(sheet.total is not None for sheet in state.sheets.values())
