"""The files that the architecture tests look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_GENERATED = ("mystery/store/migrations/versions",)


def python_files(*folders: str) -> Iterator[Path]:
    """Our Python files below these folders, generated ones left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not name_of(path).startswith(_GENERATED):
                yield path


def text_files(folder: str, *endings: str) -> Iterator[Path]:
    """Files with these endings, what is vendored left out."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and path.suffix in endings and "vendor" not in path.parts:
            yield path


def name_of(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()
