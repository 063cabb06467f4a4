"""Files from tablets: known by their hash, told by their content, shown to nobody but their interviewer."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from mystery.store.models import Interview
from tests.browsing import Browser
from tests.web.field_world import address, an_interview, send

Browse = Callable[[str], Browser]


@pytest.fixture
def opened(app: object) -> Interview:
    return an_interview()


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), (30, 90, 110)).save(out, "JPEG")
    return out.getvalue()


def put(browser: Browser, interview: Interview, data: bytes, sha256: str = "") -> Any:
    browser.get("/account/")
    digest = sha256 or hashlib.sha256(data).hexdigest()
    headers = {"X-CSRFToken": browser.page.csrf_token, "Content-Type": "image/jpeg"}
    return browser.client.put(address(interview, f"media/{digest}"), data=data, headers=headers)


def named(interview: Interview, data: bytes, seq: int = 2) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    value = {"sha256": digest, "name": "front.jpg", "type": "image/jpeg", "size": len(data)}
    return {"seq": seq, "kind": "answer", "path": "facade", "value": value}


def test_a_photo_arrives_once_and_comes_back_to_its_interviewer(browse: Browse, opened: Interview) -> None:
    browser, data = browse("Tara"), photo()
    assert [put(browser, opened, data).status_code for _ in range(2)] == [201, 201]
    send(browser, opened, [named(opened, data)])
    digest = hashlib.sha256(data).hexdigest()
    reply = browser.client.get(address(opened, f"media/{digest}"), buffered=True)
    assert reply.status_code == 200
    assert reply.mimetype == "image/jpeg"
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert Image.open(BytesIO(reply.data)).size == (60, 40)


def test_a_file_that_the_interview_does_not_name_is_not_given_out(browse: Browse, opened: Interview) -> None:
    browser, data = browse("Tara"), photo()
    put(browser, opened, data)
    assert browser.client.get(address(opened, f"media/{hashlib.sha256(data).hexdigest()}")).status_code == 404


def test_bytes_under_a_wrong_hash_are_refused(browse: Browse, opened: Interview) -> None:
    reply = put(browse("Tara"), opened, photo(), "0" * 64)
    assert (reply.status_code, reply.json["code"]) == (422, "MEDIA_HASH_DIFFERS")


@pytest.mark.parametrize("sha256", ["abc", "A" * 64, "..%2f..%2fetc", "0" * 65])
def test_what_is_no_hash_is_not_found(sha256: str, browse: Browse, opened: Interview) -> None:
    assert put(browse("Tara"), opened, photo(), sha256).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html>",
        b"MZ",
    ],
)
def test_what_is_no_photo_sound_or_film_is_refused(data: bytes, browse: Browse, opened: Interview) -> None:
    reply = put(browse("Tara"), opened, data)
    assert (reply.status_code, reply.json["code"]) == (422, "MEDIA_TYPE_REFUSED")


def test_a_broken_photo_is_refused(browse: Browse, opened: Interview) -> None:
    reply = put(browse("Tara"), opened, photo()[:200])
    assert (reply.status_code, reply.json["code"]) == (422, "MEDIA_UNREADABLE")


def test_a_small_file_that_unpacks_to_a_huge_image_is_refused(browse: Browse, opened: Interview) -> None:
    reply = put(browse("Tara"), opened, bomb())
    assert reply.status_code == 422
    assert reply.json["code"] in ("IMAGE_TOO_LARGE", "MEDIA_UNREADABLE")


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("name", ["Toni", "Carl", "Heidi"])
def test_nobody_else_may_add_or_see_files(name: str, browse: Browse, opened: Interview) -> None:
    assert put(browse(name), opened, photo()).status_code == 404
