"""The shell: the app's page and every file it needs, with their hashes, under one name for all of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from flask import current_app, render_template

from mystery.services.context import settings
from mystery.web.shared.i18n import LANGUAGES
from mystery.web.shared.player import german_words
from mystery.web.shared.statics import StaticFiles

PAGE = "/tablet/"
STYLES = (
    "tokens",
    "base",
    *(f"components/{name}" for name in ("actions", "forms", "surfaces", "status", "overlays")),
    *(f"components/player{part}" for part in ("", "-items", "-fields", "-media", "-call")),
    "field",
    "tablet",
)
_MODULES = ("interview", "player", "sync", "tablet")
_MORE = (
    "fonts/source-sans-3-latin.woff2",
    "fonts/source-sans-3-latin-ext.woff2",
    "img/icons.svg",
    "img/logo.svg",
    "img/logo-tile.svg",
)


@dataclass(frozen=True, slots=True)
class ShellFile:
    """A file that the worker keeps. `name` stays the same from build to build, the address does not."""

    name: str
    url: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Shell:
    """A build: its name changes with any of its bytes."""

    build: str
    page: str
    files: tuple[ShellFile, ...]

    def listing(self) -> dict[str, object]:
        return {"build": self.build, "files": [asdict(each) for each in self.files]}


def shell() -> Shell:
    """The build that this process serves; made once, since nothing in it depends on who asks."""
    if "tablet_shell" not in current_app.extensions:
        current_app.extensions["tablet_shell"] = _make(current_app.extensions["mystery_static"])
    made: Shell = current_app.extensions["tablet_shell"]
    return made


def _make(statics: StaticFiles) -> Shell:
    """The page carries its build's name, so that name is made from a page without one."""
    files = tuple(_file(statics, name) for name in _names(statics))
    said = json.dumps([_page(statics, ""), *(each.sha256 for each in files)])
    build = hashlib.sha256(said.encode()).hexdigest()[:16]
    page = _page(statics, build)
    return Shell(build, page, (_entry("page", PAGE, page.encode()), *files))


def _page(statics: StaticFiles, build: str) -> str:
    return render_template(
        "tablet/shell.html",
        styles=STYLES,
        statics=statics,
        modules=_modules(statics),
        boot={"build": build, **_boot(statics)},
    )


def _modules(statics: StaticFiles) -> tuple[str, ...]:
    """What the first screen needs, named so that the browser asks for all at once."""
    return statics.modules("js/tablet/main.js")


def _names(statics: StaticFiles) -> tuple[str, ...]:
    scripts = (path for area in _MODULES for path in (statics.root / "js" / area).rglob("*.js"))
    names = sorted(path.relative_to(statics.root).as_posix() for path in scripts)
    return (*(f"css/{name}.css" for name in STYLES), *names, *_MORE)


def _file(statics: StaticFiles, name: str) -> ShellFile:
    return _entry(name, statics.url(name), (statics.root / name).read_bytes())


def _entry(name: str, url: str, content: bytes) -> ShellFile:
    return ShellFile(name, url, hashlib.sha256(content).hexdigest(), len(content))


def _boot(statics: StaticFiles) -> dict[str, object]:
    """What the scripts start from: words and addresses, nobody's data."""
    return {
        "agency": settings().agency_name,
        "languages": list(LANGUAGES),
        "language": settings().default_language,
        "texts": {"de": {**german_words("player"), **german_words("tablet")}},
        "urls": {"page": PAGE, "listing": f"{PAGE}build.json", "icons": statics.url("img/icons.svg"),
                 "logo": statics.url("img/logo.svg")},
        "worker": f"{PAGE}sw.js" if settings().tablet_offline else "",
    }  # fmt: skip
