"""A server without space says so, keeps nothing by halves, and goes on when there is space again."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from mystery.services import media
from mystery.services.context import settings
from mystery.store.disk import Disk, replaced_by
from tests.browsing import Browser
from tests.web.api.test_media import photo, put
from tests.web.field_world import an_interview

Browse = Callable[[str], Browser]


class Refusing(Disk):
    """Takes no more bytes, for the reason given."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, file: int, data: bytes) -> None:
        super().write(file, data[: len(data) // 2])
        raise OSError(self.number, "refused")


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [(errno.ENOSPC, 507, "DISK_FULL"), (errno.EIO, 503, "STORE_UNAVAILABLE")],
)
def test_what_the_disk_does_not_take_is_told_with_the_time_to_ask_again(
    app: object, browse: Browse, number: int, status: int, code: str
) -> None:
    interview, browser, data = an_interview(), browse("Tara"), photo()
    with replaced_by(Refusing(number)):
        reply = put(browser, interview, data)
    assert (reply.status_code, reply.json["code"]) == (status, code)
    assert int(reply.headers["Retry-After"]) > 0
    assert _files(settings().media) == []
    kept = put(browser, interview, data)
    assert kept.status_code == 201
    assert media.is_intact(media.find(kept.json["sha256"]))  # type: ignore[arg-type]


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]
