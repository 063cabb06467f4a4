"""Static files under names that contain their content's hash, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, current_app, send_from_directory
from werkzeug.security import safe_join

from mystery.resources import folder

PREFIX = "/static/"
_FOREVER = 31_536_000
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class StaticFiles:
    """Maps `css/base.css` to `/static/<hash>/css/base.css`.

    The hash stands for the whole folder: ES modules import one another by relative path, and so each
    module's address changes together with what it imports.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.build = self._hash()

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(each for each in self.root.rglob("*") if each.is_file()):
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def url(self, name: str) -> str:
        """The address of a static file. A name that does not exist is a mistake in a template."""
        if not (self.root / name).is_file():
            raise FileNotFoundError(f"static/{name}")
        return f"{PREFIX}{self.build}/{name}"


def init_app(app: Flask) -> None:
    files = StaticFiles(folder("static"))
    app.extensions["mystery_static"] = files
    app.config["STATIC_PREFIX"] = PREFIX
    app.jinja_env.globals["static_url"] = files.url
    app.add_url_rule(f"{PREFIX}<build>/<path:name>", "static_file", _serve)


def _serve(build: str, name: str) -> Response:
    """A file of the static folder. Under an old hash it is served too, but not kept."""
    root = folder("static")
    found = safe_join(str(root), name)
    if found is None or not Path(found).is_file():
        abort(404)
    kind = _TYPES.get(Path(name).suffix)
    response = send_from_directory(root, name, mimetype=kind, conditional=True)
    current = build == current_app.extensions["mystery_static"].build
    response.headers["Cache-Control"] = f"public, max-age={_FOREVER}, immutable" if current else "no-cache"
    return response
