"""The builder's server side: making drafts, saving them, what is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from mystery.services.transaction import reading
from mystery.store.models import Draft
from tests.browsing import Browser

Browse = Callable[[str], Browser]
LIST = "/desk/questionnaires/"
DRAFTS = "/desk/questionnaires/drafts"


def boot_of(page: str) -> dict[str, Any]:
    """The JSON that the builder starts from."""
    text = page.partition('id="boot">')[2].partition("</script>")[0]
    boot: dict[str, Any] = json.loads(unescape(text))
    return boot


@pytest.fixture
def rita(browse: Browse) -> Browser:
    return browse("Rita")


def made(browser: Browser, **fields: str) -> str:
    """The address of a draft made with these fields of the form."""
    reply = browser.post(DRAFTS, fields or {"from": "pack", "pack": "store-visit"})
    assert reply.status_code == 302, reply.get_data(as_text=True)
    return reply.location


def opened(browser: Browser, address: str) -> dict[str, Any]:
    return boot_of(browser.get(address).get_data(as_text=True))


def drafts() -> int:
    return reading().scalar(select(func.count()).select_from(Draft)) or 0


def first_item(content: dict[str, Any]) -> dict[str, Any]:
    """The first item that has a label."""
    items: list[dict[str, Any]] = content["document"]["sections"][0]["items"]
    return next(item for item in items if "label" in item)


def test_a_pack_becomes_a_draft_without_problems(rita: Browser) -> None:
    boot = opened(rita, made(rita))
    assert boot["revision"] == 1
    assert boot["state"]["problems"] == []
    assert boot["state"]["form"]["package"]["questionnaire"] == "store-visit"
    assert boot["may_edit"] is True
    assert boot["content"]["scheme"]["scheme"] == "store-visit-standard"
    assert all(each["passed"] for each in boot["state"]["examples"].values())
    assert len(boot["content"]["examples"]) >= 3


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


def published(browser: Browser, address: str, version: str, **more: str) -> str:
    """The address of the version that a draft was published as."""
    browser.get(f"{address}/publish")
    revision = opened(browser, address)["revision"]
    fields = {"version": version, "revision": str(revision), **more}
    reply = browser.post(f"{address}/publish", fields)
    assert reply.status_code == 302, reply.get_data(as_text=True)
    return reply.location


def test_a_draft_is_published_and_frozen(rita: Browser) -> None:
    address = made(rita)
    place = published(rita, address, "2026.9")
    page = rita.get(place).get_data(as_text=True)
    assert "2026.9" in page
    assert "Shown if" in page
    source = rita.get(f"{place}/export/yaml").get_data(as_text=True)
    assert "version: 2026.9" in source
    content = opened(rita, address)["content"]
    first_item(content)["label"]["en"] = "Another photo"
    rita.send("PUT", address, {"base": opened(rita, address)["revision"], "content": content})
    assert rita.get(f"{place}/export/yaml").get_data(as_text=True) == source


def test_the_same_version_is_never_published_twice(rita: Browser) -> None:
    address = made(rita)
    published(rita, address, "2026.9")
    revision = str(opened(rita, address)["revision"])
    reply = rita.post(f"{address}/publish", {"version": "2026.9", "revision": revision})
    assert reply.status_code == 422
    assert "published already" in reply.get_data(as_text=True)


def test_a_draft_with_errors_cannot_be_published(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    first_item(content)["relevant"] = "${nobody} = 1"
    rita.send("PUT", address, {"base": 1, "content": content})
    reply = rita.post(f"{address}/publish", {"version": "3", "revision": "2"})
    assert reply.status_code == 422
    assert "nobody" in reply.get_data(as_text=True)


def test_what_was_changed_meanwhile_is_not_published_unseen(rita: Browser) -> None:
    address = made(rita)
    content = opened(rita, address)["content"]
    first_item(content)["label"]["en"] = "Changed behind the back"
    rita.send("PUT", address, {"base": 1, "content": content})
    reply = rita.post(f"{address}/publish", {"version": "3", "revision": "1"})
    assert reply.status_code == 422


def test_changes_are_told_in_words(rita: Browser) -> None:
    address = made(rita)
    published(rita, address, "2026.9")
    boot = opened(rita, address)
    item = first_item(boot["content"])
    item["label"]["en"] = "<b>Photo</b> & more"
    name = item.pop("item")
    item["item"] = f"{name}_new"
    rita.send("PUT", address, {"base": boot["revision"], "content": boot["content"]})
    page = rita.get(f"{address}/changes").get_data(as_text=True)
    assert f"Its name was {name} and is {name}_new now" in page
    assert "&lt;b&gt;Photo&lt;/b&gt; &amp; more" in page
    assert "<b>Photo</b>" not in page


def test_a_version_becomes_the_draft_of_the_next_one(rita: Browser) -> None:
    place = published(rita, made(rita), "2026.9")
    address = made(rita, **{"from": "version", "version": place.rpartition("/")[2]})
    boot = opened(rita, address)
    assert boot["state"]["problems"] == []
    assert boot["content"]["document"]["version"] == "2026.9"
    assert [each["version"] for each in boot["versions"]] == ["2026.9"]
    assert "Both say the same" in rita.get(f"{address}/changes").get_data(as_text=True)


def test_a_reviewer_reads_and_changes_nothing(rita: Browser, browse: Browse) -> None:
    address = made(rita)
    rolf = browse("Rolf")
    assert opened(rolf, address)["may_edit"] is False
    content = opened(rolf, address)["content"]
    assert rolf.send("PUT", address, {"base": 1, "content": content}).status_code == 403
    assert rolf.get(f"{address}/publish").status_code == 403
    assert browse("Tara").get(address).status_code == 403
    assert browse("Heidi").get(address).status_code == 403


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
