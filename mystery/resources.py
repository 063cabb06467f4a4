"""Where the four data folders are: above the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `questionnaires`, `reports`, `templates` or `static`."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def package_folder(name: str) -> Path:
    """A folder that always travels inside the package, such as `translations`."""
    return _PACKAGE / name
