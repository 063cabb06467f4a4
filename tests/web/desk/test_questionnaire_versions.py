"""Publishing drafts, reading versions, and using them: scenarios, waves, the next draft."""

from __future__ import annotations

import pytest

from mystery.services.transaction import transaction
from mystery.store.models import AssignmentState
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.web.desk.drafting import LIST, Browse, first_item, made, opened, published


@pytest.fixture
def rita(browse: Browse) -> Browser:
    return browse("Rita")


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


def test_a_scenario_is_made_for_any_published_questionnaire(rita: Browser) -> None:
    place = published(rita, made(rita), "2026.9")
    with transaction():
        study = str(build.study(build.client()).public_id)
    address = f"/desk/studies/{study}/scenarios"
    page = rita.get(f"{address}/new").get_data(as_text=True)
    assert "store-visit 2026.9" in page
    fields = {
        "version": place.rpartition("/")[2],
        "method": "store-visit",
        "code": "own-play",
        "title_de": "Eigenes <Drehbuch>",
        "title_en": "Own play",
    }
    reply = rita.post(address, fields)
    assert reply.status_code == 302
    assert reply.location.endswith("/edit")
    rita.get(reply.location)
    again = rita.post(address, fields)
    assert again.status_code == 422
    assert "own-play" in again.get_data(as_text=True)
    assert rita.post(address, {**fields, "version": "nothing"}).status_code == 422


def test_a_wave_is_moved_to_the_newer_version(rita: Browser, browse: Browse) -> None:
    with transaction():
        study = build.study(build.client())
        wave = build.wave(study)
        tara = someone("Tara")
        work = build.assignment(
            wave, build.place("bremen"), build.scenario(study), tara, AssignmentState.ASSIGNED
        )
        newer = build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"').replace("Greeted?", "Welcomed?")
        version = str(build.questionnaire(newer).public_id)
        address, chosen = f"/desk/waves/{wave.public_id}/version", str(work.public_id)
    page = rita.get(address).get_data(as_text=True)
    assert "“Greeted?” → “Welcomed?”" in page
    reply = rita.post(address, {"version": version, "selected": chosen})
    assert reply.status_code == 302
    assert reply.location.endswith(address.removesuffix("/version"))
    assert "newest version" in rita.get(address).get_data(as_text=True)
    assert browse("Stefan").get(address).status_code == 403


def test_a_version_is_read_and_downloaded_in_every_format(rita: Browser) -> None:
    place = published(rita, made(rita), "2026.9")
    for kind in ("yaml", "xlsx", "md", "xml"):
        reply = rita.get(f"{place}/export/{kind}")
        assert reply.status_code == 200
        assert f"store-visit-2026.9.{kind}" in reply.headers["Content-Disposition"]
    assert rita.get(f"{place}/changes").status_code == 200
    assert rita.get(f"{place}/changes?against=nothing").status_code == 404
    assert rita.get(LIST).status_code == 200


def test_html_in_every_text_stays_text(rita: Browser) -> None:
    address = made(rita)
    boot = opened(rita, address)
    evil = "</script><script>alert(1)</script><b>&amp;"
    content = boot["content"]
    content["document"]["title"] = {"de": evil, "en": evil}
    for node in content["document"]["sections"]:
        node["label"] = {"de": evil, "en": evil}
        for item in node["items"]:
            if "label" in item:
                item["label"] = {"de": evil, "en": evil}
    for choices in content["document"]["choices"].values():
        for choice in choices:
            choice["label"] = {"de": evil, "en": evil}
    assert rita.send("PUT", address, {"base": 1, "content": content}).status_code == 200
    pages = [address, LIST, f"{address}/changes", f"{address}/publish", f"{address}/preview/call"]
    pages.append(published(rita, address, "2026.9"))
    pages.append(f"{pages[-1]}/changes")
    for page in pages:
        reply = rita.get(page)
        assert reply.status_code == 200
        text = reply.get_data(as_text=True)
        assert "<script>alert" not in text
        assert "<b>&amp;amp;" not in text
