"""The builder's server side: making drafts, saving them, what is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from tests.browsing import Browser
from tests.web.desk.drafting import DRAFTS, LIST, Browse, drafts, first_item, made, opened


@pytest.fixture
def rita(browse: Browse) -> Browser:
    return browse("Rita")


def test_a_pack_becomes_a_draft_without_problems(rita: Browser) -> None:
    boot = opened(rita, made(rita))
    assert boot["revision"] == 1
    assert boot["state"]["problems"] == []
    assert boot["state"]["form"]["package"]["questionnaire"] == "store-visit"
    assert boot["may_edit"] is True
    assert boot["content"]["scheme"]["scheme"] == "store-visit-standard"
    assert all(each["passed"] for each in boot["state"]["examples"].values())
    assert len(boot["content"]["examples"]) >= 3


def test_the_builder_gets_a_draft_in_the_order_of_its_author(rita: Browser) -> None:
    content = opened(rita, made(rita))["content"]
    assert list(content["document"])[:3] == ["questionnaire", "version", "languages"]
    assert next(iter(content["scheme"])) == "scheme"


def test_a_draft_is_saved_and_says_what_is_wrong_where(rita: Browser) -> None:
    address = made(rita)
    boot = opened(rita, address)
    content = boot["content"]
    item = first_item(content)
    item["relevant"] = "${nobody} = 'yes'"
    reply = rita.send("PUT", address, {"base": 1, "content": content})
    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["revision"] == 2
    assert "content" not in reply.json
    found = [each for each in reply.json["state"]["problems"] if each["severity"] == "error"]
    assert [(each["id"], each["key"], each["code"]) for each in found] == [
        (item["id"], "relevant", "NAME_UNKNOWN")
    ]
    assert reply.json["state"]["form"] is None


def test_two_people_write_at_once_and_nothing_is_lost(rita: Browser, browse: Browse) -> None:
    anna = browse("Anna")
    address = made(rita)
    content = opened(rita, address)["content"]
    hers, his = copy.deepcopy(content), copy.deepcopy(content)
    first_item(hers)["label"]["en"] = "Rita's words"
    first_item(his)["label"]["de"] = "Annas Worte"
    assert rita.send("PUT", address, {"base": 1, "content": hers}).status_code == 200
    reply = anna.send("PUT", address, {"base": 1, "content": his}).json
    assert reply is not None
    assert reply["revision"] == 3
    assert first_item(reply["content"])["label"] == {"en": "Rita's words", "de": "Annas Worte"}
    assert len(reply["merged"]) == 1


def test_the_same_word_changed_by_two_is_a_conflict_and_not_saved(rita: Browser, browse: Browse) -> None:
    anna = browse("Anna")
    address = made(rita)
    content = opened(rita, address)["content"]
    hers, his = copy.deepcopy(content), copy.deepcopy(content)
    first_item(hers)["label"]["en"] = "Rita's words"
    first_item(his)["label"]["en"] = "Anna's words"
    rita.send("PUT", address, {"base": 1, "content": hers})
    reply = anna.send("PUT", address, {"base": 1, "content": his})
    assert reply.status_code == 409
    assert reply.json is not None
    assert reply.json["conflicts"] == [
        {
            "id": first_item(content)["id"],
            "key": "label/en",
            "mine": "Anna's words",
            "theirs": "Rita's words",
            "by": "Rita",
        }
    ]
    assert opened(rita, address)["revision"] == 2


def test_a_broken_workbook_creates_nothing(rita: Browser) -> None:
    before = drafts()
    data = {"from": "import", "file": (BytesIO(b"no workbook"), "form.xlsx")}
    reply = rita.post(DRAFTS, data, content_type="multipart/form-data")
    assert reply.status_code == 422
    assert drafts() == before


def test_a_markdown_table_is_imported(rita: Browser) -> None:
    table = "| survey |\n| | type | name | label |\n| | text | remark | A <b>remark</b> |\n"
    data = {"from": "import", "file": (BytesIO(table.encode()), "form.md")}
    reply = rita.post(DRAFTS, data, content_type="multipart/form-data")
    boot = opened(rita, reply.location)
    assert first_item(boot["content"])["item"] == "remark"
    assert boot["state"]["form"] is not None


def test_the_language_is_told_for_completion(rita: Browser) -> None:
    known = rita.get("/desk/questionnaires/language").json
    assert known is not None
    assert {"selected", "today"} <= {each["name"] for each in known["functions"]}
    assert next(each for each in known["types"] if each["name"] == "select_one")["has_list"]


def test_an_expression_is_tried_while_it_is_typed(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    asked = {"id": first_item(content)["id"], "key": "relevant", "expr": "${greeted} = 'yes'"}
    tried = rita.send("POST", f"{address}/evaluate", asked).json
    assert tried is not None
    assert tried["problems"] == []
    assert tried["reading"].startswith("Shown if “")
    wrong = rita.send("POST", f"{address}/evaluate", {**asked, "expr": "${greeted} = "}).json
    assert wrong is not None
    assert [each["code"] for each in wrong["problems"]] == ["EXPRESSION_SYNTAX"]


def test_the_preview_may_stand_in_a_frame_of_ours_only(rita: Browser) -> None:
    address = made(rita)
    reply = rita.get(f"{address}/preview/tablet")
    assert "frame-ancestors 'self'" in reply.headers["Content-Security-Policy"]
    assert reply.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in rita.get(address).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in rita.get(LIST).headers["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "md", "xml"])
def test_a_draft_is_downloaded(rita: Browser, kind: str) -> None:
    reply = rita.get(f"{made(rita)}/export/{kind}")
    assert reply.status_code == 200
    assert f".{kind}" in reply.headers["Content-Disposition"]


def test_blocks_are_kept_and_forgotten(rita: Browser) -> None:
    address = made(rita)
    node = first_item(opened(rita, address)["content"])
    reply = rita.send("POST", "/desk/questionnaires/blocks", {"name": "Front", "node": node, "choices": {}})
    assert reply.status_code == 201
    assert reply.json is not None
    (kept,) = rita.get("/desk/questionnaires/blocks").json or []
    assert kept["name"] == "Front"
    assert kept["node"] == node
    gone = rita.send("DELETE", f"/desk/questionnaires/blocks/{kept['id']}", None)
    assert gone.status_code == 204
    assert rita.get("/desk/questionnaires/blocks").json == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: {**content, "tables": []},
        lambda content: {**content, "more": 1},
        lambda content: {**content, "document": {**content["document"], "sections": {}}},
        lambda content: {**content, "document": {**content["document"], "sections": ["x"]}},
        lambda content: {**content, "document": {**content["document"], "sections": [{"section": "a"}]}},
        lambda content: {**content, "document": {**content["document"], "title": {"en": "a\x00b"}}},
        lambda content: {**content, "document": {**content["document"], "title": {"en": "\ud800"}}},
        lambda content: {**content, "examples": content["examples"] * 2},
        lambda content: [],
    ],
)
def test_what_is_no_draft_is_refused(rita: Browser, spoil: Callable[[dict[str, Any]], Any]) -> None:
    address = made(rita)
    reply = rita.send("PUT", address, {"base": 1, "content": spoil(opened(rita, address)["content"])})
    assert reply.status_code == 422
    assert opened(rita, address)["revision"] == 1


def test_a_huge_content_is_refused(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    content["document"]["title"]["en"] = "x" * 4_100_000
    reply = rita.send("PUT", address, {"base": 1, "content": content})
    assert reply.status_code == 422
    assert reply.json is not None
    assert reply.json["code"] == "DRAFT_TOO_LARGE"


def test_an_unknown_base_is_refused(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    reply = rita.send("PUT", address, {"base": 99, "content": content})
    assert reply.json is not None
    assert reply.json["code"] == "DRAFT_BASE_UNKNOWN"


@pytest.mark.parametrize("name", ["", "Two words", "ümlaut", "-x", "x" * 81])
def test_a_blank_questionnaire_needs_a_sound_name(rita: Browser, name: str) -> None:
    before = drafts()
    reply = rita.post(DRAFTS, {"from": "blank", "title": "Visit", "name": name, "language": "en"})
    assert reply.status_code == 422
    assert drafts() == before


def test_a_blank_questionnaire_begins_with_one_section(rita: Browser) -> None:
    boot = opened(rita, made(rita, **{"from": "blank", "title": "Visit", "name": "visit", "language": "en"}))
    assert [each["section"] for each in boot["content"]["document"]["sections"]] == ["section_1"]
    assert boot["content"]["document"]["title"] == {"en": "Visit"}


def test_others_are_told_of_a_save(rita: Browser, browse: Browse) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    first_item(content)["label"]["en"] = "New"
    rita.send("PUT", address, {"base": 1, "content": content})
    told = browse("Anna").get(f"{address}/events?after=1").json
    assert told is not None
    assert told["revision"] == 2
    assert [(each["revision"], each["by"]) for each in told["saved"]] == [(2, "Rita")]


def test_a_save_without_a_token_is_refused(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    reply = rita.client.put(
        address, json={"base": 1, "content": content}, headers={"Accept": "application/json"}
    )
    assert reply.status_code == 400
