"""Drafts: saved revision by revision, brought together, published."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from mystery.access import Actor
from mystery.problems import Forbidden, Rejected
from mystery.services import draft_sources, drafts, publishing
from mystery.services.accounts import actor_for
from mystery.services.draft_sources import Upload
from mystery.services.draft_state import state_of
from mystery.services.transaction import reading
from mystery.store.models import AuditEntry, Draft, DraftRevision, SchemeVersion
from tests.cast import someone


@pytest.fixture
def rita(app: Flask) -> Actor:
    return actor_for(someone("Rita"))


@pytest.fixture
def draft(rita: Actor) -> Draft:
    return drafts.create(draft_sources.of_pack("store-visit"), rita)


def retitled(content: dict[str, Any], **titles: str) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    changed["document"]["title"].update(titles)
    return changed


def test_every_revision_is_kept_with_its_author(draft: Draft, rita: Actor) -> None:
    first = drafts.content_of(draft)
    drafts.save(draft, 1, retitled(first, en="Two"), rita)
    drafts.save(draft, 2, retitled(first, en="Three"), actor_for(someone("Anna")))
    assert drafts.content_of(draft, 1) == first
    assert drafts.content_of(draft, 2)["document"]["title"]["en"] == "Two"
    assert [drafts.author_of(draft, number) for number in (1, 2, 3)] == ["Rita", "Rita", "Anna"]
    assert draft.title_en == "Three"
    assert draft.changed_by is not None
    assert draft.changed_by.name == "Anna"


def test_saving_the_same_again_makes_no_revision(draft: Draft, rita: Actor) -> None:
    content = drafts.content_of(draft)
    assert drafts.save(draft, 1, content, rita).revision == 1
    assert reading().scalar(select(func.count()).select_from(DraftRevision)) == 1


def test_the_order_of_keys_comes_back_as_it_went_in(draft: Draft) -> None:
    content = drafts.content_of(draft)
    assert list(content["document"])[:3] == ["questionnaire", "version", "languages"]


def test_a_reviewer_saves_nothing(draft: Draft) -> None:
    rolf = actor_for(someone("Rolf"))
    with pytest.raises(Forbidden):
        drafts.save(draft, 1, drafts.content_of(draft), rolf)
    with pytest.raises(Forbidden):
        drafts.create(drafts.content_of(draft), rolf)
    with pytest.raises(Forbidden):
        publishing.publish(draft, "9", rolf, revision=1)


@pytest.mark.parametrize("name", ["store-visit", "test-call", "workshop-test", "website-test"])
def test_every_pack_is_a_sound_draft(app: Flask, name: str) -> None:
    if name not in draft_sources.packs.names():
        return
    state = state_of(draft_sources.of_pack(name), "de")
    assert state.errors == ()
    assert all(not found for found in state.examples.values())
    assert state.weights


def test_a_name_used_twice_is_told_with_names_and_not_with_lines(draft: Draft) -> None:
    content = drafts.content_of(draft)
    first, second = content["document"]["sections"][0]["items"][:2]
    second["item"] = first["item"]
    found = [each for each in state_of(content, "en").problems if each.problem.code == "NAME_TWICE"]
    assert [(each.spot.id, each.problem.params["first"]) for each in found] == [(second["id"], first["item"])]


def test_an_unknown_name_is_told_at_every_place_it_is_used(draft: Draft) -> None:
    content = drafts.content_of(draft)
    items = content["document"]["sections"][0]["items"][:2]
    for item in items:
        item["relevant"] = "${nobody} = 1"
    found = [each.spot for each in state_of(content, "en").problems if each.problem.code == "NAME_UNKNOWN"]
    assert [(each.id, each.key) for each in found] == [(item["id"], "relevant") for item in items]


def test_a_problem_of_the_scheme_is_at_its_item(draft: Draft) -> None:
    content = drafts.content_of(draft)
    name = next(iter(content["scheme"]["items"]))
    content["scheme"]["items"][name] = {"weight": "many"}
    found = [each for each in state_of(content, "en").problems if each.problem.code == "VALUE_NOT_A_NUMBER"]
    assert found[0].spot.key == f"scheme/items/{name}/weight"
    assert found[0].spot.id


def test_an_example_that_fails_stops_publishing(draft: Draft, rita: Actor) -> None:
    content = drafts.content_of(draft)
    content["examples"][0]["expect"]["score"] = "1"
    drafts.save(draft, 1, content, rita)
    with pytest.raises(Rejected) as refused:
        publishing.publish(draft, "9", rita, revision=2)
    assert [problem.code for problem in refused.value.problems] == ["DRAFT_EXAMPLE_FAILS"]


def test_a_draft_without_a_scheme_publishes_the_one_that_speaks_for_itself(app: Flask, rita: Actor) -> None:
    table = (
        "| survey |\n| | type | name | label |\n| | select_one yn | greeted | Greeted? |\n"
        "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"
        "| settings |\n| | form_id | version |\n| | quick | 1 |\n"
    )
    content, _ = draft_sources.of_files(Upload("quick.md", table.encode()), [])
    draft = drafts.create(content, rita)
    version = publishing.publish(draft, "1", rita, revision=1)
    scheme = version.scheme_version
    assert isinstance(scheme, SchemeVersion)
    assert "greeted" in scheme.definition
    assert version.content is not None
    assert draft.base_version_id == version.id


def test_publishing_is_in_the_audit_log(draft: Draft, rita: Actor) -> None:
    publishing.publish(draft, "9", rita, revision=1)
    acts = list(reading().scalars(select(AuditEntry.action)))
    assert {"draft.create", "questionnaire.publish", "scheme.publish"} <= set(acts)


def test_a_code_with_another_meaning_must_be_confirmed(draft: Draft, rita: Actor) -> None:
    publishing.publish(draft, "9", rita, revision=1)
    content = drafts.content_of(draft)
    choice = content["document"]["choices"]["fit"][0]
    choice["label"] = {"de": "Lila Elefant", "en": "Purple elephant"}
    number = drafts.save(draft, draft.revision, content, rita).revision
    assert [each.code for each in publishing.prospect(draft, "en").doubts] == ["VERSION_CODE_REUSED"]
    with pytest.raises(Rejected) as refused:
        publishing.publish(draft, "10", rita, revision=number)
    assert [problem.code for problem in refused.value.problems] == ["VERSION_UNCONFIRMED"]
    assert publishing.publish(draft, "10", rita, revision=number, confirmed=True).version == "10"


def test_the_next_version_is_suggested(draft: Draft, rita: Actor) -> None:
    assert publishing.prospect(draft, "en").suggestion == "2026.1"
    publishing.publish(draft, "2026.1", rita, revision=1)
    assert publishing.prospect(draft, "en").suggestion == "2026.2"


@pytest.mark.parametrize(
    ("main", "lists", "code"),
    [
        (Upload("form.exe", b"x"), [], "UPLOAD_UNKNOWN"),
        (Upload("form.xlsx", b"x" * (draft_sources.UPLOAD_BYTES + 1)), [], "UPLOAD_TOO_LARGE"),
        (Upload("form.xlsx", b""), [], "WORKBOOK_EMPTY"),
        (Upload("form.yaml", b"questionnaire: [x"), [], "YAML_UNREADABLE"),
        (Upload("form.yaml", b"\xff\xfe\x00"), [], "YAML_UNREADABLE"),
        (Upload("form.md", b"x"), [Upload("evil.js", b"x")], "UPLOAD_NO_LIST"),
        (Upload("form.md", b"x"), [Upload(f"{n}.csv", b"") for n in range(250)], "UPLOAD_TOO_MANY"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(main: Upload, lists: list[Upload], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        draft_sources.of_files(main, lists)
    assert code in [problem.code for problem in refused.value.problems]
