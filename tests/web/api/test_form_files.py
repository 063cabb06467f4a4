"""The pictures of a questionnaire reach whoever works an interview of it, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from mystery.services import packs
from mystery.services.attached_files import shown_by
from mystery.store.models import Interview
from tests.browsing import Browser
from tests.web.field_world import address, an_interview

Browse = Callable[[str], Browser]


@pytest.fixture
def opened(app: object) -> Interview:
    version, scheme = packs.publish(packs.pack("store-visit"))
    return an_interview(questionnaire_version=version, scheme_version=scheme)


def facade() -> str:
    return shown_by(packs.pack("store-visit").form.package)["facade-example.png"].sha256


def test_a_tester_gets_the_picture_and_may_keep_it_for_ever(browse: Browse, opened: Interview) -> None:
    reply = browse("Tara").get(address(opened, f"files/{facade()}"))
    assert reply.status_code == 200
    assert reply.mimetype in ("image/jpeg", "image/png")
    assert "immutable" in reply.headers["Cache-Control"]
    assert "private" in reply.headers["Cache-Control"]
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert Image.open(BytesIO(reply.data)).size == (900, 600)


def test_a_player_of_films_may_ask_for_a_part(browse: Browse, opened: Interview) -> None:
    headers = {"Range": "bytes=0-9"}
    reply = browse("Tara").get(address(opened, f"files/{facade()}"), headers=headers)
    assert (reply.status_code, len(reply.data)) == (206, 10)


@pytest.mark.parametrize("name", ["Toni", "Heidi", "Fred", "Rolf"])
def test_for_everybody_else_there_is_no_such_file(name: str, browse: Browse, opened: Interview) -> None:
    assert browse(name).get(address(opened, f"files/{facade()}")).status_code in (403, 404)


@pytest.mark.parametrize("sha256", ["0" * 64, "abc", "..%2f..%2fetc"])
def test_a_hash_that_the_form_does_not_list_is_not_found(
    sha256: str, browse: Browse, opened: Interview
) -> None:
    assert browse("Tara").get(address(opened, f"files/{sha256}")).status_code == 404
