"""Films and sounds are given out without what they say of place and maker; nothing in them moves."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest

from mystery.services import film_boxes, media

PLACE = b"\xa9xyz\x00\x12\x15\xc7+53.0793+008.8017/"
PICTURES = b"pictures and tones, udta and meta among them " * 400


def box(kind: bytes, *content: bytes, long: bool = False) -> bytes:
    body = b"".join(content)
    if long:
        return b"\x00\x00\x00\x01" + kind + (len(body) + 16).to_bytes(8, "big") + body
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def film(brand: bytes = b"isom", *, long: bool = False) -> bytes:
    """As a phone writes one: place in user data, the maker's keys, a title within the track, XMP beside."""
    track = box(b"trak", box(b"tkhd", b"t" * 20), box(b"udta", box(b"name", b"Tara's hall")))
    keys = box(b"meta", b"com.apple.quicktime.location.ISO6709 +53.0793")
    return b"".join(
        (
            box(b"ftyp", brand, b"\x00\x00\x02\x00"),
            box(b"mdat", PICTURES, long=long),
            box(b"moov", box(b"mvhd", b"m" * 30), track, box(b"udta", PLACE), keys),
            box(b"uuid", b"xmp: exif:GPSLatitude=53.0793"),
            box(b"moof", box(b"traf", box(b"uuid", b"played by this"))),
        )
    )


def blanked(content: bytes, chunk: int = 7) -> bytes:
    spans = film_boxes.saying(BytesIO(content), len(content))
    reader = film_boxes.Blanked(BytesIO(content), spans)
    return b"".join(iter(lambda: reader.read(chunk), b""))


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("chunk", [7, 100_000])
def test_what_a_film_says_is_blanked_and_nothing_moves(long: bool, chunk: int) -> None:
    content = film(long=long)
    shown = blanked(content, chunk)
    assert len(shown) == len(content)
    for said in (b"53.0793", b"Tara", b"\xa9xyz"):
        assert said in content
        assert said not in shown
    for kept in (PICTURES, b"t" * 20, b"m" * 30, b"played by this"):
        assert shown.find(kept) == content.find(kept) > 0
    assert shown.count(b"free") == 4
    assert film_boxes.saying(BytesIO(shown), len(shown)) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00\x00\x04moov",
        b"\x00\x00\x00\x01moov\x00\x00",
        box(b"moov", b"\xff\xff\xff\xffudta"),
        box(b"moov", b"\x00\x00\x00\x01udta" + b"\xff" * 8),
        b"no boxes at all, but long enough to be read as one",
    ],
)
def test_what_is_cut_off_or_no_film_is_left_as_it_is(content: bytes) -> None:
    assert blanked(content) == content


@pytest.mark.usefixtures("app")
def test_a_film_is_kept_as_it_came_and_shown_without_its_place() -> None:
    content = film(b"3gp5")
    kept = media.keep(BytesIO(content), expected_sha256=hashlib.sha256(content).hexdigest())
    assert media.original_path(kept).read_bytes() == content
    assert media.shown_path(kept).read_bytes() == blanked(content)
    assert (kept.type, media.shown_type(kept)) == ("video/mp4", "video/mp4")
    silent = box(b"ftyp", b"M4A \x00\x00\x02\x00") + box(b"mdat", PICTURES)
    assert media.keep(BytesIO(silent)).derivative_sha256 is None
