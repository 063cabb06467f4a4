"""The app's addresses: the same for everybody, complete, checked by hash, and nobody's data in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from tests.browsing import Browser

Browse = Callable[[str], Browser]
_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


@pytest.fixture
def listing(browse: Browse) -> dict[str, str]:
    """Address -> SHA-256 of every file of the build."""
    reply = browse("").client.get("/tablet/build.json")
    assert reply.headers["Cache-Control"] == "no-cache"
    return {each["url"]: each["sha256"] for each in reply.get_json()["files"]}


def test_every_file_of_the_build_is_what_the_list_promises(browse: Browse, listing: dict[str, str]) -> None:
    client = browse("").client
    wrong = [
        url
        for url, sha256 in listing.items()
        if hashlib.sha256(client.get(url, buffered=True).data).hexdigest() != sha256
    ]
    assert not wrong
    assert "/tablet/" in listing


def test_the_build_holds_everything_that_its_modules_import(browse: Browse, listing: dict[str, str]) -> None:
    client = browse("").client
    missing = set()
    for url in (each for each in listing if each.endswith(".js")):
        for target in _IMPORT.findall(client.get(url, buffered=True).text):
            missing |= {_beside(url, target)} - listing.keys()
    assert not missing


def _beside(url: str, target: str) -> str:
    parts = url.split("/")[:-1]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
    return "/".join(parts)


def test_the_page_is_the_same_for_everybody(browse: Browse) -> None:
    pages = set()
    for name in ("", "Tara", "Rita"):
        browser = browse(name)
        browser.client.set_cookie("theme", "dark")
        pages.add(browser.get("/tablet/", headers={"Accept-Language": "de"}).text)
    assert len(pages) == 1
    assert "Tara" not in pages.pop()


def test_the_page_may_use_camera_and_position_and_no_foreign_script(browse: Browse) -> None:
    headers = browse("").get("/tablet/enrol").headers
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "worker-src 'self'" in headers["Content-Security-Policy"]


def test_the_worker_is_asked_for_anew_and_reaches_the_app_only(browse: Browse) -> None:
    client = browse("").client
    reply = client.get("/tablet/sw.js")
    build = client.get("/tablet/build.json").get_json()["build"]
    assert reply.mimetype == "text/javascript"
    assert reply.headers["Service-Worker-Allowed"] == "/tablet/"
    assert reply.headers["Cache-Control"] == "no-cache"
    assert reply.text.startswith(f'const BUILD = "{build}";')


@pytest.mark.parametrize(("language", "name"), [("de", "Besuche"), ("en", "Visits")])
def test_the_manifest_speaks_both_languages(browse: Browse, language: str, name: str) -> None:
    reply = browse("").client.get("/tablet/manifest.webmanifest", headers={"Accept-Language": language})
    assert reply.mimetype == "application/manifest+json"
    said = reply.get_json()
    assert (said["lang"], said["short_name"]) == (language, name)
    assert (said["start_url"], said["scope"], said["display"]) == ("/tablet/", "/tablet/", "standalone")


def test_the_icons_have_the_sizes_that_the_manifest_names(app: Flask, browse: Browse) -> None:
    client = browse("").client
    icons = client.get("/tablet/manifest.webmanifest").get_json()["icons"]
    assert {each["purpose"] for each in icons} == {"any", "maskable"}
    for each in icons:
        image = Image.open(BytesIO(client.get(each["src"], buffered=True).data))
        assert f"{image.width}x{image.height}" == each["sizes"]
