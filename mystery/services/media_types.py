"""What kinds of files are taken in, told by their first bytes and never by their names."""

from __future__ import annotations

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
)
_CONTAINERS = {"image/webp", "audio/wav"}
_STILL_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")

ACCEPTED = tuple(dict.fromkeys(kind for _, _, kind in _MAGIC))
HEAD_BYTES = 16
"""How many first bytes `sniff` wants."""


def sniff(head: bytes) -> str | None:
    """The media type of a file that starts with `head`; None if it is none of the accepted ones."""
    if head[4:12] in _STILL_PICTURES:
        return None
    for offset, magic, kind in _MAGIC:
        if head[offset : offset + len(magic)] == magic and (kind not in _CONTAINERS or head[:4] == b"RIFF"):
            return kind
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    return None


def is_image(kind: str) -> bool:
    return kind.startswith("image/")
