"""A draft's revisions, going back to one, discarding and bringing back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mystery.services.transaction import reading
from mystery.store.models import AuditEntry
from tests.browsing import Browser
from tests.web.desk.drafting import LIST, Browse, first_item, made, opened


@pytest.fixture
def rita(browse: Browse) -> Browser:
    return browse("Rita")


@pytest.fixture
def address(rita: Browser) -> str:
    """A draft with two revisions: the second has another label."""
    draft = made(rita)
    content = opened(rita, draft)["content"]
    first_item(content)["label"]["en"] = "Quite another question?"
    assert rita.send("PUT", draft, {"base": 1, "content": content}).status_code == 200
    return draft


def page(browser: Browser, address: str) -> str:
    return browser.get(address).get_data(as_text=True)


def audited() -> list[str]:
    return list(reading().scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_revisions_say_who_changed_what(rita: Browser, address: str) -> None:
    shown = page(rita, f"{address}/revisions")
    assert "Revision 2" in shown
    assert "Rita" in shown
    assert "Quite another question?" in shown
    assert "With this it began." in shown


def test_going_back_makes_a_new_revision_and_loses_nothing(rita: Browser, address: str) -> None:
    rita.post(f"{address}/revisions/1")
    boot = opened(rita, address)
    assert boot["revision"] == 3
    assert first_item(boot["content"])["label"]["en"] != "Quite another question?"
    rita.post(f"{address}/revisions/2")
    assert first_item(opened(rita, address)["content"])["label"]["en"] == "Quite another question?"
    assert audited().count("draft.back") == 2


def test_a_revision_that_never_was_changes_nothing(rita: Browser, address: str) -> None:
    reply = rita.post(f"{address}/revisions/7", follow_redirects=True)
    assert "which this draft does not have" in reply.get_data(as_text=True)
    assert opened(rita, address)["revision"] == 2


def test_a_draft_is_discarded_by_its_name_only(rita: Browser, address: str) -> None:
    reply = rita.post(f"{address}/discard", {"confirm_name": "store"}, follow_redirects=True)
    assert "is not the name of the draft" in reply.get_data(as_text=True)
    assert "draft.discard" not in audited()
    rita.post(f"{address}/discard", {"confirm_name": "store-visit"})
    assert "draft.discard" in audited()
    assert 'id="discarded"' in page(rita, LIST)
    assert f'{address}"' not in page(rita, LIST)


def test_a_discarded_draft_takes_nothing_in_until_it_is_back(rita: Browser, address: str) -> None:
    rita.post(f"{address}/discard", {"confirm_name": "store-visit"})
    boot = opened(rita, address)
    assert boot["may_edit"] is False
    first_item(boot["content"])["label"]["en"] = "Too late?"
    reply = rita.send("PUT", address, {"base": 2, "content": boot["content"]})
    assert reply.json is not None
    assert (reply.status_code, reply.json["code"]) == (422, "DRAFT_DISCARDED")
    rita.post(f"{address}/restore")
    assert opened(rita, address)["may_edit"] is True
    assert rita.send("PUT", address, {"base": 2, "content": boot["content"]}).status_code == 200
    assert audited()[-1] == "draft.restore"


@pytest.mark.parametrize("act", ["discard", "restore", "revisions/1"])
def test_who_may_only_read_changes_no_history(browse: Browse, address: str, act: str) -> None:
    assert browse("Stefan").post(f"{address}/{act}", {"confirm_name": "store-visit"}).status_code in (
        403,
        404,
    )
    assert browse("Tara").post(f"{address}/{act}").status_code in (302, 403, 404)
    assert not {"draft.discard", "draft.back"} & set(audited())


def test_a_draft_that_nobody_may_know_has_no_history(rita: Browser) -> None:
    unknown = f"{LIST}drafts/00000000-0000-4000-8000-000000000000"
    assert rita.get(f"{unknown}/revisions").status_code == 404
    assert rita.post(f"{unknown}/discard").status_code == 404
