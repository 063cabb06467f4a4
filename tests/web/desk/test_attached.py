"""Pictures of questionnaires at the desk: with a draft, in previews, in a report under review."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from mystery.services import packs
from mystery.services.attached_files import shown_by
from mystery.services.transaction import transaction
from tests import build
from tests.browsing import Browser
from tests.web.desk.drafting import Browse, boot_of, drafts, made, opened, published

FACADE = "facade-example.png"


def drawing() -> bytes:
    out = BytesIO()
    Image.new("RGB", (50, 20), "orange").save(out, "PNG")
    return out.getvalue()


def status(browser: Browser, address: str) -> int:
    return browser.get(address).status_code


def bring(browser: Browser, address: str, name: str, data: bytes) -> int:
    browser.get(f"{address}/files")
    return browser.post(f"{address}/files", {"files": (BytesIO(data), name)}).status_code


def test_a_draft_of_a_pack_shows_its_picture_in_the_preview(browse: Browse) -> None:
    rita = browse("Rita")
    address = made(rita)
    boot = boot_of(rita.get(f"{address}/preview/tablet").get_data(as_text=True))
    file = boot["package"]["files"][FACADE]
    reply = rita.get(f"{boot['urls']['files']}/{file['sha256']}")
    assert reply.status_code == 200
    assert Image.open(BytesIO(reply.data)).size == (900, 600)


def test_a_picture_is_brought_to_a_draft_and_taken_away_again(browse: Browse) -> None:
    rita = browse("Rita")
    address = made(rita)
    assert bring(rita, address, FACADE, drawing()) == 302
    package = opened(rita, address)["state"]["form"]["package"]
    assert package["files"][FACADE]["size"] == len(drawing())
    rita.post(f"{address}/files/remove", {"name": FACADE})
    state = opened(rita, address)["state"]
    assert {each["code"] for each in state["problems"]} == {"MEDIA_FILE_MISSING"}
    assert {each["key"].partition("/")[0] for each in state["problems"]} == {"media"}
    assert FACADE in rita.get(f"{address}/files").get_data(as_text=True)


def test_a_page_that_calls_itself_a_picture_is_refused(browse: Browse) -> None:
    rita = browse("Rita")
    address = made(rita)
    assert bring(rita, address, "front.png", b"<script>alert(1)</script>") == 422


def test_a_script_that_brings_a_file_hears_which_files_are_there_or_why_not(browse: Browse) -> None:
    rita = browse("Rita")
    address = made(rita)
    assert list(opened(rita, address)["files"]) == [FACADE]
    json = {"Accept": "application/json"}
    reply = rita.post(f"{address}/files", {"files": (BytesIO(drawing()), "front.png")}, headers=json)
    assert reply.json is not None
    assert reply.json["files"]["front.png"] == opened(rita, address)["files"]["front.png"]
    refused = rita.post(f"{address}/files", {"files": (BytesIO(b"no picture"), "back.png")}, headers=json)
    assert (refused.status_code, refused.content_type) == (422, "application/problem+json")


def test_what_a_browser_says_about_files_counts_for_nothing(browse: Browse) -> None:
    """A draft's content names files only; which bytes they are the server alone decides."""
    rita = browse("Rita")
    address = made(rita)
    content = opened(rita, address)["content"]
    content["files"] = {FACADE: {"sha256": "0" * 64, "type": "image/png", "size": 1}}
    assert rita.send("PUT", address, {"base": 1, "content": content}).status_code == 422
    assert status(rita, f"{address}/files/{'0' * 64}") == 404


def test_an_import_brings_its_pictures(browse: Browse) -> None:
    rita = browse("Rita")
    text = b"questionnaire: tiny\nitems:\n  - {item: a, type: note, label: A, media: {image: a.png}}\n"
    rita.get("/desk/questionnaires/new")
    files = {"file": (BytesIO(text), "tiny.yaml"), "lists": (BytesIO(drawing()), "a.png")}
    reply = rita.post("/desk/questionnaires/drafts", {"from": "import", **files})
    assert reply.status_code == 302
    assert drafts() == 1
    assert "a.png" in opened(rita, reply.location)["state"]["form"]["package"]["files"]


def test_a_published_version_keeps_the_picture_and_so_does_the_draft_made_from_it(browse: Browse) -> None:
    rita = browse("Rita")
    version = published(rita, made(rita), "9")
    public_id = version.rpartition("/")[2]
    again = made(rita, **{"from": "version", "version": public_id})
    file = opened(rita, again)["state"]["form"]["package"]["files"][FACADE]
    for name in ("Rita", "Rolf"):
        assert status(browse(name), f"{version}/files/{file['sha256']}") == 200
    for name in ("Tara", "Heidi", "Fred"):
        assert status(browse(name), f"{version}/files/{file['sha256']}") in (403, 404)


def test_the_preview_of_a_scenario_knows_where_the_files_are(browse: Browse) -> None:
    version, scheme = packs.publish(packs.pack("store-visit"))
    with transaction():
        study = build.study(build.client())
        play = build.scenario(study, questionnaire_version=version, scheme_version=scheme)
    rita = browse("Rita")
    page = rita.get(f"/desk/scenarios/{play.public_id}/preview/tablet").get_data(as_text=True)
    sha256 = shown_by(version.package)[FACADE].sha256
    assert status(rita, f"{boot_of(page)['urls']['files']}/{sha256}") == 200
