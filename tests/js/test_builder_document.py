"""The draft of the questionnaire builder: what a person does to it, and that all of it can be undone."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.js import BUILDER, run

Content = dict[str, Any]


def item(name: str, type_: str = "text", **more: object) -> dict[str, Any]:
    return {"id": f"id-{name}", "item": name, "type": type_, "label": {"en": name.title()}, **more}


def a_draft() -> Content:
    """Two sections; the second has a group; a scheme and an example that name the items."""
    return {
        "document": {
            "questionnaire": "shop",
            "version": "1",
            "languages": ["en", "de"],
            "rules": [{"rule": "fits", "constraint": "${greeted} != 'no'", "items": ["greeted"]}],
            "choices": {"yes-no": [{"id": "c-yes", "name": "yes", "label": {"en": "Yes ${greeted}"}}]},
            "sections": [
                {
                    "id": "s1",
                    "section": "welcome",
                    "items": [
                        item("greeted", "select_one yes-no"),
                        item("seconds", "integer", relevant="${greeted} = 'yes'"),
                    ],
                },
                {
                    "id": "s2",
                    "section": "advice",
                    "relevant": "/data/welcome/greeted = 'yes'",
                    "items": [
                        {"id": "g1", "group": "looks", "items": [item("tidy"), item("clean")]},
                        item("why", label={"en": "Why ${greeted}?"}, trigger="greeted"),
                    ],
                },
            ],
        },
        "scheme": {
            "items": {"greeted": {"weight": "2"}, "tidy": "1"},
            "outcomes": ["why"],
            "knock_outs": [{"when": "${greeted} = 'no'", "cap": "40"}],
        },
        "examples": [
            {"id": "e1", "name": "ok", "answers": {"greeted": "yes"}, "expect": {"hidden": ["greeted"]}}
        ],
        "tables": {"shops.csv": [{"name": "a"}, {"name": "b"}]},
    }


def played(*steps: list[object], content: Content | None = None) -> dict[str, Any]:
    (result,) = run([{"content": content or a_draft(), "steps": list(steps)}], BUILDER)
    assert isinstance(result, dict)
    return result


def called(name: str, *args: object) -> Any:
    (result,) = run([{"call": name, "args": list(args)}], BUILDER)
    return result


def outline(content: Content) -> list[object]:
    def names(nodes: list[dict[str, Any]]) -> list[object]:
        found: list[object] = []
        for node in nodes:
            name = next(node[kind] for kind in ("section", "group", "repeat", "item") if kind in node)
            found.append([name, names(node["items"])] if "items" in node else name)
        return found

    return names(content["document"]["sections"])


def test_renaming_an_item_changes_every_place_that_means_it() -> None:
    content = played(["rename", "id-greeted", "welcomed"])["content"]
    first, second = content["document"]["sections"]
    assert first["items"][0]["item"] == "welcomed"
    assert first["items"][1]["relevant"] == "${welcomed} = 'yes'"
    assert second["relevant"] == "/data/welcome/welcomed = 'yes'"
    assert second["items"][1]["label"] == {"en": "Why ${welcomed}?"}
    assert second["items"][1]["trigger"] == "welcomed"
    assert content["document"]["choices"]["yes-no"][0]["label"] == {"en": "Yes ${welcomed}"}
    assert content["document"]["rules"] == [
        {"rule": "fits", "constraint": "${welcomed} != 'no'", "items": ["welcomed"]}
    ]
    assert list(content["scheme"]["items"]) == ["welcomed", "tidy"]
    assert content["scheme"]["knock_outs"][0]["when"] == "${welcomed} = 'no'"
    assert content["examples"][0]["answers"] == {"welcomed": "yes"}
    assert content["examples"][0]["expect"] == {"hidden": ["welcomed"]}


def test_a_name_inside_quotes_is_a_text_and_stays() -> None:
    content = a_draft()
    content["document"]["sections"][1]["items"][1]["relevant"] = (
        "${greeted} = '../greeted' and ../greeted = 'x'"
    )
    after = played(["rename", "id-greeted", "hello"], content=content)["content"]
    assert (
        after["document"]["sections"][1]["items"][1]["relevant"]
        == "${hello} = '../greeted' and ../hello = 'x'"
    )


def test_renaming_a_choice_list_changes_the_items_that_use_it() -> None:
    content = played(["renameList", "yes-no", "yn"])["content"]
    assert list(content["document"]["choices"]) == ["yn"]
    assert content["document"]["sections"][0]["items"][0]["type"] == "select_one yn"


def test_renaming_a_column_changes_the_rows_and_what_reads_them() -> None:
    content = a_draft()
    content["tables"]["shops.csv"] = [{"name": "a", "label": "A", "land": "nw"}]
    items = content["document"]["sections"][0]["items"]
    items.append(item("shop", "select_one shops.csv", choice_filter="land = ${land} and land != 'land'"))
    items.append(item("seat", calculation="instance('shops')/root/item[name = ${shop} and land = 'x']/land"))
    items.append(item("other", "select_one yes-no", choice_filter="land = 'nw'"))
    items.append(item("pulled", calculation="pulldata('shops', 'land', 'land', ${land}) + /data/land"))
    found = played(["renameColumn", "tables", "shops.csv", "land", "state"], content=content)
    after = found["content"]
    assert after["tables"]["shops.csv"] == [{"name": "a", "label": "A", "state": "nw"}]
    shop, seat, other, pulled = after["document"]["sections"][0]["items"][2:]
    assert shop["choice_filter"] == "state = ${land} and state != 'land'"
    assert seat["calculation"] == "instance('shops')/root/item[name = ${shop} and state = 'x']/state"
    assert other["choice_filter"] == "land = 'nw'"
    assert pulled["calculation"] == "pulldata('shops', 'state', 'state', ${land}) + /data/land"
    undone = played(["renameColumn", "tables", "shops.csv", "land", "state"], ["undo"], content=content)
    assert undone["content"] == content


def test_renaming_a_column_of_choices_keeps_its_place() -> None:
    content = a_draft()
    content["document"]["choices"]["yes-no"] = [
        {"id": "c", "name": "yes", "label": {}, "tone": "x", "rank": "1"}
    ]
    content["document"]["sections"][0]["items"][0]["choice_filter"] = (
        "tone = 'tone' or instance('x')/root/item[tone]"
    )
    after = played(["renameColumn", "choices", "yes-no", "tone", "mood"], content=content)["content"]
    assert list(after["document"]["choices"]["yes-no"][0]) == ["id", "name", "label", "mood", "rank"]
    asked = after["document"]["sections"][0]["items"][0]
    assert asked["choice_filter"] == "mood = 'tone' or instance('x')/root/item[tone]"


def without_ids(value: Any) -> Any:
    """A copy gets other ids each time."""
    if isinstance(value, list):
        return [without_ids(one) for one in value]
    if isinstance(value, dict):
        return {key: without_ids(one) for key, one in value.items() if key != "id"}
    return value


STEPS: list[list[object]] = [
    ["rename", "id-greeted", "welcomed"],
    ["remove", "s2"],
    ["duplicate", "g1"],
    ["down", "id-greeted"],
    ["in", "id-why"],
    ["out", "id-tidy", "id-clean"],
    ["move", ["s2"], "sections", "s1"],
    ["set", "id-why", ["hint", "de"], "Hinweis"],
    ["set", "scheme", ["sections", "welcome", "weight"], "3"],
    ["insert", "choices/yes-no", 0, {"id": "c-no", "name": "no"}],
    ["set", "id-greeted", ["label"], None],
    ["splice", "content", ["tables", "shops.csv"], 1, 1, [{"name": "x"}, {"name": "y"}]],
    ["set", "content", ["tables", "shops.csv", "1", "name"], "z"],
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step[0]))
def test_everything_can_be_undone_and_done_again(step: list[object]) -> None:
    before, after = a_draft(), played(step)["content"]
    assert after != before
    assert played(step, ["undo"])["content"] == before
    assert without_ids(played(step, ["undo"], ["redo"])["content"]) == without_ids(after)


def test_a_cell_of_a_row_that_others_took_away_is_left_alone() -> None:
    assert played(["set", "content", ["tables", "shops.csv", "7", "name"], "z"])["content"] == a_draft()


def test_many_steps_are_undone_one_after_the_other() -> None:
    undone = played(*STEPS[:1], *STEPS[2:9], *([["undo"]] * 8))
    assert undone["content"] == a_draft()


def test_typing_into_one_field_is_one_step() -> None:
    typed = [["type", "id-why", ["label", "en"], text] for text in ("W", "Wh", "Who")]
    result = played(*typed)
    assert result["done"] == ["type"]
    assert played(*typed, ["undo"])["content"] == a_draft()
    assert played(*typed, ["settle"], *typed[:1])["done"] == ["type", "type"]


def test_an_item_moves_within_and_across_containers() -> None:
    assert outline(played(["down", "id-seconds"])["content"]) == [
        ["welcome", ["greeted"]], ["advice", ["seconds", ["looks", ["tidy", "clean"]], "why"]],
    ]  # fmt: skip
    assert outline(played(["in", "id-why"])["content"])[1] == [
        "advice",
        [["looks", ["tidy", "clean", "why"]]],
    ]
    assert outline(played(["out", "id-tidy"])["content"])[1] == [
        "advice",
        [["looks", ["clean"]], "tidy", "why"],
    ]
    assert outline(played(["up", "s2"])["content"])[0][0] == "advice"  # type: ignore[index]


def test_a_group_cannot_be_moved_into_itself_nor_an_item_to_the_top() -> None:
    for step in (
        ["move", ["g1"], "g1", ""],
        ["move", ["id-why"], "sections", ""],
        ["move", ["s1"], "s2", ""],
    ):
        assert played(step)["content"] == a_draft()


def test_a_copy_has_fresh_names_and_refers_to_itself() -> None:
    content = played(["duplicate", "s1"])["content"]
    copied = content["document"]["sections"][1]
    assert [copied["section"], *(one["item"] for one in copied["items"])] == [
        "welcome_2", "greeted_2", "seconds_2",
    ]  # fmt: skip
    assert copied["items"][1]["relevant"] == "${greeted_2} = 'yes'"
    ids = {one["id"] for one in content["document"]["sections"][0]["items"]}
    assert not ids & {one["id"] for one in copied["items"]}


def test_who_refers_to_what_is_deleted() -> None:
    assert called("dependents", a_draft(), ["id-greeted"]) == {
        "nodes": ["seconds", "advice", "why"], "rules": ["fits"], "scheme": True, "examples": ["ok"],
    }  # fmt: skip
    assert not any(called("dependents", a_draft(), ["id-clean"]).values())
    assert called("dependents", a_draft(), ["s2"])["scheme"]


def test_what_was_done_while_saving_stays_on_top_of_what_others_did() -> None:
    theirs = copy.deepcopy(a_draft())
    theirs["document"]["sections"][0]["items"][0]["label"] = {"en": "Theirs"}
    mine = [{"do": "set", "of": "id-why", "keys": ["label", "en"], "value": "Mine"}]
    content = played(["set", "id-why", ["label", "en"], "Mine"], ["adopt", theirs, mine])["content"]
    assert content["document"]["sections"][0]["items"][0]["label"] == {"en": "Theirs"}
    assert content["document"]["sections"][1]["items"][1]["label"] == {"en": "Mine"}


def test_undoing_leaves_alone_what_others_did_meanwhile() -> None:
    theirs = a_draft()
    theirs["document"]["sections"][1]["items"][1]["label"] = {"en": "Mine"}
    theirs["document"]["sections"][0]["items"][0]["label"] = {"en": "Theirs"}
    content = played(["set", "id-why", ["label"], {"en": "Mine"}], ["adopt", theirs, []], ["undo"])["content"]
    assert content["document"]["sections"][1]["items"][1]["label"] == {"en": "Why ${greeted}?"}
    assert content["document"]["sections"][0]["items"][0]["label"] == {"en": "Theirs"}


def test_a_name_that_occurs_twice_is_a_path_in_the_form() -> None:
    content = a_draft()
    content["document"]["sections"][0]["items"].append({**item("tidy"), "id": "other"})
    keys = played(content=content)["keys"]
    assert (keys["id-tidy"], keys["other"], keys["id-why"]) == ("looks/tidy", "welcome/tidy", "why")


def a_draft_with_a_repeat() -> Content:
    content = a_draft()
    staff = [
        item("who"),
        item("face", "image"),
        {"id": "g2", "group": "more", "items": [item("years", "integer")]},
    ]
    content["document"]["sections"][1]["items"] += [
        {"id": "r1", "repeat": "staff", "items": staff},
        item("best", "select_one ${who}"),
    ]
    return content


def test_a_select_may_offer_the_answers_of_any_repeat_that_have_words() -> None:
    (found,) = run([{"call": "answered", "args": [a_draft_with_a_repeat(), "id-best"]}], BUILDER)
    assert found == ["who", "years"]


def test_a_select_that_offers_answers_follows_a_new_name() -> None:
    found = played(["rename", "id-who", "person"], content=a_draft_with_a_repeat())
    assert found["content"]["document"]["sections"][1]["items"][-1]["type"] == "select_one ${person}"
