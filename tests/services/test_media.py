"""Evidence is taken in whole, checked, and given out without metadata."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from mystery.problems import Rejected
from mystery.services import media
from mystery.services.context import settings
from mystery.services.media_types import sniff
from mystery.store.media import path_of

pytestmark = pytest.mark.usefixtures("app")


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo that says where it was taken and by whom."""
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8825] = "Camera of Tara", 6, {1: "N", 2: (53.0, 4.0, 30.0)}
    out = BytesIO()
    image.save(out, kind, exif=exif, comment=b"taken by Tara")
    return out.getvalue()


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_photo_is_kept_as_it_came_and_shown_without_its_metadata() -> None:
    content = photo()
    kept = media.keep(BytesIO(content), expected_sha256=hashlib.sha256(content).hexdigest())
    assert media.original_path(kept).read_bytes() == content
    shown = media.shown_path(kept).read_bytes()
    assert b"Tara" not in shown
    with Image.open(BytesIO(shown)) as image:
        assert not image.getexif()
        assert image.size == (40, 60), "turned upright, as the camera said"


def test_the_same_photo_twice_is_one_file() -> None:
    first, second = media.keep(BytesIO(photo())), media.keep(BytesIO(photo()))
    assert first.sha256 == second.sha256
    assert not list(settings().media.glob("*.part"))


def test_a_photo_that_arrives_damaged_is_refused() -> None:
    with pytest.raises(Rejected) as refusal:
        media.keep(BytesIO(photo()), expected_sha256="0" * 64)
    assert codes(refusal) == ["MEDIA_HASH_DIFFERS"]
    assert not [path for path in settings().media.rglob("*") if path.is_file()], "nothing refused stays"


def test_a_file_that_is_refused_takes_nothing_with_it_that_was_there() -> None:
    shown = media.shown_path(media.keep(BytesIO(photo())))
    clean = shown.read_bytes()
    with pytest.raises(Rejected) as refusal:
        media.keep(BytesIO(clean), expected_sha256="0" * 64)
    assert codes(refusal) == ["MEDIA_HASH_DIFFERS"]
    assert shown.read_bytes() == clean, "the copy that pages show bears no row of its own"
    stored = media.keep_anyhow(BytesIO(b"no picture"))
    with pytest.raises(Rejected) as refusal:
        media.keep(BytesIO(b"no picture"))
    assert codes(refusal) == ["MEDIA_TYPE_REFUSED"]
    assert stored.path.read_bytes() == b"no picture"
    assert not list(settings().media.glob("*.part"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "MEDIA_EMPTY"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "MEDIA_TYPE_REFUSED"),
        (b"MZ\x90\x00 this is a program", "MEDIA_TYPE_REFUSED"),
        (photo()[:200], "MEDIA_UNREADABLE"),
        (b"\x89PNG\r\n\x1a\n<html>", "MEDIA_UNREADABLE"),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Rejected) as refusal:
        media.keep(BytesIO(content))
    assert codes(refusal) == [code]


def test_a_huge_image_is_refused_before_it_is_decoded() -> None:
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(Rejected) as refusal:
        media.keep(BytesIO(out.getvalue()))
    assert codes(refusal) == ["IMAGE_TOO_LARGE"]


def test_a_file_that_was_altered_on_the_disk_is_noticed() -> None:
    kept = media.keep(BytesIO(photo()))
    assert media.is_intact(kept)
    media.original_path(kept).write_bytes(b"something else")
    assert not media.is_intact(kept)


def test_a_path_is_not_a_hash() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        path_of(settings().media, "../../etc/passwd")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypheic", None),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"GIF89a", None),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, kind: str | None) -> None:
    assert sniff(head) == kind
