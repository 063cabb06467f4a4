"""The pictures, sounds and films of questionnaires: found beside them, described, kept."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from mystery.problems import NotFound
from mystery.questionnaire import AttachedFile, Form
from mystery.services import media
from mystery.services.media_types import HEAD_BYTES, is_image, sniff
from mystery.store.models import Media

FOLDER = "media"
ENDINGS = (
    "jpg", "jpeg", "png", "webp", "gif", "svg", "bmp", "mp3", "m4a", "ogg", "oga", "wav", "aac",
    "mp4", "webm", "mov", "3gp", "avi",
)  # fmt: skip
"""What is looked at. Those that cannot be shown are among them, so that the remedy can say why."""
LARGEST_BYTES = 30_000_000
"""A file beyond this is not even read."""


def look(folder: Path) -> dict[str, AttachedFile]:
    """What lies beside a questionnaire, and in `media/` there, by name; the folder's own come first."""
    return {name: _described(path) for name, path in _paths(folder).items()}


def _paths(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for place in (folder / FOLDER, folder):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.is_file() and is_attached(path.name):
                found.setdefault(path.name, path)
    return found


def is_attached(name: str) -> bool:
    """Whether a name is that of a picture, a sound or a film."""
    return name.rpartition(".")[2].lower() in ENDINGS


def _described(path: Path) -> AttachedFile:
    size = path.stat().st_size
    return AttachedFile("", "", size) if size > LARGEST_BYTES else described(path.read_bytes())


def described(data: bytes) -> AttachedFile:
    """A file by its content; a picture that cannot be decoded is of no kind."""
    kind = sniff(data[:HEAD_BYTES]) or ""
    if is_image(kind) and not _can_be_drawn(data):
        kind = ""
    return AttachedFile(hashlib.sha256(data).hexdigest(), kind, len(data))


def _can_be_drawn(data: bytes) -> bool:
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data)) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return False
    return True


def keep_all(form: Form, folder: Path) -> dict[str, AttachedFile]:
    """Stores the files that a form shows; pictures get a copy without metadata, as photos do."""
    paths, shown = _paths(folder), shown_by(form.package)
    for name, file in shown.items():
        with paths[name].open("rb") as source:
            media.keep(source, expected_sha256=file.sha256)
    return shown


def shown_by(package: Mapping[str, object]) -> dict[str, AttachedFile]:
    """The files that a form package lists, by name."""
    files = package.get("files")
    return {name: AttachedFile(**file) for name, file in files.items()} if isinstance(files, Mapping) else {}


def file_of(files: Mapping[str, AttachedFile], sha256: str) -> Media:
    """One of the files of a questionnaire. Raises `NotFound` for any other file, though it be stored."""
    found = media.find(sha256) if sha256 in {file.sha256 for file in files.values()} else None
    if found is None or not media.shown_path(found).is_file():
        raise NotFound("media")
    return found
