"""Evidence: taking files in, checking that they are what they say, and giving out copies without metadata."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from mystery.problems import Problem, Rejected
from mystery.services import film_boxes
from mystery.services.context import settings
from mystery.services.media_types import ACCEPTED, HEAD_BYTES, is_image, sniff
from mystery.services.transaction import reading, transaction
from mystery.store import media as files
from mystery.store.models import Interview, InterviewMedia, Media

_MEGABYTE = 1_048_576
_LONGEST_SIDE = 2560
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class _Picture:
    width: int
    height: int
    clean: bytes


def keep(source: IO[bytes], *, expected_sha256: str = "") -> Media:
    """Takes a file in. Its bytes are on the disk and its row is written when this returns.

    The original stays as it came, known by its hash. Of an image a copy without metadata is made, and of a
    film or sound that says where and with what it was taken; only that is ever shown. Raises `Rejected` for
    other kinds of files, damaged ones and ones that are too large.
    """
    folder = settings().media
    with files.received(folder, source, settings().max_upload_mb * _MEGABYTE) as part:
        _check_hash(part.sha256, expected_sha256)
        known = find(part.sha256)
        kept = known if known and known.forgotten_at is None else None
        kind = known.type if known else _kind_of(part.path)
        picture = _open_picture(part.path, kind) if kept is None and is_image(kind) else None
        stored = files.name(folder, part)
    if kept:
        return kept
    copy = _copy_of(folder, stored, kind, picture)
    row = Media(
        sha256=stored.sha256,
        type=kind,
        size=stored.size,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        derivative_sha256=copy.sha256 if copy else None,
        forgotten_at=None,
    )
    with transaction() as session:
        return session.merge(row)


def _copy_of(folder: Path, stored: files.Stored, kind: str, picture: _Picture | None) -> files.Stored | None:
    """The copy without metadata; None where the original says nothing that must not be passed on."""
    if picture is not None:
        return files.write(folder, BytesIO(picture.clean), len(picture.clean))
    if kind not in film_boxes.TYPES:
        return None
    with stored.path.open("rb") as file:
        spans = film_boxes.saying(file, stored.size)
        return files.write(folder, film_boxes.Blanked(file, spans), stored.size) if spans else None


def keep_anyhow(source: IO[bytes]) -> files.Stored:
    """Keeps the bytes of a file whatever it is: none that arrived may be lost. It is never shown."""
    return files.write(settings().media, source, settings().max_upload_mb * _MEGABYTE)


def keep_again(sha256: str) -> None:
    """A row for a file that lies in the store, where the database has lost it."""
    path = kept_path(sha256)
    if find(sha256) is None and path.is_file():
        with path.open("rb") as file:
            keep(file, expected_sha256=sha256)


def attach(interview: Interview, media: Media, path: str, name: str = "") -> InterviewMedia:
    """Makes a file evidence for the answer at `path`; doing it twice changes nothing."""
    query = select(InterviewMedia).where(
        InterviewMedia.interview_id == interview.id,
        InterviewMedia.media_sha256 == media.sha256,
        InterviewMedia.path == path,
    )
    with transaction() as session:
        row = session.scalar(query)
        if row is None:
            row = InterviewMedia(interview=interview, media=media, path=path, name=name[:200])
            session.add(row)
        return row


def find(sha256: str) -> Media | None:
    return reading().get(Media, sha256)


def shown_path(media: Media) -> Path:
    """The file that may be given out: the copy without metadata where there is one."""
    return files.path_of(settings().media, media.derivative_sha256 or media.sha256)


def shown_type(media: Media) -> str:
    """The type of the file that may be given out; the clean copy of a picture is a JPEG or a PNG."""
    if media.derivative_sha256 is None or not is_image(media.type):
        return media.type
    with shown_path(media).open("rb") as file:
        return sniff(file.read(HEAD_BYTES)) or media.type


def original_path(media: Media) -> Path:
    """The file as it came in: for proof, never for a page."""
    return files.path_of(settings().media, media.sha256)


def kept_path(sha256: str) -> Path:
    """Where the bytes of this hash lie, of whatever kind they are."""
    return files.path_of(settings().media, sha256)


def is_intact(media: Media) -> bool:
    """Whether the stored bytes are still the ones that were taken in."""
    return files.is_intact(settings().media, media.sha256)


def _check_hash(found: str, expected: str) -> None:
    if expected and found != expected:
        raise Rejected([Problem("MEDIA_HASH_DIFFERS", params={"expected": expected, "found": found})])


def _kind_of(path: Path) -> str:
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES))
    if kind is None:
        raise Rejected([Problem("MEDIA_TYPE_REFUSED", params={"accepted": ", ".join(ACCEPTED)})])
    return kind


def _open_picture(path: Path, kind: str) -> _Picture:
    """Decodes an image for real, within the limit of megapixels, and makes its clean copy."""
    try:
        with warnings.catch_warnings(), Image.open(path, formats=[_FORMATS[kind]]) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _check_size(image.width, image.height)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            return _Picture(image.width, image.height, _without_metadata(upright))
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Rejected([Problem("MEDIA_UNREADABLE", params={"type": kind})]) from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for truncated or mangled data
        raise Rejected([Problem("MEDIA_UNREADABLE", params={"type": kind})]) from error


def _check_size(width: int, height: int) -> None:
    megapixels, limit = width * height / 1_000_000, settings().max_image_megapixels
    if megapixels > limit:
        details = {"megapixels": round(megapixels), "limit": limit}
        raise Rejected([Problem("IMAGE_TOO_LARGE", params=details)])


def _without_metadata(image: Image.Image) -> bytes:
    """Only pixels travel: a new image has no comment, place, camera or profile to pass on."""
    transparent = image.has_transparency_data
    pixels = image.convert("RGBA" if transparent else "RGB")
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    if transparent:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
